// node container.mjs BINARY
// The container image, without a container engine: its root folder is laid out from the Dockerfile's own list, entered by chroot as
// the image's user with the image's variables, and used by the lines that the old server's README gives. Then the OCI archive.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { readDockerfile } from '../../scripts/oci-archive.mjs';
import { check, counts, freePort } from './lib/checks.mjs';

const binary = resolve(process.argv[2] ?? '');
const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const patienceMs = 20_000;
const running = [];
const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const hello = { jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'container-test', version: '1' } } };
let skipped = 0;

const folder = mkdtempSync(join(tmpdir(), 'gmail-mcp-container-'));
chmodSync(folder, 0o755);
const root = join(folder, 'merged');
let enter;
const image = readDockerfile(join(repository, 'Dockerfile'));
try {
  layOut();
  if (canEnter()) {
    const google = await startGoogle();
    await signIn(google);
    await useOnStdio(google);
    await serve(google);
  }
  archive();
} finally {
  for (const child of running.reverse()) {
    child.kill();
  }
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${skipped} skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** What the Dockerfile's build stage does last, and what its last stage copies. */
function layOut() {
  const dockerfile = readFileSync(join(repository, 'Dockerfile'), 'utf8');
  const command = /^ && (packaging\/container\/make-rootfs) \S+ (\S+)$/m.exec(dockerfile);
  check('the Dockerfile lays its root folder out by make-rootfs', command !== null, dockerfile);
  execFileSync(join(repository, command[1]), [binary, join(folder, 'image')]);
  check('and copies both halves into an empty image', /^FROM scratch$/m.test(dockerfile)
    && JSON.stringify(image.copies) === JSON.stringify([`--from=build ${command[2]}/root/ /`, `--from=build --chown=65532:65532 ${command[2]}/owned/ /`]), image.copies);
  cpSync(join(folder, 'image', 'root'), root, { recursive: true });
  cpSync(join(folder, 'image', 'owned'), root, { recursive: true });
  const listed = readFileSync(join(repository, 'packaging/container/rootfs.list'), 'utf8').split('\n').filter(line => /^(binary|copy|text) /.test(line));
  const files = find(root).filter(path => !lstatSync(join(root, path)).isDirectory());
  check('the image holds what the list names', files.length === new Set(listed.map(line => line.split(' ')[1])).size, files);
  check('no shell among it', files.every(path => !/(^|\/)(sh|bash|dash|busybox)$/.test(path)), files);
  check('certificates and OpenSSL are', ['ca-certificates.crt', 'libssl.so.3', 'libcrypto.so.3'].every(name => files.some(path => path.endsWith(name))), files);
  check('nobody but root may write to what is not the user\'s', files.every(path => (lstatSync(join(root, path)).mode & 0o022) === 0), files);
  check('the image\'s user is not root', /^[1-9]\d*:[1-9]\d*$/.test(image.User), image.User);
}

/** Whether a process can be put into the root folder here, with /dev and /proc as every engine gives them. */
function canEnter() {
  const isRoot = process.getuid() === 0;
  if (isRoot) {
    const [uid, gid] = image.User.split(':').map(Number);
    for (const name of readdirSync(join(folder, 'image', 'owned'))) {
      chownSync(join(root, name), uid, gid);
    }
  }
  mkdirSync(join(root, 'dev'));
  mkdirSync(join(root, 'proc'));
  enter = ['unshare', ...isRoot ? ['-m'] : ['-r', '-m'], 'sh', '-c',
    `mount --rbind /dev "$0/dev" && mount --rbind /proc "$0/proc" && exec chroot ${isRoot ? `--userspec=${image.User}` : ''} "$0" "$@"`, root];
  const probe = spawnSync(enter[0], [...enter.slice(1), ...image.Entrypoint, '--version']);
  if (probe.status !== 0) {
    skipped++;
    console.log(`skipped the server in the image: chroot and mount need root, or a kernel that lets users make namespaces (${probe.stderr ?? probe.error})`);
  }
  return probe.status === 0;
}

/** `docker run IMAGE args`, but for the engine. */
function run(args, { env = {}, stdio = ['pipe', 'pipe', 'pipe'] } = {}) {
  const variables = Object.fromEntries(image.Env.map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  const child = spawn(enter[0], [...enter.slice(1), ...image.Entrypoint, ...args], { cwd: root, env: { PATH: process.env.PATH, ...variables, ...env }, stdio });
  running.push(child);
  child.said = '';
  child.stderr?.on('data', data => { child.said += data; });
  child.ended = new Promise(done => child.on('close', done));
  return child;
}

async function finish(args, env) {
  const child = run(args, { env });
  let out = '';
  child.stdout.on('data', data => { out += data; });
  child.stdin.end();
  return { code: await within(`${args} ends`, child.ended), out, error: child.said };
}

/** An emulated Google behind TLS, whose certificate only a root that trusts our test authority accepts. */
async function startGoogle() {
  const emulator = spawn(binary, ['emulator', '--port', '0', '--auto-consent'], { stdio: ['ignore', 'pipe', 'ignore'] });
  running.push(emulator);
  const target = await new Promise(done => createInterface({ input: emulator.stdout }).on('line', line => {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
    if (address) {
      done(new URL(address[0]));
    }
  }));
  const certificate = join(folder, 'tls.pem'), key = join(folder, 'tls.key');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Google for tests', '-addext', 'subjectAltName=IP:127.0.0.1',
    '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const proxy = https.createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
    const on = http.request({ host: target.hostname, port: target.port, path: request.url, method: request.method, headers: { ...request.headers, host: target.host } }, answer => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    on.on('error', () => response.destroy());
    request.pipe(on);
  });
  await new Promise(done => proxy.listen(0, '127.0.0.1', done));
  proxy.unref();
  const address = `https://127.0.0.1:${proxy.address().port}`;
  return { address, certificate: readFileSync(certificate, 'utf8'), env: { GMAIL_MCP_GOOGLE_API_ROOT: address, GMAIL_MCP_GOOGLE_OAUTH_ROOT: address } };
}

/** The old README's Docker sign-in: keys mounted, `auth`; the address pasted. */
async function signIn(google) {
  writeFileSync(join(root, 'gcp-oauth.keys.json'), JSON.stringify({
    installed: { client_id: 'example.apps.googleusercontent.com', client_secret: 'not-a-secret', redirect_uris: ['http://localhost'] },
  }), { mode: 0o644 });
  const env = { ...google.env, GMAIL_OAUTH_PATH: '/gcp-oauth.keys.json', GMAIL_CREDENTIALS_PATH: '/gmail-server/credentials.json' };
  const stranger = await authenticate(google, env, ['auth', '--no-browser']);
  check('a Google whose certificate nobody in the image trusts gets no code', stranger.code === 1 && /certificate|SSL/i.test(stranger.text), stranger);
  appendFileSync(join(root, 'etc/ssl/certs/ca-certificates.crt'), google.certificate);
  const signed = await authenticate(google, env, ['auth', '--no-browser']);
  check('auth with a pasted address, over TLS', signed.code === 0 && signed.text.includes('Authentication completed successfully'), signed);
  for (const name of ['credentials.json', 'gcp-oauth.keys.json']) {
    const path = join(root, 'gmail-server', name);
    check(`${name} is on the volume, for its owner alone`, existsSync(path) && (lstatSync(path).mode & 0o777) === 0o600, find(root));
  }
  rmSync(join(root, 'gcp-oauth.keys.json')); // the mount ends with the container
  await answerFromOutside(google, env);
}

/** The same without pasting: the browser outside reaches the container's published port. */
async function answerFromOutside(google, env) {
  const outside = Object.values(networkInterfaces()).flat().find(address => address.family === 'IPv4' && !address.internal)?.address;
  if (outside === undefined) {
    skipped++;
    console.log('skipped the callback from outside: this machine has no address but loopback');
    return;
  }
  const port = await freePort();
  const child = run(['auth', `http://localhost:${port}/oauth2callback`], { env: { ...env, GMAIL_OAUTH_PATH: '' } });
  const address = await within('auth prints an address', new Promise(done => createInterface({ input: child.stdout }).on('line', line => {
    const at = line.indexOf('https://');
    if (at >= 0) {
      done(line.slice(at));
    }
  })));
  const consent = await request(https, new URL(address), { ca: google.certificate });
  const callback = new URL(consent.headers.location);
  callback.hostname = outside;
  const shown = await request(http, callback);
  check('auth takes the callback from outside the container', shown.status === 200 && await within('auth ends', child.ended) === 0, { shown, said: child.said });
}

async function authenticate(google, env, args) {
  const child = run(args, { env });
  let text = '', asked = false;
  createInterface({ input: child.stdout }).on('line', async line => {
    text += `${line}\n`;
    const at = line.indexOf('https://');
    if (at >= 0 && line.startsWith('Please visit') && !asked) {
      asked = true;
      const consent = await request(https, new URL(line.slice(at)), { ca: google.certificate });
      child.stdin.end(`${consent.headers.location}\n`);
    }
  });
  const code = await within('auth ends', child.ended);
  return { code, text: text + child.said };
}

/** The old README's Docker line for clients: no keys mounted, only the volume. */
async function useOnStdio(google) {
  const child = run([], { env: { ...google.env, GMAIL_CREDENTIALS_PATH: '/gmail-server/credentials.json' } });
  const answers = new Map();
  let wake = () => {};
  createInterface({ input: child.stdout }).on('line', line => {
    const message = JSON.parse(line);
    answers.set(message.id, message);
    wake();
  });
  const ask = async message => {
    child.stdin.write(`${JSON.stringify(message)}\n`);
    return within(`an answer to ${message.method}`, (async () => {
      while (!answers.has(message.id)) {
        await new Promise(done => { wake = done; });
      }
      return answers.get(message.id);
    })());
  };
  const opened = await ask(hello);
  check('docker run -i … IMAGE answers initialize', opened.result?.serverInfo?.name === 'gmail', { opened, said: child.said });
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  const labels = await ask({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'list_email_labels', arguments: {} } });
  check('and works the mailbox with the keys that auth left on the volume', labels.result?.content[0].text.includes('INBOX'), { labels, said: child.said });
  check('on stdio no key for callers is made', !existsSync(join(root, 'gmail-server/caller.key')), find(root));
  child.stdin.end();
  check('it ends with its input', await within('stdio ends', child.ended) === 0, child.said);
  const version = await finish(['--version']);
  check('IMAGE --version', version.code === 0 && /^\d+\.\d+\.\d+/.test(version.out), version);
}

/** `IMAGE --http`, `PORT=… IMAGE --http`, `IMAGE --sse`. */
async function serve(google) {
  const port = await freePort();
  const child = run(['--http'], { env: { ...google.env, PORT: String(port) } });
  const ask = (path, options = {}) => request(http, new URL(`http://127.0.0.1:${port}${path}`), options);
  await until('the server', async () => (await ask('/health/live')).status === 200, child);
  const keyPath = join(root, 'gmail-server/caller.key');
  const key = readFileSync(keyPath, 'utf8').trim();
  check('/health/live answers', (await ask('/health/live')).body === 'live', child.said);
  check('the key was made for its owner alone, and the log says where but not what', (lstatSync(keyPath).mode & 0o777) === 0o600
    && child.said.split('/gmail-server/caller.key').length === 2 && !child.said.includes(key), child.said);
  const page = await ask('/', { headers: { accept: 'text/html' } });
  check('the page says how to connect', page.status === 200 && page.body.includes('caller.key') && page.body.includes('YOUR-KEY'), page);
  for (const path of ['/health/ready', '/health', '/sessions', '/mcp', '/operator']) {
    check(`${path} is closed until the key comes`, (await ask(path)).status === 401, await ask(path));
  }
  const health = await finish(['health'], { PORT: String(port) });
  check('the health check of compose.yaml passes', health.code === 0 && composeCheck() === `${image.Entrypoint[0]} health`, { health, compose: composeCheck() });
  const bearer = { authorization: `Bearer ${key}` };
  const ready = await ask('/health/ready', { headers: bearer });
  check('/health/ready answers with the key', ready.status === 200 && ready.body === 'ready', ready);
  check('and from then on without', (await ask('/health/ready')).status === 200, child.said);
  const refused = await ask('/mcp', { method: 'POST', headers: json, body: JSON.stringify(hello) });
  check('/mcp never answers without', refused.status === 401, refused);
  const opened = await ask('/mcp', { method: 'POST', headers: { ...json, ...bearer }, body: JSON.stringify(hello) });
  const labels = await ask('/mcp', {
    method: 'POST', headers: { ...json, ...bearer, 'mcp-session-id': opened.headers['mcp-session-id'] },
    body: JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'list_email_labels', arguments: {} } }),
  });
  check('the key\'s holder works the mailbox of the volume', labels.status === 200 && labels.body.includes('INBOX'), labels);
  child.kill('SIGTERM');
  check('it ends when it is told to', await within('http ends', child.ended) === 0, child.said);

  const other = await freePort();
  const sse = run(['--sse', '--port', String(other)], { env: google.env });
  await until('the server with SSE', async () => (await request(http, new URL(`http://127.0.0.1:${other}/health/live`))).status === 200, sse);
  const again = await request(http, new URL(`http://127.0.0.1:${other}/health/ready`), { headers: bearer });
  check('the key outlives the container, and nothing is said of it again', again.status === 200 && !sse.said.includes('caller.key'), sse.said);
  sse.kill('SIGTERM');
  await within('sse ends', sse.ended);
  check('no health, no 0', (await finish(['health', `http://127.0.0.1:${other}`])).code === 1, sse.said);
}

function composeCheck() {
  const test = /test: (\[.*\])/.exec(readFileSync(join(repository, 'compose.yaml'), 'utf8'));
  return JSON.parse(test[1]).slice(1).join(' ');
}

/** The image as a file, which skopeo reads. */
function archive() {
  const write = name => {
    const out = join(folder, name);
    execFileSync(process.execPath, [join(repository, 'scripts/oci-archive.mjs'), join(folder, 'image'), out, '1.2.3']);
    return out;
  };
  const out = write('image.tar');
  check('the archive is the same bytes each time', sha256(readFileSync(out)) === sha256(readFileSync(write('again.tar'))), out);
  const skopeo = (...args) => execFileSync('skopeo', args, { encoding: 'utf8', env: { ...process.env, HOME: folder } });
  const config = JSON.parse(skopeo('inspect', '--config', `oci-archive:${out}`)).config;
  check('skopeo reads how it runs', config.User === image.User && config.Entrypoint.join() === '/gmail-mcp' && config.Env.join() === image.Env.join(), config);
  const about = JSON.parse(skopeo('inspect', `oci-archive:${out}`));
  check('and what it is', about.Os === 'linux' && about.Layers.length === 1 && about.Labels['org.opencontainers.image.version'] === '1.2.3', about);
  const copy = join(folder, 'copy');
  mkdirSync(copy);
  skopeo('--insecure-policy', 'copy', '--quiet', `oci-archive:${out}`, `dir:${copy}`);
  const layer = join(copy, about.Layers[0].slice('sha256:'.length));
  const listing = execFileSync('tar', ['-tvzf', layer, '--numeric-owner'], { encoding: 'utf8' }).trimEnd().split('\n');
  const names = listing.map(line => line.split(/\s+/)[5].replace(/\/$/, '')).sort();
  const expected = [...find(join(folder, 'image/root')), ...find(join(folder, 'image/owned'))].sort();
  check('its layer holds what was laid out', names.join() === expected.join(), { names, expected });
  check('the volume is the user\'s, the binary root\'s', listing.some(line => /^drwx------ 65532\/65532 .* gmail-server\/$/.test(line))
    && listing.some(line => /^-rwxr-xr-x 0\/0 .* gmail-mcp$/.test(line)), listing);
}

function find(folder, prefix = '') {
  return readdirSync(join(folder, prefix)).flatMap(name => {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    return lstatSync(join(folder, path)).isDirectory() ? [path, ...find(folder, path)] : [path];
  });
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function request(module, url, { body, ...options } = {}) {
  return new Promise((done, broken) => {
    const sent = module.request(url, { timeout: patienceMs, ...options, headers: { ...options.headers, ...(body && { 'content-length': Buffer.byteLength(body) }) } }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => { text += chunk; });
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, body: text }));
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer from ${url} within ${patienceMs} ms`)));
    sent.on('error', broken);
    sent.end(body);
  });
}

async function until(what, isTrue, child) {
  const end = Date.now() + patienceMs;
  while (Date.now() < end && child.exitCode === null) {
    if (await isTrue().catch(() => false)) {
      return;
    }
    await new Promise(done => setTimeout(done, 50));
  }
  throw new Error(`${what} did not start: ${child.said}`);
}

function within(what, promise) {
  let timer;
  return Promise.race([
    promise,
    new Promise((_, give) => { timer = setTimeout(() => give(new Error(`${what}: not within ${patienceMs} ms`)), patienceMs); }),
  ]).finally(() => clearTimeout(timer));
}
