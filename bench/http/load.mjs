// node load.mjs BINARY BARE open|closed|flood|soak SECONDS
// Puts the server under the load of many people, with an emulated Gmail behind it, and prints how it bore it. README.md says
// what is measured; run `bench/http/load`.
import { execFile, spawn } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [binary, bare, mode, secondsText] = process.argv.slice(2);
const seconds = Number(secondsText);
if (!existsSync(binary ?? '') || !existsSync(bare ?? '') || !['open', 'closed', 'flood', 'soak'].includes(mode) || !(seconds > 0)) {
  console.error('Usage: load.mjs BINARY BARE open|closed|flood|soak SECONDS');
  process.exit(2);
}

// The bars that the product has set itself: README.md beside this file.
const bars = { tailMs: 50, share: 1 / 4, flood: 2, slopeMib: 1, handles: 16 };
const mailboxes = 300, sessionCount = 1000, latencyMs = 20;
const home = mkdtempSync(join(tmpdir(), 'gmail-mcp-load-'));
const children = [];
const agent = new http.Agent({ keepAlive: true, maxSockets: 1024 });
let missed = 0;
try {
  await ({ open, closed, flood, soak })[mode]();
} finally {
  children.forEach(child => child.kill());
  rmSync(home, { recursive: true, force: true });
}
process.exit(missed === 0 ? 0 : 1);

/** 500 calls a second, whether or not the earlier ones were answered: times count from when a call was due. */
async function open() {
  const server = await start(['--rate-limit', '0'], ['--latency', String(latencyMs)]);
  const sessions = await openSessions(server, sessionCount);
  await drive(server, sessions, 500, 5); // tokens, connections and pools are no call's cost
  const told = await drive(server, sessions, 500, seconds);
  report('500 calls a second, 1,000 sessions, 300 mailboxes', told);
  bar(`errors: ${told.errors.length}${told.errors.length ? ` (${told.errors[0]})` : ''}`, told.errors.length === 0, 'none');
  const tail = told.p99 - latencyMs;
  bar(`p99 without Gmail's ${latencyMs} ms: ${tail.toFixed(1)} ms`, tail < bars.tailMs, `under ${bars.tailMs} ms`);
}

/** As many as are answered, 64 at a time, beside an endpoint of the framework that does nothing. */
async function closed() {
  const server = await start(['--rate-limit', '0'], []);
  const [session] = await openSessions(server, 1);
  const barePort = await freePort();
  children.push(spawn(resolve(bare), [String(barePort)], { stdio: 'ignore' }));
  for (const [name, body] of [
    ['tools/list', { jsonrpc: '2.0', id: 1, method: 'tools/list' }],
    ['check_authentication', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'check_authentication', arguments: {} } }],
  ]) {
    const answer = await post(server, session, body);
    if (answer.status !== 200 || !/"result":/.test(answer.text)) {
      throw new Error(`${name} was answered ${answer.status}: ${answer.text}`);
    }
    const size = Buffer.byteLength(answer.text);
    const rates = { ours: [], bare: [] };
    for (let round = 0; round < 3; round++) {
      rates.ours.push(await wrk(`http://127.0.0.1:${server.port}/mcp`, session, body, seconds));
      rates.bare.push(await wrk(`http://127.0.0.1:${barePort}/?size=${size}`, session, body, seconds));
    }
    const [ours, theirs] = [median(rates.ours), median(rates.bare)];
    bar(`${name} (${size} bytes): ${Math.round(ours)} a second, bare ${Math.round(theirs)}: ${(ours / theirs).toFixed(2)} of it`,
      ours / theirs >= bars.share, `at least ${bars.share}`);
  }
}

/** What one caller who asks as fast as he can costs the others. */
async function flood() {
  const server = await start([], ['--latency', String(latencyMs)]);
  const sessions = await openSessions(server, sessionCount);
  const flooder = sessions.find(session => session.mailbox === 0);
  const others = sessions.filter(session => session.mailbox !== 0);
  await drive(server, others, 100, 5);
  const rounds = [];
  for (let round = 0; round < 3; round++) {
    const alone = await drive(server, others, 100, seconds);
    const flooding = wrk(`http://127.0.0.1:${server.port}/mcp`, flooder, { jsonrpc: '2.0', id: 1, method: 'tools/list' }, seconds);
    const beside = await drive(server, others, 100, seconds);
    report('alone', alone);
    report(`beside a flood of ${Math.round(await flooding)} requests a second`, beside);
    bar(`errors of the others: ${alone.errors.length + beside.errors.length}`, alone.errors.length + beside.errors.length === 0, 'none');
    rounds.push(beside.p99 / alone.p99);
  }
  bar(`p99 beside a flood: ${median(rounds).toFixed(2)} of what it is alone`, median(rounds) <= bars.flood, `at most ${bars.flood}`);
}

/** Memory and handles over a long time in which one request in twenty to Gmail fails. */
async function soak() {
  const server = await start([], ['--faults', '5', '--latency', '5']);
  let sessions = await openSessions(server, sessionCount);
  await drive(server, sessions, 100, 60); // what is kept for each session, mailbox and size class is there by then
  const samples = [];
  const begin = performance.now();
  let calls = 0, failed = 0;
  while ((performance.now() - begin) / 1000 < seconds) {
    const told = await drive(server, sessions, 100, 10);
    calls += told.count;
    failed += told.errors.length;
    const ended = sessions.splice(0, 50); // people come and go
    await each(ended, session => request('DELETE', server, '/mcp', null, session));
    sessions.push(...await openSessions(server, 50));
    samples.push({ minute: (performance.now() - begin) / 60_000, mib: await residentMib(server), handles: handles(server) });
    console.log(`${samples.at(-1).minute.toFixed(1)} min: ${samples.at(-1).mib.toFixed(1)} MiB, ${samples.at(-1).handles} handles, `
      + `${calls} calls, ${failed} answered with an error`);
  }
  const slope = slopeOf(samples);
  bar(`memory: ${slope.toFixed(2)} MiB a minute`, slope < bars.slopeMib, `under ${bars.slopeMib}`);
  const [first, last] = [samples.slice(0, 5), samples.slice(-5)].map(some => median(some.map(sample => sample.handles)));
  bar(`handles: ${first} at first, ${last} at last`, last - first <= bars.handles, `at most ${bars.handles} more`);
}

async function start(serverOptions, emulatorOptions) {
  const keyFile = join(home, 'robot.json');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(keyFile, JSON.stringify({
    type: 'service_account', client_email: 'robot@project.example', client_id: '1', private_key_id: '1',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }), { mode: 0o600 });
  const mail = join(home, 'mail.mbox');
  writeFileSync(mail, Array.from({ length: 40 }, (_, index) => letter(index)).join('\n'));
  const emulatorPort = await freePort();
  const emulator = spawn(resolve(binary),
    ['emulator', '--port', String(emulatorPort), '--accounts', String(mailboxes), '--mailbox', mail, '--service-account', keyFile,
      ...emulatorOptions],
    { env: environment(), stdio: ['ignore', 'ignore', 'inherit'] });
  children.push(emulator);
  await until(() => fetch(`http://127.0.0.1:${emulatorPort}/`).then(() => true, () => false));

  const keys = Array.from({ length: mailboxes }, () => randomBytes(32).toString('base64url'));
  const keysFile = join(home, 'callers.keys');
  writeFileSync(keysFile, keys.map((key, index) =>
    `caller${index + 1}:${createHash('sha256').update(key).digest('hex')} delegate=caller${index + 1}@example.com`).join('\n') + '\n',
  { mode: 0o600 });
  const port = await freePort();
  const root = `http://127.0.0.1:${emulatorPort}`;
  const child = spawn(resolve(binary),
    ['--http', '--port', String(port), '--auth-keys', keysFile, '--service-account', keyFile, '--units-per-minute', '15000',
      ...serverOptions],
    { env: { ...environment(), GMAIL_MCP_GOOGLE_API_ROOT: root, GMAIL_MCP_GOOGLE_OAUTH_ROOT: root }, stdio: ['ignore', 'ignore', 'inherit'] });
  children.push(child);
  const server = { port, pid: child.pid, keys, messages: new Map() };
  await until(() => request('GET', server, '/health/live').then(answer => answer.status === 200, () => false));
  return server;
}

/** A mail of ordinary size, as plain text and as HTML. */
function letter(index) {
  const lines = Array.from({ length: 20 }, (_, line) => `Line ${line} of letter ${index}: the beans are in, and the rest of the seeds will follow.`);
  return [
    `From - Fri Nov 20 10:00:00 2026`, `From: Gardener ${index} <gardener${index}@seeds.example>`, 'To: somebody@example.com',
    `Subject: Seeds, letter ${index}`, `Message-ID: <letter-${index}@seeds.example>`, `Date: Fri, 20 Nov 2026 10:${String(index % 60).padStart(2, '0')}:00 +0000`,
    'MIME-Version: 1.0', 'Content-Type: multipart/alternative; boundary="part"', '',
    '--part', 'Content-Type: text/plain; charset=utf-8', '', ...lines, '',
    '--part', 'Content-Type: text/html; charset=utf-8', '', '<html><body>', ...lines.map(line => `<p>${line}</p>`), '</body></html>', '',
    '--part--', '',
  ].join('\n');
}

function environment() {
  return { PATH: process.env.PATH, HOME: home, ...Object.fromEntries(Object.entries(process.env).filter(([n])=>n.startsWith('DOTNET_GC'))) };
}

async function openSessions(server, count) {
  const sessions = [];
  await each(Array.from({ length: count }, (_, index) => index), async index => {
    const mailbox = index % mailboxes;
    const caller = { key: server.keys[mailbox], mailbox };
    const answer = await request('POST', server, '/mcp', { jsonrpc: '2.0', id: 1, method: 'initialize', params: {
      protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'load', version: '1' } } }, caller);
    const session = { ...caller, id: answer.headers['mcp-session-id'] };
    if (answer.status !== 200 || !session.id) {
      throw new Error(`initialize was answered ${answer.status}: ${answer.text}`);
    }
    await request('POST', server, '/mcp', { jsonrpc: '2.0', method: 'notifications/initialized' }, session);
    sessions.push(session);
    if (mode !== 'closed' && !server.messages.has(mailbox)) {
      server.messages.set(mailbox, null);
      for (let tries = 0; !server.messages.get(mailbox) && tries < 5; tries++) {
        const found = result(await call(server, session, 'search_emails', { query: 'in:inbox', maxResults: 10 }));
        server.messages.set(mailbox, found.isError ? null : found.structuredContent.messages.map(message => message.id));
      }
    }
  });
  return sessions;
}

/** Calls at a steady rate: reads, label lists and searches of 10, evenly. */
async function drive(server, sessions, rate, forSeconds) {
  const times = [], errors = [], running = [];
  const begin = performance.now();
  const count = rate * forSeconds;
  for (let next = 0; next < count;) {
    const due = Math.min(count, Math.floor((performance.now() - begin) / 1000 * rate) + 1);
    for (; next < due; next++) {
      const session = sessions[(next * 7919) % sessions.length];
      const when = begin + next / rate * 1000;
      running.push(one(server, session, next).then(
        problem => { problem ? errors.push(problem) : times.push(performance.now() - when); },
        failure => { errors.push(failure.message); }));
    }
    await new Promise(done => setTimeout(done, 1));
  }
  await Promise.all(running);
  times.sort((left, right) => left - right);
  return { count, errors, median: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)], most: times.at(-1) };
}

async function one(server, session, number) {
  const ids = server.messages.get(session.mailbox);
  const answer = number % 3 === 0 ? await call(server, session, 'read_email', { messageId: ids[number % ids.length] })
    : number % 3 === 1 ? await call(server, session, 'list_email_labels', {})
    : await call(server, session, 'search_emails', { query: 'in:inbox', maxResults: 10 });
  if (answer.status !== 200) {
    return `${answer.status} ${answer.text.slice(0, 200)}`;
  }
  const told = result(answer);
  return told.isError ? told.content[0].text : null;
}

function call(server, session, name, args) {
  return post(server, session, { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } });
}

function post(server, session, body) {
  return request('POST', server, '/mcp', body, session);
}

function result(answer) {
  const data = answer.text.startsWith('{') ? answer.text : /^data: (\{.*"result".*\})$/m.exec(answer.text)?.[1];
  return JSON.parse(data ?? '{}').result ?? { isError: true, content: [{ text: answer.text.slice(0, 200) }] };
}

function request(method, server, path, body, session) {
  const text = body && JSON.stringify(body);
  return new Promise((done, broken) => {
    const sent = http.request({ agent, host: '127.0.0.1', port: server.port, method, path, headers: headers(session, text) }, response => {
      const chunks = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', broken);
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() }));
    });
    sent.on('error', broken);
    sent.end(text);
  });
}

function headers(session, text) {
  return {
    ...(session && { authorization: `Bearer ${session.key}` }), accept: 'application/json, text/event-stream',
    ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    ...(session?.id && { 'mcp-session-id': session.id }),
  };
}

/** Requests a second of a load generator in C, so that the one who measures takes as little as may be from the measured. */
async function wrk(url, session, body, forSeconds) {
  const script = join(home, 'load.lua');
  const [before, after] = JSON.stringify({ ...body, id: '@' }).split('"@"'); // each request has an id of its own
  writeFileSync(script, [
    'wrk.method = "POST"', 'local id = 0',
    ...Object.entries(headers(session)).map(([name, value]) => `wrk.headers["${name}"] = "${value}"`),
    'wrk.headers["content-type"] = "application/json"',
    `request = function() id = id + 1; return wrk.format(nil, nil, nil, [==[${before}]==] .. id .. [==[${after}]==]) end`,
  ].join('\n'));
  const said = await new Promise((done, broken) => execFile('wrk', ['-t', '1', '-c', '64', '-d', `${forSeconds}s`, '-s', script, url],
    (failure, stdout) => failure ? broken(failure) : done(stdout)));
  if (mode === 'closed' && /Non-2xx/.test(said)) {
    throw new Error(said);
  }
  return Number(/^Requests\/sec:\s+([\d.]+)/m.exec(said)[1]);
}

/** Rss of the process, less what the kernel may take back. */
async function residentMib(server) {
  return Number(/^Rss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${server.pid}/smaps_rollup`, 'utf8'))[1]) / 1024;
}

function handles(server) {
  return readdirSync(`/proc/${server.pid}/fd`).length;
}

/** Least squares over all samples. */
function slopeOf(samples) {
  const mean = pick => samples.reduce((sum, sample) => sum + pick(sample), 0) / samples.length;
  const [minute, mib] = [mean(sample => sample.minute), mean(sample => sample.mib)];
  return samples.reduce((sum, sample) => sum + (sample.minute - minute) * (sample.mib - mib), 0)
    / samples.reduce((sum, sample) => sum + (sample.minute - minute) ** 2, 0);
}

function report(name, told) {
  console.log(`${name}: ${told.count} calls, median ${told.median.toFixed(1)} ms, p99 ${told.p99.toFixed(1)} ms, longest ${told.most.toFixed(1)} ms`);
}

function bar(text, isMet, bound) {
  missed += isMet ? 0 : 1;
  console.log(`${isMet ? 'met    ' : 'missed '} ${text} (${bound})`);
}

function median(values) {
  return [...values].sort((left, right) => left - right)[values.length >> 1];
}

async function each(items, act) {
  const queue = [...items];
  await Promise.all(Array.from({ length: 16 }, async () => {
    while (queue.length > 0) {
      await act(queue.pop());
    }
  }));
}

async function until(isTrue) {
  for (let wait = 0; wait < 600; wait++) {
    if (await isTrue()) {
      return;
    }
    await new Promise(done => setTimeout(done, 50));
  }
  throw new Error('The process did not answer within 30 s.');
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
