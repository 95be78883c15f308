// node tests/e2e/http-clients.mjs BINARY
// The server over HTTP, driven by clients that nobody here wrote (MCP Inspector, mcporter, the official TypeScript SDK), and by
// the requests that the README of the server it replaces tells people to type.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { inspector, inspectorTools, mcporter, mcporterTools } from './lib/clients.mjs';

const leastTools = 23;
const patienceMs = 30_000;
const search = { query: 'in:inbox', maxResults: 3 };
const json = { 'content-type': 'application/json' };

const binary = resolve(process.argv[2] ?? '');
if (!process.argv[2] || !existsSync(binary)) {
  console.log('usage: node tests/e2e/http-clients.mjs BINARY\n0 passed, 1 failed');
  process.exit(2);
}

/** A session by plain requests. */
class StreamableSession {
  static async open(server, user) {
    const session = new StreamableSession();
    session.server = server;
    session.id = (await rawInitialize(server, user)).session;
    return session;
  }

  post(method, params, id = 2) {
    return post(this.server, { jsonrpc: '2.0', id, method, params }, { 'mcp-session-id': this.id });
  }
}

const home = mkdtempSync(join(tmpdir(), 'gmail-mcp-http-clients-'));
const running = [];
let passed = 0, failed = 0;
try {
  const server = await serve(['--http', '--sse', '--demo']);
  await withInspector(`${server}/mcp`);
  await withMcporter(`${server}/mcp`);
  await withSdk('Streamable HTTP', () => new StreamableHTTPClientTransport(new URL(`${server}/mcp`)));
  await withSdk('SSE', () => new SSEClientTransport(new URL(`${server}/sse`)));
  await withTwoSessions(server);
  await withReadme(await serve(['--http', '--demo']));
} finally {
  for (const child of running) {
    child.kill();
  }
  rmSync(home, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function withInspector(url) {
  for (const era of ['legacy', 'modern']) {
    await step(`Inspector, ${era}: strict tools/list`, async () => enough(await inspectorTools(url, home, era)));
    await step(`Inspector, ${era}: search_emails`, async () => found(await inspector(url, home, 'search_emails', search, era)));
  }
}

async function withMcporter(url) {
  await step('mcporter: list', async () => enough(await mcporterTools(url, home)));
  await step('mcporter: search_emails', async () => found(await mcporter(url, home, 'search_emails', search)));
}

/** The official TypeScript client over one transport, in two connections at once. */
async function withSdk(name, createTransport) {
  const clients = [];
  try {
    await step(`TypeScript SDK, ${name}: initialize`, async () => {
      for (const user of ['user1', 'user2']) {
        const client = new Client({ name: user, version: '1.0.0' });
        await client.connect(createTransport());
        clients.push(client);
      }
      return clients[0].getServerVersion()?.name === 'gmail' || clients[0].getServerVersion();
    });
    const [client, other] = clients;
    await step(`TypeScript SDK, ${name}: list`, async () => enough({ names: (await client.listTools()).tools.map(tool => tool.name) }));
    let messages = [];
    await step(`TypeScript SDK, ${name}: search_emails`, async () => {
      const answer = await client.callTool({ name: 'search_emails', arguments: search });
      messages = answer.structuredContent.messages;
      return messages.length === search.maxResults || answer;
    });
    await step(`TypeScript SDK, ${name}: read_email in two connections at once`, async () => {
      const answers = await Promise.all([client, other].map((reader, index) =>
        reader.callTool({ name: 'read_email', arguments: { messageId: messages[index].id } })));
      return answers.every((answer, index) => isMail(answer, messages[index])) || answers;
    });
  } finally {
    await Promise.all(clients.map(client => client.close()));
  }
}

async function withTwoSessions(server) {
  const [first, second] = await Promise.all(['user1', 'user2'].map(user => StreamableSession.open(server, user)));
  await step('two sessions differ', () => first.id !== second.id || first.id);
  await step('DELETE /mcp ends one', async () => {
    const ended = await fetch(`${server}/mcp`, { method: 'DELETE', headers: { 'mcp-session-id': first.id } });
    return ended.ok || ended.status;
  });
  await step('the ended session answers 404', async () => {
    const answer = await first.post('tools/list', {});
    return answer.status === 404 || answer.status;
  });
  await step('the other goes on', async () => {
    const answer = await second.post('tools/list', {});
    return answer.status === 200 && answer.message.result.tools.length >= leastTools || answer;
  });
}

/** C1 to C7: what the old README tells people to type, with its headers and bodies. */
async function withReadme(server) {
  let session;
  await step('C1: initialize as the README has it', async () => {
    const answer = await post(server, {
      jsonrpc: '2.0', id: 1, method: 'initialize',
      params: { protocolVersion: '2024-11-05', capabilities: { tools: {} }, clientInfo: { name: 'test-client', version: '1.0.0' } },
    }, { accept: 'application/json, text/event-stream' });
    session = answer.session;
    return answer.status === 200 && session?.length > 0 && answer.message.id === 1
      && answer.message.result.protocolVersion === '2024-11-05' && 'tools' in answer.message.result.capabilities || answer;
  });

  const users = [];
  await step('C2: two users initialize without Accept', async () => {
    for (const name of ['user1', 'user2']) {
      users.push(await rawInitialize(server, name));
    }
    return users.every(user => user.status === 200 && user.session) && users[0].session !== users[1].session || users;
  });

  await step('C3: GET /health', async () => {
    const health = await getJson(`${server}/health`);
    return health.status === 'ok' && health.transport === 'http' && !Number.isNaN(Date.parse(health.timestamp))
      && typeof health.version === 'string' && health.activeSessions.streamable === 3 && health.activeSessions.sse === 0
      && health.activeSessions.details.length === 3 && health.activeSessions.details.every(isSession) || health;
  });
  await step('C4: GET /sessions', async () => {
    const { totalSessions, sessions } = await getJson(`${server}/sessions`);
    return totalSessions === 3 && sessions.length === 3 && sessions.every(isSession)
      && sessions.some(entry => session.startsWith(entry.sessionId)) || sessions;
  });
  await step('C5: DELETE /sessions/ID', async () => {
    const ended = await fetch(`${server}/sessions/${session}`, { method: 'DELETE' });
    const body = await ended.json();
    return ended.status === 200 && body.message === `Session ${session} closed successfully` || { status: ended.status, body };
  });
  await step('C5: DELETE /sessions/ID of one that is not there', async () => {
    const refused = await fetch(`${server}/sessions/${session}`, { method: 'DELETE' });
    const body = await refused.json();
    return refused.status === 404 && body.error === `Session ${session} not found` || { status: refused.status, body };
  });
  await step('C6: MCP_SERVER_URL with the connection test', () => testConnection(server));
  await step('C7: two users at once, neither sees the answers of the other', () => neitherSees(server));
}

/** Initialises, discovers the tools, checks health, and that two sessions differ. */
async function testConnection(server) {
  const child = spawn(binary, ['test-connection'], {
    env: { PATH: process.env.PATH, HOME: home, MCP_SERVER_URL: server }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = Promise.all([child.stdout, child.stderr].map(async stream => Buffer.concat(await stream.toArray()).toString()));
  const code = await new Promise(done => child.on('close', done));
  const [out, error] = await said;
  return code === 0 && error === '' && ['initialize', 'tools', 'health', 'sessions'].every(word => out.includes(word)) || { code, out, error };
}

/** Both ask with the same ids for different messages, many times at once; each gets the answers to his own questions. */
async function neitherSees(server) {
  const [first, second] = await Promise.all(['user1', 'user2'].map(user => StreamableSession.open(server, user)));
  const list = await first.post('tools/call', { name: 'search_emails', arguments: { query: 'in:inbox', maxResults: 2 } });
  const [mine, yours] = list.message.result.structuredContent.messages;
  const rounds = Array.from({ length: 20 }, (_, round) => 100 + round);
  const ask = (session, message) => Promise.all(rounds.map(async id => {
    const answer = await session.post('tools/call', { name: 'read_email', arguments: { messageId: message.id } }, id);
    return answer.message.id === id && isMail(answer.message.result, message);
  }));
  const answers = await Promise.all([ask(first, mine), ask(second, yours)]);
  return mine.subject !== yours.subject && answers.flat().every(Boolean) || answers;
}

function isMail(result, message) {
  const subject = message.subject.replace(/^<<\w{8} (.*) \w{8}>>$/s, '$1'); // as the call's fence stands around it
  return result.content[0].text.includes(`Subject: ${subject}\n`);
}

function isSession(entry) {
  return typeof entry.sessionId === 'string' && entry.authSessionId === `auth-${entry.sessionId}`
    && Number.isInteger(entry.requestCount) && Number.isInteger(entry.age);
}

function rawInitialize(server, name) {
  return post(server, {
    jsonrpc: '2.0', id: 1, method: 'initialize',
    params: { protocolVersion: '2024-11-05', capabilities: {}, clientInfo: { name, version: '1.0.0' } },
  });
}

/** POST /mcp with these headers alone; fetch would add an Accept of its own. */
async function post(server, message, headers = {}) {
  const response = await new Promise((answered, fails) => request(`${server}/mcp`, { method: 'POST', headers: { ...json, ...headers } })
    .on('response', answered).on('error', fails).end(JSON.stringify(message)));
  const text = Buffer.concat(await response.toArray()).toString();
  const data = /^data: (\{.*)$/m.exec(text)?.[1] ?? text;
  return {
    status: response.statusCode,
    session: response.headers['mcp-session-id'],
    message: data.startsWith('{') ? JSON.parse(data) : data,
  };
}

async function getJson(url) {
  const response = await fetch(url);
  return response.status === 200 ? response.json() : { status: response.status, body: await response.text() };
}

function enough({ names, problem }) {
  return names.length >= leastTools || (problem ?? `${names.length} tools: ${names}`);
}

function found(answer) {
  return !answer.problem && !answer.isError && /^ID: \S+$/m.test(answer.text) || answer;
}

/** Runs one step: anything but true is what went wrong. */
async function step(title, run) {
  let outcome;
  try {
    outcome = await run();
  } catch (error) {
    outcome = error.stack ?? String(error);
  }
  if (outcome === true) {
    passed++;
    console.log(`ok      ${title}`);
  } else {
    failed++;
    const text = typeof outcome === 'string' ? outcome : JSON.stringify(outcome, null, 2) ?? String(outcome);
    console.log(`FAILED  ${title}\n        ${text.slice(0, 4000).trimEnd().replaceAll('\n', '\n        ')}`);
  }
}

/** Starts the server on the port that the variable PORT names, and waits until it listens. */
async function serve(args) {
  const port = await freePort();
  const child = spawn(binary, args, {
    env: { PATH: process.env.PATH, HOME: home, PORT: String(port) }, stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.push(child);
  let said = '';
  await new Promise((listens, fails) => {
    const timer = setTimeout(() => fails(new Error(`The server does not listen: ${said}`)), patienceMs);
    child.stderr.on('data', data => {
      said += data;
      if (said.includes('listens on')) {
        clearTimeout(timer);
        listens();
      }
    });
    child.on('exit', code => fails(new Error(`The server ended with ${code}: ${said}`)));
  });
  return `http://localhost:${port}`;
}

function freePort() {
  return new Promise(done => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
