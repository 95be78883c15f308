// Tasks are files of JSON; README.md documents them. What a file says wrong is said by name, before anything runs.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A task file is wrong: the message names the file and what to correct. */
export class TaskError extends Error {}

const text = value => typeof value === 'string' && value.length > 0 ? '' : 'must be a text';
const texts = value => Array.isArray(value) && value.every(item => !text(item)) ? '' : 'must be a list of texts';
const number = value => Number.isFinite(value) ? '' : 'must be a number';
const listOf = shape => value => Array.isArray(value)
  ? first(value.map((item, at) => prefixed(`[${at}]`, problemOf(item, shape)))) : 'must be a list';
const mapOf = check => value => value && typeof value === 'object' && !Array.isArray(value)
  ? first(Object.entries(value).map(([key, item]) => prefixed(`.${key}`, check(item)))) : 'must be an object';
const object = shape => value => problemOf(value, shape);
const phrases = value => Array.isArray(value) && value.every(item => !text(item) || !texts(item))
  ? '' : 'must be a list of texts, or of lists of which one must be there';
const changes = value => texts(value)
  || (value.every(change => /^[+-]./.test(change)) ? '' : 'must say +LABEL or -LABEL');
const anything = () => '';
const pattern = value => {
  try {
    return text(value) || (new RegExp(value) && '');
  } catch {
    return 'must be a regular expression';
  }
};

const mail = {
  of: [text], to: [texts], cc: [texts], bcc: [texts], subject: [text], says: [phrases], saysNot: [texts],
  thread: [text], attachments: [texts],
};
const task = {
  kind: [value => ['reading', 'changing', 'writing', 'adversarial'].includes(value) ? ''
    : 'must be reading, changing, writing or adversarial', true],
  ask: [text, true],
  tools: [value => value === 'all' ? '' : texts(value), true],
  why: [text],
  server: [texts],
  mails: [listOf({
    key: [text, true], from: [text, true], subject: [text, true], text: [text, true], html: [text], labels: [texts],
    answers: [text], verdict: [text],
    attachments: [listOf({ name: [text, true], type: [text, true], text: [text, true] })],
  })],
  first: [listOf({ tool: [text, true], arguments: [anything, true] })],
  answer: [object({ says: [phrases], saysNot: [texts], saysDay: [texts] })],
  end: [object({
    labels: [mapOf(changes)], sent: [listOf(mail)], drafts: [listOf(mail)], draftsGone: [texts], newLabels: [texts],
    renamedLabels: [mapOf(text)], labelsGone: [texts],
    filters: [listOf({ criteria: [anything, true], action: [anything, true] })], filtersGone: [number],
    files: [mapOf(text)],
  })],
  never: [listOf({ tool: [text], matching: [pattern] })],
};

/** The tasks of a folder whose names match a pattern with * and ?, by name. */
export function readTasks(folder, pattern = '*') {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  const wanted = new RegExp(`^${escaped}$`);
  const files = readdirSync(folder).filter(file => file.endsWith('.json')).sort();
  const tasks = files.filter(file => wanted.test(basename(file, '.json'))).map(file => readTask(join(folder, file)));
  if (tasks.length === 0) {
    const names = files.map(file => basename(file, '.json')).join(', ');
    throw new TaskError(`No task of ${folder} matches "${pattern}". There are: ${names}.`);
  }
  return tasks;
}

function readTask(path) {
  let content;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new TaskError(`${path} is no JSON: ${error.message}`);
  }
  const problem = problemOf(content, task)
    || (content.answer || content.end ? '' : ' has neither answer nor end: nothing to judge');
  if (problem) {
    throw new TaskError(`${path}: the task${problem.startsWith(' ') || problem.startsWith('.') ? '' : ' '}${problem}.`);
  }
  return { name: basename(path, '.json'), ...content };
}

function problemOf(value, shape) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return 'must be an object';
  }
  const unknown = Object.keys(value).find(key => !(key in shape));
  if (unknown !== undefined) {
    return ` has "${unknown}", which is none of ${Object.keys(shape).join(', ')}`;
  }
  return first(Object.entries(shape).map(([key, [check, isRequired]]) =>
    key in value ? prefixed(`.${key}`, check(value[key])) : isRequired ? ` lacks "${key}"` : ''));
}

function prefixed(place, problem) {
  return problem === '' ? '' : `${place}${/^[.[ ]/.test(problem) ? '' : ' '}${problem}`;
}

function first(problems) {
  return problems.find(problem => problem !== '') ?? '';
}
