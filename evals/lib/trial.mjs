// One task from a fresh mailbox to the verdict: emulator, server, conversation, judge.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge } from './judge.mjs';
import { Mailbox } from './mailbox.mjs';
import { McpServer } from './mcp-server.mjs';
import { Names } from './names.mjs';
import { recordedTurn } from './recording.mjs';

const signIn = ['get_auth_url', 'check_authentication', 'setup_authentication', 'authenticate_with_token'];

const homes = new Set();

/** Ends what runs and removes what it wrote, when the program has to end itself. */
export function abandonTrials() {
  Mailbox.abandon();
  homes.forEach(home => rmSync(home, { recursive: true, force: true }));
}

/** @param options task, binary, limits { turns, seconds }, modelFor(names).
 *  @returns { name, kind, checks, problem, turns, calls, input, output, units, seconds, recorded } */
export async function runTrial({ task, binary, limits, modelFor }) {
  const begin = Date.now();
  const home = mkdtempSync(join(tmpdir(), 'gmail-mcp-evals-'));
  homes.add(home);
  const figures = { turns: 0, calls: 0, errors: 0, input: undefined, output: undefined, units: 0 };
  const outcome = { name: task.name, kind: task.kind, checks: [], problem: '', recorded: [] };
  const signal = AbortSignal.timeout(limits.seconds * 1000);
  let mailbox, server;
  try {
    mailbox = await Mailbox.open(binary, home, task.mails);
    server = await startServer(binary, home, mailbox, task, signal);
    outcome.version = server.version;
    const listed = await server.tools();
    const tools = allowed(task, listed);
    const before = await prepare(task, server, mailbox);
    const names = new Names(before, mailbox);
    const calls = [];
    outcome.answer = await converse({
      task, server, tools, names, figures, limits, outcome, calls, signal,
      readOnly: readOnlyOf(listed), model: modelFor(names),
    });
    outcome.checks = await judge({
      task, before, mailbox, names, calls, answer: outcome.answer, downloads: downloadsOf(home),
    });
  } catch (error) {
    outcome.problem = signal.aborted ? `not done within ${limits.seconds} s` : error.message;
    outcome.error = error;
  } finally {
    await server?.stop();
    await mailbox?.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    homes.delete(home);
  }
  return { ...outcome, ...figures, seconds: (Date.now() - begin) / 1000 };
}

async function converse({ task, server, tools, names, figures, limits, outcome, calls, signal, readOnly, model }) {
  const messages = [{ role: 'system', content: introduction(server) }, { role: 'user', content: task.ask }];
  const results = []; // the structured half of each result, for the recording's placeholders
  while (figures.turns < limits.turns) {
    const { message, usage } = await model.next({ messages, tools: tools.map(asFunction), signal, results });
    figures.turns++;
    count(figures, usage);
    outcome.recorded.push(recordedTurn(task.name, message, usage, names, results));
    messages.push(message);
    if (!message.tool_calls?.length) {
      return message.content ?? '';
    }
    for (const call of message.tool_calls) {
      const { text, result } = await carryOut(call, { server, tools, calls, readOnly });
      figures.calls++;
      figures.errors += result.isError ? 1 : 0;
      figures.units += result.structuredContent?.unitsSpent ?? 0;
      results.push(result.structuredContent ?? {});
      messages.push({ role: 'tool', tool_call_id: call.id, content: text });
    }
  }
  outcome.problem = `no answer within ${limits.turns} turns`;
  return '';
}

/** One tool call of the model: the text that it gets back. What it got wrong is told to it, not to the person. */
async function carryOut(call, { server, tools, calls, readOnly }) {
  const { name, arguments: written } = call.function;
  const refused = text => ({ text, result: { isError: true } });
  if (!tools.some(tool => tool.name === name)) {
    return refused(`Error: There is no tool ${name}. There are: ${tools.map(tool => tool.name).join(', ')}.`);
  }
  const args = parsedObject(written || '{}');
  if (!args) {
    return refused(`Error: The arguments of ${name} are no JSON object. Call it again with one.`);
  }
  const result = await server.call(name, args);
  calls.push({ tool: name, arguments: args, isError: result.isError === true, changes: !readOnly.has(name) });
  const text = result.content.map(block => block.type === 'text' ? block.text : `[${block.type}]`).join('\n\n');
  return { text, result };
}

function parsedObject(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function startServer(binary, home, mailbox, task, signal) {
  const state = join(home, 'state');
  mkdirSync(state, { mode: 0o700 });
  mkdirSync(downloadsOf(home), { mode: 0o700 });
  const token = {
    access_token: mailbox.token, refresh_token: 'unused', token_type: 'Bearer', expiry_date: Date.now() + 24 * 3600_000,
    scope: 'https://mail.google.com/ https://www.googleapis.com/auth/gmail.settings.basic',
  };
  writeFileSync(join(state, 'credentials.json'), JSON.stringify(token), { mode: 0o600 });
  const client = {
    client_id: 'evals.apps.googleusercontent.com', client_secret: 'not-a-secret', redirect_uris: ['http://localhost'],
  };
  writeFileSync(join(state, 'gcp-oauth.keys.json'), JSON.stringify({ installed: client }), { mode: 0o600 });
  return McpServer.start(binary, ['--downloads-to', downloadsOf(home), ...task.server ?? []], {
    cwd: home,
    env: {
      PATH: process.env.PATH, HOME: home,
      GMAIL_CREDENTIALS_PATH: join(state, 'credentials.json'), GMAIL_OAUTH_PATH: join(state, 'gcp-oauth.keys.json'),
      GMAIL_MCP_STATE_DIR: state, GMAIL_MCP_GOOGLE_API_ROOT: mailbox.root, GMAIL_MCP_GOOGLE_OAUTH_ROOT: mailbox.root,
    },
  }, signal);
}

/** Does what the person is said to have done before; the mailbox as it is then. */
async function prepare(task, server, mailbox) {
  let state = await mailbox.read();
  for (const { tool, arguments: args } of task.first ?? []) {
    const result = await server.call(tool, await new Names(state, mailbox).resolved(args));
    if (result.isError) {
      throw new Error(`The preparation ${tool} failed: ${result.content[0]?.text}`);
    }
    state = await mailbox.read();
  }
  return state;
}

function allowed(task, listed) {
  const usable = listed.filter(tool => !signIn.includes(tool.name));
  const unknown = task.tools === 'all' ? [] : task.tools.filter(name => !usable.some(tool => tool.name === name));
  if (unknown.length > 0) {
    throw new Error(`The task allows ${unknown.join(', ')}, which the server does not list.`);
  }
  return task.tools === 'all' ? usable : usable.filter(tool => task.tools.includes(tool.name));
}

function readOnlyOf(listed) {
  return new Set(listed.filter(tool => tool.annotations?.readOnlyHint).map(tool => tool.name));
}

function asFunction({ name, description, inputSchema }) {
  return { type: 'function', function: { name, description, parameters: inputSchema } };
}

function introduction(server) {
  const today = new Date().toLocaleDateString('en-GB', {
    weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC',
  });
  return 'You work for Robin Field and look after his mailbox with the tools that you have. Do what he asks, no more, '
    + 'and then answer him in a few sentences. He cannot be asked in between. '
    + `Today is ${today}.\n\n${server.instructions}`;
}

function count(figures, { input, output }) {
  if (input !== undefined || output !== undefined) {
    figures.input = (figures.input ?? 0) + (input ?? 0);
    figures.output = (figures.output ?? 0) + (output ?? 0);
  }
}

function downloadsOf(home) {
  return join(home, 'downloads');
}
