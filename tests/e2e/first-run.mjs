// node first-run.mjs BINARY
// The first minutes of a new user: on a terminal, in an empty home, with nothing configured. Every command after the first is one
// that the output before it names. An emulator stands in for Google, and this script for the person and his browser.
// The transcript is docs/first-run.md, which must not differ; UPDATE_SNAPSHOTS=1 writes it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const binary = realpathSync(resolve(process.argv[2] ?? ''));
const page = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'first-run.md');
const patienceMs = 20_000;
// Runs a command on a pseudo-terminal: what is written to it is typed, what it shows comes out.
const onTerminal = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
let passed = 0, failed = 0;

if (spawnSync('python3', ['-c', 'import pty']).status !== 0) {
  console.log('skipped the first run: python3 is not here, which makes the terminal');
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit();
}
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gmail-mcp-first-run-')));
const home = join(folder, 'home');
mkdirSync(join(home, '.cursor'), { recursive: true }); // the computer has a client, which was started once
mkdirSync(join(home, 'Downloads'));
mkdirSync(join(folder, 'bin'));
symlinkSync(binary, join(folder, 'bin', 'gmail-mcp'));
const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, HOME: home, TERM: 'xterm', LANG: 'C.UTF-8' };
const running = [];
const transcript = [];
try {
  const google = await startGoogle();
  Object.assign(env, { GMAIL_MCP_GOOGLE_API_ROOT: google, GMAIL_MCP_GOOGLE_OAUTH_ROOT: google, GMAIL_CREDENTIALS_PATH: join(home, 'mail', 'credentials.json') });
  await firstRun();
  comparePage();
} catch (error) {
  check('the run goes to its end', false, error);
} finally {
  running.forEach(child => child.kill());
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;

async function firstRun() {
  const start = await run('gmail-mcp');
  check('started by hand it ends by itself', start.code === 0, start);
  tell('Nothing is configured. The program, started by hand, says what it is and what to type next.', start);

  named('gmail-mcp auth', start);
  const auth = await run('gmail-mcp auth', async terminal => {
    await terminal.until('type where it is: ');
    writeFileSync(join(home, 'Downloads', 'client_secret_123-abc.apps.googleusercontent.com.json'), JSON.stringify({
      installed: { client_id: '123-abc.apps.googleusercontent.com', project_id: 'sample', client_secret: 'not-a-secret', redirect_uris: ['http://localhost'] },
    }));
    terminal.type('\n');
    await terminal.until('[Y/n]: ');
    terminal.type('\n');
    const [, address] = await terminal.until(/authenticate: (\S+)\r?\n/);
    await consent(address);
    await terminal.until('for later: ');
    terminal.type('\n');
  });
  check('the sign-in ends well', auth.code === 0 && auth.text.includes('Authentication completed successfully'), auth);
  const keys = join(home, 'mail', 'gcp-oauth.keys.json');
  check('the keys are copied for their owner alone', existsSync(keys) && (lstatSync(keys).mode & 0o777) === 0o600, auth);
  tell('It leads over Google\'s pages. Meanwhile the file is downloaded; Enter, and it is found. The browser opens, or the address\n'
    + 'is opened by hand; then the set-up is looked at.', auth);

  named('gmail-mcp doctor', auth);
  const doctor = await run('gmail-mcp doctor');
  check('the doctor finds everything in order', doctor.code === 0 && doctor.text.includes('Everything is in order.'), doctor);
  check('its findings are coloured on a terminal', doctor.raw.includes('\x1b[32mok'), doctor.raw);
  for (const plain of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
    const uncoloured = await run('gmail-mcp doctor', undefined, plain);
    check(`not with ${Object.keys(plain)}, nor any other control code`, !uncoloured.raw.includes('\x1b'), uncoloured.raw);
  }
  const help = await run('gmail-mcp --help', undefined, { NO_COLOR: '1' });
  check('nor does help have any with NO_COLOR', help.code === 0 && !help.raw.includes('\x1b'), help.raw);
  tell('The doctor can be asked at any time.', doctor);

  const install = 'gmail-mcp install --client cursor';
  named(install, doctor);
  named(install, auth);
  named(install, await run('gmail-mcp'));
  const installed = await run(install, async terminal => {
    for (const question of ['[full]: ', '[~/GmailAttachments]: ', '[~/GmailDownloads]: ']) {
      await terminal.until(question);
      terminal.type('\n');
    }
  });
  check('the client is told', installed.code === 0, installed);
  tell('The client is told; Enter takes what stands in brackets.', installed);

  const entry = JSON.parse(readFileSync(join(home, '.cursor', 'mcp.json'), 'utf8')).mcpServers.gmail;
  check('the command of the entry is the one that was shown', installed.text.includes(`It starts ${[entry.command, ...entry.args ?? []].join(' ')}`), { entry, installed });
  const answers = await asClient(entry);
  check('what is installed answers the client', /^Found \d+ labels/.test(answers.labels), answers);
  transcript.push(`The client starts what it was told of, and is answered.\n\n\`\`\`text\n${[
    `initialize         ${answers.name}, MCP ${answers.revision}`,
    `tools/list         ${answers.tools} tools`,
    `list_email_labels  ${answers.labels}`].join('\n')}\n\`\`\`\n`);
}

/** Types a line at a terminal in the home folder. */
async function run(line, person = async () => {}, more = {}) {
  const child = spawn('python3', ['-c', onTerminal, ...line.split(' ')], { cwd: home, env: { ...env, ...more }, stdio: ['pipe', 'pipe', 'inherit'] });
  running.push(child);
  let raw = '', seen = 0, changed = () => {};
  child.stdout.setEncoding('utf8').on('data', data => { raw += data; changed(); });
  const ended = new Promise(done => child.on('close', code => { done(code); changed(); }));
  const terminal = {
    type: text => child.stdin.write(text),
    async until(what) {
      for (const end = Date.now() + patienceMs; ;) {
        const rest = raw.slice(seen);
        const found = typeof what === 'string' ? (rest.includes(what) ? [what] : null) : what.exec(rest);
        if (found) {
          seen += rest.indexOf(found[0]) + found[0].length;
          return found;
        }
        if (Date.now() > end || child.exitCode !== null) {
          throw new Error(`${line} did not show ${what}:\n${raw}`);
        }
        await Promise.race([new Promise(done => { changed = done; }), new Promise(done => setTimeout(done, 500).unref())]);
      }
    },
  };
  await person(terminal);
  const code = await Promise.race([ended, new Promise((_, fail) => setTimeout(() => fail(new Error(`${line} did not end:\n${raw}`)), patienceMs).unref())]);
  // Colours and modes do not show, nor what progress wrote over; the terminal ends lines with CR LF.
  const text = raw.replace(/\x1b\[[?\d;]*[A-Za-z]|\x1b[=>]/g, '').replaceAll('\r\n', '\n').replace(/\r[^\r\n]*(?=\r)/g, '').replaceAll('\r', '');
  return { line, code, raw, text };
}

/** The browser: opens the address, and goes where Google's consent sends it. */
async function consent(address) {
  const answer = await fetch(address, { redirect: 'manual' });
  const back = await fetch(answer.headers.get('location'));
  check('the browser ends on a page that says it is done', back.ok, await back.text());
}

async function startGoogle() {
  const emulator = spawn(binary, ['emulator', '--port', '0', '--auto-consent'], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(emulator);
  return await new Promise(done => createInterface({ input: emulator.stdout }).on('line', line => {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
    if (address) {
      done(address[0]);
    }
  }));
}

async function asClient(entry) {
  const server = spawn(entry.command, entry.args ?? [], { cwd: folder, env: { ...env, ...entry.env }, stdio: ['pipe', 'pipe', 'inherit'] });
  running.push(server);
  const waiting = new Map();
  createInterface({ input: server.stdout }).on('line', line => {
    const frame = JSON.parse(line);
    waiting.get(frame.id)?.(frame.result);
  });
  const ask = (id, method, params) => {
    const answer = new Promise((done, fail) => {
      waiting.set(id, done);
      setTimeout(() => fail(new Error(`no answer to ${method}`)), patienceMs).unref();
    });
    server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    return answer;
  };
  const hello = await ask(1, 'initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'first-run', version: '1' } });
  server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  const { tools } = await ask(2, 'tools/list', {});
  const labels = await ask(3, 'tools/call', { name: 'list_email_labels', arguments: {} });
  server.stdin.end();
  return { name: hello.serverInfo.name, revision: hello.protocolVersion, tools: tools.length, labels: labels.content[0].text.split('\n')[0] };
}

function named(command, before) {
  check(`"${command}" stands in the output of "${before.line}"`, before.text.includes(command), before.text);
}

function tell(words, { line, text }) {
  transcript.push(`${words}\n\n\`\`\`console\n$ ${line}\n${text.trimEnd()}\n\`\`\`\n`);
}

/** What differs from one machine and day to the next. */
function normalised(text) {
  return text
    .replaceAll(binary, '/usr/local/bin/gmail-mcp')
    .replaceAll(home, '/home/you')
    .replace(/^gmail-mcp \d[^:\s]*:/gm, 'gmail-mcp VERSION:')
    .replace(/(http:\/\/127\.0\.0\.1):\d+(\/\S*)\?\S+/g, '$1:PORT$2?…')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/signed in on \d{4}-\d\d-\d\d/g, 'signed in on DATE')
    .replace(/\d+ is (free for the sign-in's callback|in use; a desktop client signs in over another)/, '3000 is free for the sign-in\'s callback')
    .replace(/[ \t]+$/gm, '');
}

function comparePage() {
  const text = normalised(`# The first run

From nothing to a client that reads mail: each command is named by what stands before it. This page is written by
\`tests/e2e/first-run.mjs\`, which types these lines at a terminal in an empty home folder. An emulator stands in for Google there, so
the addresses of the sign-in are of this computer, and \`GMAIL_CREDENTIALS_PATH\` keeps its credentials out of \`~/.gmail-mcp\`; the
client on the computer is Cursor.

${transcript.join('\n')}
Something else to see? [Troubleshooting](troubleshooting.md), [Google's side](google-setup.md), [other clients](clients.md).
`);
  if (process.env.UPDATE_SNAPSHOTS === '1') {
    writeFileSync(page, text);
  }
  const kept = existsSync(page) ? readFileSync(page, 'utf8') : '';
  check('docs/first-run.md is this run (UPDATE_SNAPSHOTS=1 writes it)', kept === text, text);
}

function check(what, holds, evidence) {
  if (holds) {
    passed++;
  } else {
    failed++;
    console.log(`FAILED ${what}\n${evidence instanceof Error ? evidence.stack : typeof evidence === 'string' ? evidence : JSON.stringify(evidence, null, 1)}`);
  }
}
