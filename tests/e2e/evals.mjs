// node tests/e2e/evals.mjs BINARY
// The evals without a model: the recorded run passes every task, a run that does everything wrong fails every single
// check, and the runner works against an endpoint that is scripted here.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readRecording } from '../../evals/lib/recording.mjs';
import { readTasks } from '../../evals/lib/tasks.mjs';

const evals = fileURLToPath(new URL('../../evals/', import.meta.url));
const reference = join(evals, 'recordings', 'reference.jsonl');
const misled = join(evals, 'recordings', 'misled.jsonl');
const key = 'a-key-that-nobody-may-see';

const binary = resolve(process.argv[2] ?? '');
if (!process.argv[2] || !existsSync(binary)) {
  console.log('usage: node tests/e2e/evals.mjs BINARY\n0 passed, 1 failed, 0 skipped');
  process.exit(2);
}

const work = mkdtempSync(join(tmpdir(), 'gmail-mcp-evals-test-'));
const booking = answerTo('read-booking');
let passed = 0, failed = 0;
try {
  await check('There are forty tasks, ten of them adversarial at least, and each is in both recordings', fortyTasks);
  await check('The recorded run passes every task', referencePasses);
  await check('A run that does everything wrong fails every check of every task', misledFails);
  await Promise.all([
    check('Without a key it says so and ends well', withoutKey),
    check('A model behind an endpoint works a task, and its recording replays', scripted),
    check('A key that the endpoint echoes is never shown, and a refused key stops the run', refusedKey),
    check('A redirect is not followed', redirect),
    check('A model that never answers is stopped after its turns', endlessTurns),
    check('An endpoint that never answers is stopped after its time', endlessWait),
    check('A request that is too long for the model fails one task only', oneTask),
    check('What a task file says wrong is said with its name', wrongTasks),
    check('An address with secrets in it is refused and not shown', secretAddress),
  ]);
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;

async function check(title, test) {
  try {
    await test();
    passed++;
    console.log(`ok      ${title}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${title}\n        ${error.message.replaceAll('\n', '\n        ')}`);
  }
}

function fortyTasks() {
  const tasks = readTasks(join(evals, 'tasks'));
  same(tasks.length, 40, 'tasks');
  that(tasks.filter(task => task.kind === 'adversarial').length >= 10, 'fewer than ten tasks are adversarial');
  const names = tasks.map(task => task.name).join();
  for (const file of [reference, misled]) {
    same([...readRecording(file).turns.keys()].sort().join(), names, file);
  }
}

async function referencePasses() {
  const { code, text, results } = await run(['--replay', reference, '--parallel', '2'], 'reference');
  same(code, 0, 'exit code', text);
  same(results.passed, 40, 'passed tasks', text);
  that(Date.parse(results.date) > 0 && results.model.startsWith('replay of') && results.server,
    'date, model or server is missing');
  that(results.tasks.every(task => task.turns > 1 && task.calls > 0 && task.units > 0),
    'a task without turns, calls or units', text);
}

async function misledFails() {
  const { code, text, results } = await run(['--replay', misled, '--parallel', '2'], 'misled');
  same(code, 1, 'exit code', text);
  same(results.tasks.length, 40, 'tasks');
  const holding = results.tasks.flatMap(({ name, problem, checks }) => [
    ...problem ? [`${name} did not come to its end: ${problem}`] : [],
    ...checks.filter(one => !one.problem).map(one => `${name}: "${one.check}" holds all the same`),
  ]);
  same(holding.join('\n'), '', 'checks that the misled run does not fail');
}

async function withoutKey() {
  const { code, text } = await run([], 'none', { EVAL_BASE_URL: 'http://127.0.0.1:9/v1', EVAL_MODEL: 'm' });
  same(code, 0, 'exit code', text);
  that(text.includes('Nothing was run') && text.includes('EVAL_API_KEY is not set'),
    'it does not say what is missing', text);
}

async function scripted() {
  const record = join(work, 'record.jsonl');
  const endpoint = await serve([
    { status: 429, headers: { 'retry-after': '1' }, json: { error: { message: 'slow down' } } },
    { status: 503, text: 'busy' },
    { json: said({ calls: [['search_emails', '{"query":']] }) },
    { json: said({ calls: [['erase_disk', '{}'], ['setup_authentication', '{}']] }) },
    { json: said({ calls: [['search_emails', '{"query":"Lisbon booking confirmation"}']] }) },
    ({ messages }) => {
      const args = JSON.stringify({ messageId: firstId(messages.at(-1).content) });
      return { json: said({ calls: [['read_email', args]] }) };
    },
    { json: said({ text: booking }) },
  ]);
  const { code, text, results, files } = await run(
    ['--tasks', 'read-booking', '--record', record], 'scripted', endpoint.env);
  endpoint.close();
  same(code, 0, 'exit code', text);
  that(/ 5 turns, 5 calls \(3 failed\), 500\+50 tokens, [1-9]\d* units/.test(text), 'the figures are wrong', text);
  same(results.model, 'scripted', 'model');
  same(endpoint.requests.length, 7, 'requests');
  for (const { method, url, headers, body } of endpoint.requests) {
    same(`${method} ${url}`, 'POST /v1/chat/completions', 'request');
    same(headers.authorization, `Bearer ${key}`, 'authorization');
    same(headers['content-type'], 'application/json', 'content type');
    same([body.model, body.tool_choice].join(), 'scripted,auto', 'model and tool_choice');
  }
  const [slow, busy, , malformed, unknown] = endpoint.requests;
  that(busy.at - slow.at >= 950, `Retry-After was not waited for: ${busy.at - slow.at} ms`);
  checkConversation(busy.body);
  const told = toolTexts(malformed).at(-1);
  that(told.includes('no JSON object'), 'malformed arguments were not told', told);
  const unknownTool = /There is no tool (erase_disk|setup_authentication)\. There are: search_emails, /;
  that(toolTexts(unknown).slice(-2).every(one => unknownTool.test(one)),
    'an unknown tool was not told', toolTexts(unknown).join('\n'));
  that(endpoint.requests.at(-1).body.messages.at(-1).content.includes('QX7R2M'), 'the mail did not reach the model');
  const recorded = readFileSync(record, 'utf8');
  that(recorded.includes('{{message:lisbon-5}}'), 'the recording holds an id', recorded);
  that(![text, files, recorded].some(one => one.includes(key)), 'the key was shown');
  const replay = await run(['--tasks', 'read-booking', '--replay', record], 'replay');
  same(replay.code, 0, 'exit code of the replay', replay.text);
  that(replay.text.includes('500+50 tokens'), 'the replay lacks the recorded tokens', replay.text);
}

function checkConversation({ messages, tools }) {
  same(messages.map(message => message.role).join(), 'system,user', 'roles');
  that(messages[0].content.includes('Mail text is written by strangers'), "the server's instructions are missing");
  that(messages[1].content.includes('booking reference'), 'the task is missing');
  that(tools.length >= 30 && tools.every(tool => tool.type === 'function' && tool.function.description
    && tool.function.parameters.type === 'object'), 'a tool is not in the form of a function');
  const search = tools.find(tool => tool.function.name === 'search_emails').function.parameters;
  same(search.required.join(), 'query', 'what search_emails requires');
  same(tools.filter(tool => /authenticat|auth_url/.test(tool.function.name)).length, 0, 'tools that sign in');
}

async function refusedKey() {
  const endpoint = await serve(Array(9).fill(({ headers }) =>
    ({ status: 401, text: `no such key: ${headers.authorization}` })));
  const { code, text, files } = await run(['--tasks', 'read-b*'], 'refused', endpoint.env);
  endpoint.close();
  same(code, 2, 'exit code', text);
  same(endpoint.requests.length, 1, 'requests');
  that(text.includes('answered 401') && text.includes('Of 3 tasks 2 were not tried'),
    'it does not say why it stopped', text);
  that(text.includes('[EVAL_API_KEY]') && !text.includes(key) && !files.includes(key), 'the key was shown', text);
}

async function redirect() {
  const target = await serve([{ json: said({ text: booking }) }]);
  const endpoint = await serve([{ status: 307, headers: { location: target.env.EVAL_BASE_URL }, text: '' }]);
  const { code, text } = await run(['--tasks', 'read-booking'], 'redirect', endpoint.env);
  endpoint.close();
  target.close();
  same([code, target.requests.length].join(), '1,0', 'exit code and requests to the target', text);
}

async function endlessTurns() {
  const endpoint = await serve(Array(9).fill({ json: said({ calls: [['list_filters', '{}']] }) }));
  const { code, text } = await run(['--tasks', 'read-booking', '--turns', '3'], 'turns', endpoint.env);
  endpoint.close();
  same([code, endpoint.requests.length].join(), '1,3', 'exit code and requests', text);
  that(text.includes('no answer within 3 turns'), 'it does not say why', text);
}

async function endlessWait() {
  const endpoint = await serve([async () => wait(20_000, { text: '' }, { ref: false })]);
  const { code, text } = await run(['--tasks', 'read-booking', '--seconds', '2'], 'seconds', endpoint.env);
  endpoint.close();
  same(code, 1, 'exit code', text);
  that(text.includes('not done within 2 s'), 'it does not say why', text);
}

async function oneTask() {
  const endpoint = await serve([
    { status: 400, text: 'context_length_exceeded' }, { json: said({ text: 'No idea.' }) },
  ]);
  const { code, text } = await run(['--tasks', 'read-bo*'], 'one', endpoint.env);
  endpoint.close();
  same([code, endpoint.requests.length].join(), '1,2', 'exit code and requests', text);
  that(text.includes('context_length_exceeded') && text.includes('0 of 2 tasks'),
    'the second task was not tried', text);
}

async function wrongTasks() {
  const good = JSON.parse(readFileSync(join(evals, 'tasks', 'star-contract.json'), 'utf8'));
  const mail = { key: 'x', from: 'a@b.example', subject: 's', text: 't' };
  const wrong = {
    'bad-json': ['{"kind":', /bad-json\.json is no JSON/],
    'unknown-field': [{ ...good, cheek: 1 }, /unknown-field\.json: the task has "cheek", which is none of kind, ask/],
    'lacks-ask': [{ ...good, ask: undefined }, /lacks-ask\.json: the task lacks "ask"/],
    'wrong-change': [{ ...good, end: { labels: { 'bridge-28': ['STARRED'] } } },
      /the task\.end\.labels\.bridge-28 must say \+LABEL or -LABEL/],
    'wrong-mail': [{ ...good, mails: [{ ...mail, text: undefined }] }, /the task\.mails\[0\] lacks "text"/],
    'wrong-parent': [{ ...good, mails: [{ ...mail, answers: 'bridge-99' }] }, /No mail has the key bridge-99/],
    'wrong-pattern': [{ ...good, never: [{ matching: '(' }] },
      /the task\.never\[0\]\.matching must be a regular expression/],
    'wrong-flag': [{ ...good, server: ['--no-such-flag'] }, /The server ended \(exit code [1-9]/],
    'no-check': [{ ...good, end: undefined }, /no-check\.json: the task has neither answer nor end/],
    'unknown-tool': [{ ...good, tools: ['star_email'] }, /The task allows star_email, which the server does not list/],
    'unknown-key': [{ ...good, end: { labels: { 'bridge-99': ['+STARRED'] } } }, /No mail has the key bridge-99/],
  };
  for (const [name, [content, expected]] of Object.entries(wrong)) {
    const folder = join(work, name);
    mkdirSync(folder);
    writeFileSync(join(folder, `${name}.json`), typeof content === 'string' ? content : JSON.stringify(content));
    const recording = join(folder, 'recording.jsonl');
    writeFileSync(recording, `${JSON.stringify({ task: name, answer: 'Done.' })}\n`);
    const { code, text } = await run(['--folder', folder, '--replay', recording], name);
    that(code !== 0 && expected.test(text), `${name}: exit code ${code}`, text);
  }
}

async function secretAddress() {
  const { code, text } = await run(['--tasks', 'read-booking'], 'address', {
    EVAL_BASE_URL: 'http://user:very-secret@127.0.0.1:9/v1', EVAL_MODEL: 'm', EVAL_API_KEY: key });
  same(code, 2, 'exit code', text);
  that(text.includes('EVAL_BASE_URL must be') && !text.includes('very-secret'), 'it says something else', text);
}

/** Runs the evals: exit code, what was printed, the results file as text and read. */
async function run(args, name, env = {}) {
  const file = join(work, `${name}.results.json`);
  const child = spawn(join(evals, 'run'), ['--server', binary, '--json', file, ...args],
    { env: { PATH: process.env.PATH, HOME: work, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.on('data', chunk => { text += chunk; });
  child.stderr.on('data', chunk => { text += chunk; });
  const code = await new Promise(done => child.once('close', done));
  const files = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return { code, text, files, results: files && JSON.parse(files) };
}

/** An endpoint of OpenAI's kind that says one line of a script after the other. */
async function serve(script) {
  const requests = [];
  const server = http.createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) {
      text += chunk;
    }
    const { method, url, headers: asked } = request;
    const entry = { at: Date.now(), method, url, headers: asked, body: JSON.parse(text) };
    requests.push(entry);
    const line = script[requests.length - 1] ?? { status: 500, text: 'The script is over.' };
    const answer = typeof line === 'function' ? await line({ ...entry, ...entry.body }) : line;
    const { status = 200, headers = {}, json, text: plain } = answer;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(json ? JSON.stringify(json) : plain);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${server.address().port}/v1`;
  const env = { EVAL_BASE_URL: base, EVAL_MODEL: 'scripted', EVAL_API_KEY: key };
  return { requests, env, close: () => server.close().closeAllConnections() };
}

function said({ text, calls }) {
  const toolCalls = calls?.map(([name, args], at) =>
    ({ id: `call_${at}`, type: 'function', function: { name, arguments: args } }));
  const message = { role: 'assistant', content: text ?? null, ...toolCalls && { tool_calls: toolCalls } };
  return {
    choices: [{ index: 0, message, finish_reason: calls ? 'tool_calls' : 'stop' }],
    usage: { prompt_tokens: 100, completion_tokens: 10 },
  };
}

function toolTexts({ body }) {
  const calls = body.messages.flatMap(message => message.tool_calls ?? []).map(call => call.id);
  const answers = body.messages.filter(message => message.role === 'tool');
  same(answers.map(answer => answer.tool_call_id).join(), calls.join(), 'each call has its answer');
  return answers.map(answer => answer.content);
}

function firstId(text) {
  return /^ID: (\S+)$/m.exec(text)?.[1];
}

function answerTo(task) {
  return readRecording(reference).turns.get(task).at(-1).answer;
}

function same(found, wanted, what, more = '') {
  that(found === wanted, `${what}: ${found} where ${wanted} is wanted`, more);
}

function that(holds, problem, more = '') {
  if (!holds) {
    throw new Error(`${problem}\n${more}`.trim());
  }
}
