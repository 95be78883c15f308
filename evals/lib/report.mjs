// What is printed, and what the results file keeps.

export function line(trial) {
  const problems = problemsOf(trial);
  const tokens = trial.input === undefined ? '' : `, ${trial.input}+${trial.output} tokens`;
  const errors = trial.errors ? ` (${trial.errors} failed)` : '';
  const verdict = problems.length === 0 ? 'ok     ' : 'FAILED ';
  const head = `${verdict} ${trial.name.padEnd(30)} ${plural(trial.turns, 'turn')}, `
    + `${plural(trial.calls, 'call')}${errors}${tokens}, ${trial.units} units, ${trial.seconds.toFixed(1)} s`;
  return [head, ...problems.map(problem => `        ${problem}`)].join('\n');
}

export function problemsOf({ problem, checks }) {
  const failed = checks.filter(check => check.problem);
  return [...problem ? [problem] : [], ...failed.map(check => `${check.check}: ${check.problem}`)];
}

export function summary(trials, model) {
  const passed = list => `${list.filter(trial => problemsOf(trial).length === 0).length} of ${list.length}`;
  const kinds = [...new Set(trials.map(trial => trial.kind))].sort();
  const sum = key => trials.reduce((total, trial) => total + (trial[key] ?? 0), 0);
  const tokens = trials.some(trial => trial.input !== undefined) ? `, ${sum('input')}+${sum('output')} tokens` : '';
  const byKind = kinds.map(kind => `${kind} ${passed(trials.filter(trial => trial.kind === kind))}`).join(', ');
  return `${model}: ${passed(trials)} tasks (${byKind}); `
    + `${sum('turns')} turns, ${sum('calls')} calls, ${sum('errors')} of them failed${tokens}, `
    + `${sum('units')} units, ${sum('seconds').toFixed(0)} s`;
}

export function results(trials, { model, source, began }) {
  return {
    date: began.toISOString(),
    model,
    source,
    server: trials.find(trial => trial.version)?.version,
    passed: trials.filter(trial => problemsOf(trial).length === 0).length,
    tasks: trials.map(trial => ({
      name: trial.name, kind: trial.kind, passed: problemsOf(trial).length === 0, problem: trial.problem || undefined,
      checks: trial.checks.map(({ check, problem }) => ({ check, problem: problem || undefined })),
      turns: trial.turns, calls: trial.calls, errors: trial.errors,
      inputTokens: trial.input, outputTokens: trial.output,
      units: trial.units, seconds: Number(trial.seconds.toFixed(2)), answer: trial.answer,
    })),
  };
}

function plural(count, word) {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
