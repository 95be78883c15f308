// node main.mjs [OPTIONS]: see `usage`, and README.md beside this file.
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Endpoint, EndpointError } from './lib/endpoint.mjs';
import { readRecording, RecordedModel, RecordingError, writeRecording } from './lib/recording.mjs';
import { line, problemsOf, results, summary } from './lib/report.mjs';
import { readTasks, TaskError } from './lib/tasks.mjs';
import { abandonTrials, runTrial } from './lib/trial.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const usage = `usage: evals/run [OPTIONS]
  --tasks GLOB      Only tasks whose name matches, e.g. 'trap-*'
  --replay FILE     Let a recording speak in place of a model
  --record FILE     Keep what the model said
  --json FILE       Keep the results
  --server BINARY   The program under test [default: artifacts/publish/GmailMcp/release_linux-x64/gmail-mcp]
  --folder DIR      Take the tasks from here [default: evals/tasks]
  --turns N         Most turns in a task [default: 20]
  --seconds N       Most seconds in a task [default: 300]
  --parallel N      Tasks at a time [default: 1]
Without --replay it asks the model EVAL_MODEL at EVAL_BASE_URL (…/v1) with the key EVAL_API_KEY.`;

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    abandonTrials();
    process.exit(130);
  });
}
process.exitCode = await main();

async function main() {
  let options, tasks, recording;
  try {
    options = read();
    if (options.help) {
      console.log(usage);
      return 0;
    }
    tasks = readTasks(options.folder, options.tasks);
    recording = options.replay && readRecording(options.replay);
  } catch (error) {
    const isOurs = error instanceof TaskError || error instanceof RecordingError;
    console.error(isOurs ? error.message : `${error.message}\n${usage}`);
    return 2;
  }
  const missing = ['EVAL_BASE_URL', 'EVAL_MODEL', 'EVAL_API_KEY'].filter(name => !process.env[name]);
  if (!recording && missing.length > 0) {
    const which = `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not set`;
    console.log(`Nothing was run: there is no model to ask, because ${which}. `
      + 'EVAL_BASE_URL is the endpoint up to and with /v1; EVAL_API_KEY may be any word where the endpoint wants none. '
      + 'Without a model: evals/run --replay evals/recordings/reference.jsonl');
    return 0;
  }
  if (!existsSync(options.server)) {
    console.error(`There is no ${options.server}. `
      + 'Publish it (dotnet publish src/GmailMcp -c Release -r linux-x64) or name it: --server BINARY.');
    return 2;
  }
  try {
    const { EVAL_BASE_URL: baseUrl, EVAL_MODEL: model, EVAL_API_KEY: key } = process.env;
    return await run(options, tasks, recording, recording ? undefined : new Endpoint({ baseUrl, model, key }));
  } catch (error) {
    if (error instanceof EndpointError) {
      console.error(error.message);
      return 2;
    }
    throw error;
  }
}

async function run(options, tasks, recording, endpoint) {
  const source = recording ? { replay: options.replay } : { endpoint: endpoint.host };
  const model = recording ? `replay of ${recording.about.model ?? options.replay}` : endpoint.model;
  const hide = text => endpoint?.hide(text) ?? text;
  const began = new Date();
  const trials = [];
  const waiting = [...tasks];
  let fatal;
  const work = async () => {
    while (waiting.length > 0 && !fatal) {
      const task = waiting.shift();
      const trial = await runTrial({
        task, binary: options.server, limits: options,
        modelFor: names => endpoint ?? new RecordedModel(task.name, recording.turns.get(task.name) ?? [], names),
      });
      trials.push(trial);
      console.log(hide(line(trial)));
      fatal ??= trial.error instanceof EndpointError && trial.error.isForAll ? trial.error : undefined;
    }
  };
  await Promise.all(Array.from({ length: options.parallel }, work));
  trials.sort((left, right) => left.name < right.name ? -1 : 1);
  console.log(hide(summary(trials, model)));
  if (options.json) {
    writeFileSync(options.json, hide(`${JSON.stringify(results(trials, { model, source, began }), null, 2)}\n`));
  }
  if (options.record) {
    const about = { date: began.toISOString(), model, server: trials[0]?.version, format: 1 };
    writeRecording(options.record, about, JSON.parse(hide(JSON.stringify(trials.flatMap(trial => trial.recorded)))));
  }
  if (fatal) {
    console.error(hide(`Stopped: ${fatal.message} Of ${tasks.length} tasks ${waiting.length} were not tried.`));
    return 2;
  }
  return trials.every(trial => problemsOf(trial).length === 0) ? 0 : 1;
}

function read() {
  const text = { type: 'string' };
  const { values } = parseArgs({ options: {
    tasks: text, replay: text, record: text, json: text, server: text, folder: text,
    turns: text, seconds: text, parallel: text,
    help: { type: 'boolean', short: 'h' },
  } });
  return {
    ...values,
    server: resolve(values.server ?? join(folder, '..', 'artifacts/publish/GmailMcp/release_linux-x64/gmail-mcp')),
    folder: values.folder ?? join(folder, 'tasks'),
    turns: wholeNumber('--turns', values.turns ?? '20'),
    seconds: wholeNumber('--seconds', values.seconds ?? '300'),
    parallel: wholeNumber('--parallel', values.parallel ?? '1'),
  };
}

function wholeNumber(name, value) {
  if (!/^[1-9]\d*$/.test(value)) {
    throw new Error(`${name} takes a whole number above 0, not "${value}".`);
  }
  return Number(value);
}
