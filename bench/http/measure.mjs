// node measure.mjs SESSIONS BINARY
// Opens sessions on a server in demo mode and prints what each costs: resident memory, and time of a request among the others.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [mostText, binary] = process.argv.slice(2);
const most = Number(mostText);
if (!Number.isInteger(most) || most < 1000 || !existsSync(binary ?? '')) {
  console.error('Usage: measure.mjs SESSIONS(1000 or more) BINARY; publish it first: dotnet publish src/GmailMcp -c Release -r linux-x64');
  process.exit(2);
}

// The bars that the product has set itself: README.md beside this file.
const bars = { idleKb: 40, streamKb: 80, overheadMs: 0.2, callMs: 1 };
const inFlight = 16, calls = 2000, streams = 1000, settleMs = 3000;
const agent = new http.Agent({ keepAlive: true, maxSockets: inFlight });
// Streams are bounded for each caller, so there are as many callers as 1,000 streams need.
const keys = Array.from({ length: 100 }, () => randomBytes(32).toString('base64url'));
let next = 0;
const home = mkdtempSync(join(tmpdir(), 'gmail-mcp-bench-'));
const port = await freePort();
const server = spawn(resolve(binary), ['--http', '--demo', '--rate-limit', '0', '--port', String(port)], {
  env: { PATH: process.env.PATH, HOME: home, 
    GMAIL_MCP_AUTH_KEYS: keys.map((key, index) => `bench-${index}:${createHash('sha256').update(key).digest('hex')}`).join(','),
  },
  stdio: ['ignore', 'ignore', 'inherit'],
});
let missed = 0;
try {
  await until(() => request('GET', '/health/live').then(answer => answer.status === 200, () => false));
  const warm = [];
  await openMany(100, warm); // pools, compiled paths and the demo's schemas are no session's cost
  await timeCalls(warm[0]);
  const alone = await timeCalls(warm[0]);

  const sessions = [];
  const before = await residentKb();
  await openMany(1000, sessions);
  const atThousand = (await residentKb() - before) / 1000;
  bar(`memory of an idle session at 1,000: ${atThousand.toFixed(1)} KB`, atThousand <= bars.idleKb, `at most ${bars.idleKb} KB`);

  const held = [];
  const beforeStreams = await residentKb();
  await each(sessions.slice(0, streams), async session => { held.push(await openStream(session)); });
  const withStream = atThousand + (await residentKb() - beforeStreams) / streams;
  bar(`with an open stream at 1,000: ${withStream.toFixed(1)} KB`, withStream <= bars.streamKb, `at most ${bars.streamKb} KB`);
  held.forEach(stream => stream.destroy());
  await residentKb();

  await openMany(most - 1100, sessions);
  const atMost = (await residentKb() - before) / sessions.length;
  bar(`memory of an idle session at ${most.toLocaleString('en')}: ${atMost.toFixed(1)} KB`, atMost <= bars.idleKb, `at most ${bars.idleKb} KB`);

  const among = await timeCalls(warm[0]);
  const overhead = among.median - alone.median;
  console.log(`ping by one caller, one after the other: median ${alone.median.toFixed(2)} ms with 100 sessions, `
    + `${among.median.toFixed(2)} ms with ${most.toLocaleString('en')} (p99 ${alone.p99.toFixed(2)} and ${among.p99.toFixed(2)})`);
  bar(`what the others add: ${overhead.toFixed(2)} ms`, overhead <= bars.overheadMs, `at most ${bars.overheadMs} ms`);
} finally {
  server.kill();
  rmSync(home, { recursive: true, force: true });
}
process.exit(missed === 0 ? 0 : 1);

function bar(text, isMet, bound) {
  missed += isMet ? 0 : 1;
  console.log(`${isMet ? 'met    ' : 'missed '} ${text} (${bound})`);
}

async function openMany(count, sessions) {
  await each(Array.from({ length: count }), async () => {
    const caller = { key: keys[next++ % keys.length] };
    const answer = await request('POST', '/mcp', { jsonrpc: '2.0', id: 1, method: 'initialize', params: {
      protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } } }, caller);
    const session = { ...caller, id: answer.headers['mcp-session-id'] };
    if (answer.status !== 200 || !session.id) {
      throw new Error(`initialize was answered ${answer.status}`);
    }
    sessions.push(session);
    await request('POST', '/mcp', { jsonrpc: '2.0', method: 'notifications/initialized' }, session);
  });
}

async function timeCalls(session) {
  const times = [];
  for (let call = 0; call < calls; call++) {
    const begin = performance.now();
    const answer = await request('POST', '/mcp', { jsonrpc: '2.0', id: call + 2, method: 'ping' }, session);
    times.push(performance.now() - begin);
    if (answer.status !== 200) {
      throw new Error(`ping was answered ${answer.status}`);
    }
  }
  times.sort((one, other) => one - other);
  return { median: times[calls >> 1], p99: times[Math.floor(calls * 0.99)] };
}

/** Rss after the garbage of what was done is gone, as far as waiting helps. */
async function residentKb() {
  await new Promise(done => setTimeout(done, settleMs));
  return Number(/^Rss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${server.pid}/smaps_rollup`, 'utf8'))[1]);
}

async function each(items, act) {
  const queue = [...items];
  await Promise.all(Array.from({ length: inFlight }, async () => {
    while (queue.length > 0) {
      await act(queue.pop());
    }
  }));
}

function request(method, path, body, session) {
  const text = body && JSON.stringify(body);
  return new Promise((done, broken) => {
    const sent = http.request({ agent, host: '127.0.0.1', port, method, path, headers: headers(session, text) }, response => {
      response.resume();
      response.on('end', () => done({ status: response.statusCode, headers: response.headers }));
    });
    sent.on('error', broken);
    sent.end(text);
  });
}

function openStream(session) {
  return new Promise((done, broken) => {
    const sent = http.request({ agent: false, host: '127.0.0.1', port, path: '/mcp', headers: { ...headers(session), accept: 'text/event-stream' } }, response => {
      response.on('error', () => {});
      response.resume();
      response.statusCode === 200 ? done(sent) : broken(new Error(`the stream was answered ${response.statusCode}`));
    });
    sent.on('error', () => {});
    sent.end();
  });
}

function headers(session, text) {
  return {
    ...(session && { authorization: `Bearer ${session.key}` }), accept: 'application/json, text/event-stream',
    ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    ...(session?.id && { 'mcp-session-id': session.id }),
  };
}

async function until(isTrue) {
  for (let wait = 0; wait < 200; wait++) {
    if (await isTrue()) {
      return;
    }
    await new Promise(done => setTimeout(done, 50));
  }
  throw new Error('The server did not start within 10 s.');
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
