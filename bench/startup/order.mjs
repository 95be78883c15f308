// node order.mjs BINARY SYMBOLS ORDER.txt
// Starts the server under callgrind, asks for its tools, and writes down which of its methods ran on the way, by name: the native
// compiler puts them side by side in the file. A name stands in a line; in the order of the alphabet, so that a difference is short.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { answersOf, initialize, listTools, send, signedInHome } from './client.mjs';

const [binary, symbols, orderFile] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'gmail-mcp-order-'));
const home = signedInHome();
try {
  // Without the way to its symbols, which are of a newer form of DWARF than some versions of valgrind read.
  const program = join(folder, 'gmail-mcp');
  execFileSync('objcopy', ['--remove-section=.gnu_debuglink', resolve(binary), program]);
  const trace = join(folder, 'trace');
  const base = await run(program, trace);
  const names = namesOf(methods(symbols), executed(trace, base));
  writeFileSync(orderFile, names.join('\n') + '\n');
  console.log(`${names.length} methods stand in ${orderFile}.`);
} finally {
  rmSync(home, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

/** Where the program lay in memory. */
async function run(program, trace) {
  const child = spawn('valgrind', [
    '--quiet', '--tool=callgrind', '--dump-instr=yes', '--compress-pos=no', '--compress-strings=no',
    `--callgrind-out-file=${trace}`, program,
  ], {
    cwd: home,
    // Valgrind does not give it the 256 GB of addresses that it would reserve.
    env: { PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8', DOTNET_GCHeapHardLimit: '8000000' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise(done => child.once('close', done));
  const answers = answersOf(child);
  send(child, initialize);
  await answers(1);
  send(child, ...listTools);
  await answers(2);
  const mapping = readFileSync(`/proc/${child.pid}/maps`, 'utf8').split('\n').find(line => line.endsWith(program));
  child.stdin.end();
  const code = await ended;
  if (code !== 0 || !mapping) {
    throw new Error(`valgrind ended with ${code}`);
  }
  return parseInt(mapping, 16);
}

/** The compiled methods, ascending by address: a method has several names if others have the same code. */
function methods(file) {
  const section = /\s__managedcode\s+\w+\s+(\w+)\s+\w+\s+(\w+)/.exec(output('readelf', ['-SW', file]));
  const start = parseInt(section[1], 16);
  const end = start + parseInt(section[2], 16);
  const found = new Map();
  for (const line of output('nm', ['-n', '--defined-only', file]).split('\n')) {
    const [, address, name] = /^(\w+) [tTwW] (.*)$/.exec(line) ?? [];
    const at = parseInt(address, 16);
    if (at >= start && at < end) {
      found.set(at, [...(found.get(at) ?? []), name]);
    }
  }
  return { end, names: [...found] };
}

/** The addresses of all instructions that ran, as the file numbers them, ascending. The lines after "calls=" count elsewhere. */
function executed(trace, base) {
  const found = new Set();
  let isCall = false;
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    if (line.startsWith('0x') && !isCall) {
      found.add(parseInt(line, 16) - base);
    }
    isCall = line.startsWith('calls=');
  }
  return [...found].sort((a, b) => a - b);
}

function namesOf({ names, end }, addresses) {
  const ran = new Set();
  let next = 0;
  for (const address of addresses) {
    while (next < names.length && names[next][0] <= address) {
      next++;
    }
    if (next > 0 && address < end) {
      names[next - 1][1].forEach(name => ran.add(name));
    }
  }
  // What the compiler adds on its own account it also places itself.
  return [...ran].filter(name => !/^__(Get\w*StaticBase|GenericLookup|DelegateCtor)/.test(name)).sort();
}

function output(command, args) {
  return execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] });
}
