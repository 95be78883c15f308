// A recording holds what a model said, not what the server answered: the turns of each task, one on each line. A replay
// puts them through the same loop, server and judge. Ids are placeholders (names.mjs): they differ from run to run.
import { readFileSync, writeFileSync } from 'node:fs';

/** A recording cannot be used: the message says which line and why. */
export class RecordingError extends Error {}

export function readRecording(file) {
  const turns = new Map();
  let about = {};
  readFileSync(file, 'utf8').split('\n').forEach((line, at) => {
    if (line.trim() === '') {
      return;
    }
    let entry;
    try {
      entry = JSON.parse(line);
    } catch (error) {
      throw new RecordingError(`${file}:${at + 1} is no JSON: ${error.message}`);
    }
    if (entry.recording) {
      about = entry.recording;
    } else if (typeof entry.task === 'string' && (Array.isArray(entry.calls) || typeof entry.answer === 'string')) {
      turns.set(entry.task, [...turns.get(entry.task) ?? [], entry]);
    } else {
      throw new RecordingError(
        `${file}:${at + 1} is neither {"recording":…} nor {"task":…,"calls":[…]} nor {"task":…,"answer":"…"}.`);
    }
  });
  return { about, turns };
}

/** Stands in for a model: says what was recorded for a task. */
export class RecordedModel {
  #left;

  constructor(task, turns, names) {
    this.task = task;
    this.names = names;
    this.#left = [...turns];
  }

  async next({ results }) {
    const turn = this.#left.shift();
    if (!turn) {
      throw new RecordingError(`The recording of ${this.task} ends before an answer.`);
    }
    const resolved = value => this.names.resolved(value, results);
    const calls = await Promise.all((turn.calls ?? []).map(async ({ tool, arguments: args }, at) => ({
      id: `call_${at + 1}`,
      type: 'function',
      // A text in place of an object is what a model said that could not be read.
      function: { name: tool, arguments: typeof args === 'string' ? args : JSON.stringify(await resolved(args)) },
    })));
    const message = { role: 'assistant', content: turn.answer ? await resolved(turn.answer) : null };
    return { message: calls.length > 0 ? { ...message, tool_calls: calls } : message, usage: turn.usage ?? {} };
  }
}

/** A turn as the recording keeps it. */
export function recordedTurn(task, message, usage, names, results) {
  const calls = (message.tool_calls ?? []).map(call => ({
    tool: call.function.name,
    arguments: names.recorded(parsed(call.function.arguments), results),
  }));
  const answer = names.recorded(message.content ?? '', results);
  return { task, ...calls.length > 0 ? { calls, ...answer && { answer } } : { answer }, usage };
}

export function writeRecording(file, about, turns) {
  const lines = [{ recording: about }, ...turns].map(line => `${JSON.stringify(line)}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
