// node nginx.mjs BINARY
// The server behind a real nginx with TLS, as docs/cloud.md says; and behind a bare proxy_pass, which must give nobody a mailbox.
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, counts, freePort } from './lib/checks.mjs';

const binary = resolve(process.argv[2] ?? '');
const example = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'examples', 'nginx.conf');
const patienceMs = 20_000;
const name = 'mail.example.com';
const running = [];
const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const initialize = JSON.stringify({
  jsonrpc: '2.0', id: 1, method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'nginx-test', version: '1' } },
});

const folder = mkdtempSync(join(tmpdir(), 'gmail-mcp-nginx-'));
chmodSync(folder, 0o755); // nginx's workers are another user
try {
  await documented();
  await bare();
} finally {
  for (const child of running.reverse()) {
    child.kill();
  }
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** What docs/cloud.md promises. */
async function documented() {
  const key = randomBytes(32).toString('base64url');
  const operatorKey = randomBytes(32).toString('base64url');
  const keys = join(folder, 'callers.keys');
  writeFileSync(keys, `ann:${createHash('sha256').update(key).digest('hex')}\n`, { mode: 0o600 });
  const port = await freePort(), tls = await freePort();
  await serve(port, ['--http', '--sse', '--auth-keys', keys, '--public-url', `https://${name}`, '--trusted-proxy', '127.0.0.1'],
    { ...clientKeys(), GMAIL_MCP_ADMIN_KEY: operatorKey });
  await startNginx('documented', readFileSync(example, 'utf8')
    .replace('listen 443 ssl', `listen 127.0.0.1:${tls} ssl`)
    .replace('127.0.0.1:3000', `127.0.0.1:${port}`), tls);
  const ask = options => request(https, { port: tls, host: '127.0.0.1', servername: name, rejectUnauthorized: false, ...options });
  const bearer = { authorization: `Bearer ${key}`, host: name };

  const refused = await ask({ method: 'POST', path: '/mcp', headers: { host: name, ...json }, body: initialize });
  check('without a key: 401 and a challenge', refused.status === 401 && /^Bearer /.test(refused.headers['www-authenticate']), refused);
  const operator = (path, more) => ask({ path, ...more, headers: { host: name, accept: 'text/html', ...more?.headers } });
  const typed = await operator('/operator', {
    method: 'POST', body: `key=${operatorKey}`, headers: { origin: `https://${name}`, 'content-type': 'application/x-www-form-urlencoded' },
  });
  const mark = typed.headers['set-cookie']?.[0] ?? '';
  check('the operator signs in with a cookie of this host alone', typed.status === 303 && typed.headers.location === '/'
    && mark.startsWith('__Host-') && /; Secure/.test(mark) && /; HttpOnly/.test(mark) && /; SameSite=Strict/.test(mark), typed);
  const seen = await operator('/', { headers: { cookie: mark.split(';')[0] } });
  check('and sees sessions and requests', seen.status === 200 && seen.body.includes('Requests since the server started'), seen);
  const opened = await ask({ method: 'POST', path: '/mcp', headers: { ...bearer, ...json }, body: initialize });
  const session = opened.headers['mcp-session-id'];
  check('with a key: a session over TLS', opened.status === 200 && session?.length > 16, opened);
  const inSession = { ...bearer, ...json, 'mcp-session-id': session };
  const link = await call(ask, inSession, 'get_auth_url', {});
  const url = link?.structuredContent?.url ?? '';
  check('the sign-in link is the public one', url.startsWith(`https://${name}/sign-in/`), link);
  check('so is the callback', link?.structuredContent?.callbackUrl === `https://${name}/oauth2callback`, link);
  const page = await ask({ path: new URL(url).pathname, headers: { host: name } });
  check('the page is shown without a key', page.status === 200 && page.body.includes(link.structuredContent.code), page);
  const form = /name="form" value="([^"]+)"/.exec(page.body)?.[1];
  const yes = await ask({
    method: 'POST', path: new URL(url).pathname, body: `form=${form}`,
    headers: {
      host: name, origin: `https://${name}`, 'content-type': 'application/x-www-form-urlencoded',
      cookie: page.headers['set-cookie']?.[0].split(';')[0],
    },
  });
  const cookie = yes.headers['set-cookie']?.[0] ?? '';
  check('a yes leads to Google with a cookie of this host alone', yes.status === 303
    && yes.headers.location.startsWith('https://accounts.google.com/')
    && cookie.startsWith('__Host-') && /; Secure/.test(cookie) && /; HttpOnly/.test(cookie) && /; SameSite=Lax/.test(cookie), yes);
  const foreign = await ask({ path: '/mcp', headers: { ...bearer, host: 'other.example' } });
  check('a foreign Host: 403', foreign.status === 403, foreign);
  const long = await call(ask, inSession, 'search_emails', { query: 'x'.repeat(10 * 1024 * 1024) });
  check('ten megabytes pass', long !== undefined, long);
  const started = Date.now();
  const announced = await ask({ path: '/sse', headers: { ...bearer, accept: 'text/event-stream' }, until: /endpoint[^]*\n\n/ });
  check('an event arrives at once', announced.body.includes('/messages?sessionId=') && Date.now() - started < 5000, announced);
  const health = await ask({ path: '/health', headers: { host: name } });
  check('/health without a key: 401', health.status === 401, health);
  const live = await ask({ path: '/health/live', headers: { host: name } });
  check('/health/live without a key: 200', live.status === 200, live);
}

/** `proxy_pass` and nothing else, in front of servers that were not made public. */
async function bare() {
  const closed = await freePort(), single = await freePort(), first = await freePort(), second = await freePort();
  await serve(closed, ['--http'], clientKeys());
  await serve(single, ['--http', '--single-user'], clientKeys());
  await startNginx('bare', `pid nginx.pid; error_log error.log; events {} http { access_log off;
    server { listen 127.0.0.1:${first}; location / { proxy_pass http://127.0.0.1:${closed}; } }
    server { listen 127.0.0.1:${second}; location / { proxy_pass http://127.0.0.1:${single}; } } }`, first);

  const ask = options => request(http, { port: first, host: '127.0.0.1', ...options });
  const opened = await ask({ method: 'POST', path: '/mcp', headers: { host: name, ...json }, body: initialize });
  const session = opened.headers['mcp-session-id'];
  const answer = await call(ask, { host: name, ...json, 'mcp-session-id': session }, 'search_emails', { query: '' });
  check('a bare proxy in front of the default server: no mailbox',
    answer?.isError === true && answer.content[0].text.startsWith('Error: No authentication found'), answer);
  const direct = await request(http, { port: single, host: '127.0.0.1', method: 'POST', path: '/mcp', headers: json, body: initialize });
  check('--single-user answers its user', direct.status === 200, direct);
  const forwarded = await request(http, { port: second, host: '127.0.0.1', method: 'POST', path: '/mcp', headers: { host: name, ...json }, body: initialize });
  check('a bare proxy in front of --single-user: 403', forwarded.status === 403, forwarded);
}

async function serve(port, args, env) {
  const child = spawn(binary, args, { env: { PATH: process.env.PATH, HOME: folder, PORT: String(port), ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  running.push(child);
  let log = '';
  child.stderr.on('data', data => { log += data; });
  await until(`gmail-mcp on ${port}`, async () => child.exitCode === null
    ? (await request(http, { port, host: '127.0.0.1', path: '/health/live' })).status === 200
    : fail(`gmail-mcp ended: ${log}`));
}

async function startNginx(title, text, port) {
  const prefix = join(folder, title);
  execFileSync('mkdir', ['-p', prefix]);
  if (text.includes('certificate.pem')) {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`,
      '-keyout', join(prefix, 'key.pem'), '-out', join(prefix, 'certificate.pem')], { stdio: 'ignore' });
  }
  writeFileSync(join(prefix, 'nginx.conf'), `daemon off;\n${text}`);
  const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx'].find(existsSync) ?? fail('nginx is not installed');
  const child = spawn(nginx, ['-p', prefix, '-c', join(prefix, 'nginx.conf'), '-e', join(prefix, 'error.log')], { stdio: 'ignore' });
  running.push(child);
  await until(`nginx on ${port}`, () => new Promise(done => {
    const probe = http.request({ port, host: '127.0.0.1', path: '/', timeout: 1000 }, response => { response.resume(); done(true); });
    probe.on('error', error => done(error.code !== 'ECONNREFUSED'));
    probe.end();
  }));
}

function clientKeys() {
  return { GMAIL_CLIENT_ID: 'example.apps.googleusercontent.com', GMAIL_CLIENT_SECRET: 'not-a-secret', GMAIL_REDIRECT_URI: `https://${name}/oauth2callback` };
}

async function call(ask, headers, tool, args) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: tool, arguments: args } });
  const answer = await ask({ method: 'POST', path: '/mcp', headers, body });
  const data = answer.body.split('\n').filter(line => line.startsWith('data: ')).at(-1);
  return data && JSON.parse(data.slice(6)).result;
}

/** One request; with `until` it ends as soon as the body matches. */
function request(module, { body, until: pattern, ...options }) {
  return new Promise((done, broken) => {
    const sent = module.request({ timeout: patienceMs, ...options, headers: { ...options.headers, ...(body && { 'content-length': Buffer.byteLength(body) }) } }, response => {
      let text = '';
      response.setEncoding('utf8');
      const end = () => done({ status: response.statusCode, headers: response.headers, body: text });
      response.on('data', chunk => {
        text += chunk;
        if (pattern?.test(text)) {
          end();
          sent.destroy();
        }
      });
      response.on('end', end);
      response.on('error', () => end());
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer from ${options.path} within ${patienceMs} ms`)));
    sent.on('error', broken);
    sent.end(body);
  });
}

async function until(what, isTrue) {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    if (await Promise.resolve().then(isTrue).catch(error => error.fatal ? Promise.reject(error) : false)) {
      return;
    }
    await new Promise(done => setTimeout(done, 50));
  }
  fail(`${what} did not start within ${patienceMs} ms`);
}

function fail(message) {
  throw Object.assign(new Error(message), { fatal: true });
}
