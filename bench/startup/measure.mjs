// node measure.mjs RUNS BINARY PEER_SCRIPT RESULT.json
// Starts both servers in turn, RUNS times each after one unmeasured round that fills the page cache, and prints medians.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { answersOf, initialize, listTools, send, signedInHome } from './client.mjs';

const [runsText, binary, peerScript, resultFile] = process.argv.slice(2);
const runs = Number(runsText);
const patienceMs = 30_000;

// The bars that the product has set itself: see README.md beside this file.
const bars = { timeRatio: 12, pssRatio: 3, residentMb: 45, fileMb: 42 };

if (!Number.isInteger(runs) || runs < 1) {
  fail(`The number of runs must be a whole number above 0, not "${runsText}".`);
}
if (!existsSync(binary)) {
  fail(`There is no ${binary}. Publish it first: dotnet publish src/GmailMcp -c Release -r linux-x64`);
}

const home = signedInHome();
try {
  const servers = [
    { name: 'gmail-mcp', command: resolve(binary), args: [], samples: [] },
    { name: 'server-gmail-autoauth-mcp 1.1.11', command: process.execPath, args: [resolve(peerScript)], samples: [] },
  ];
  for (let round = 0; round <= runs; round++) {
    // Who goes first changes, so that neither always meets the machine that the other left.
    for (const server of round % 2 === 0 ? servers : [...servers].reverse()) {
      const sample = await measure(server);
      if (round > 0) {
        server.samples.push(sample);
      }
    }
  }
  report(servers);
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** One start: milliseconds to the answer of initialize, memory after the answer of tools/list. */
async function measure({ name, command, args }) {
  const begin = process.hrtime.bigint();
  const child = spawn(command, args, {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', chunk => { complaints += chunk; });
  child.stdin.on('error', () => {});
  const ended = new Promise(done => child.once('close', done));
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  const answers = answersOf(child);
  try {
    send(child, initialize);
    await answers(1);
    const initializeMs = Number(process.hrtime.bigint() - begin) / 1e6;
    send(child, ...listTools);
    const { tools } = await answers(2);
    return { initializeMs, ...memoryOf(child.pid), tools: tools.length };
  } catch (error) {
    throw new Error(`${name}: ${error.message}\n${complaints.slice(0, 2000)}`);
  } finally {
    clearTimeout(timer);
    child.stdin.end();
    const late = setTimeout(() => child.kill('SIGKILL'), 2000);
    await ended;
    clearTimeout(late);
  }
}

/** PSS counts shared pages by share, so it is what one more such process costs; only Linux tells it. */
function memoryOf(pid) {
  if (existsSync(`/proc/${pid}/smaps_rollup`)) {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kilobytes = key => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)[1]);
    return { pssMb: kilobytes('Pss') / 1024, rssMb: kilobytes('Rss') / 1024 };
  }
  return { pssMb: NaN, rssMb: Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / 1024 };
}

function report(servers) {
  const [ours, peer] = servers.map(summary);
  const fileMb = statSync(binary).size / 1024 / 1024;
  const row = (label, key, unit) => [label, ours[key].text(unit), peer[key].text(unit),
    (peer[key].median / ours[key].median).toFixed(1) + ' ×'];
  print([
    ['', ours.name, peer.name, 'ratio'],
    row('start to initialize', 'initializeMs', 'ms'),
    row('PSS after tools/list', 'pssMb', 'MB'),
    row('RSS after tools/list', 'rssMb', 'MB'),
    ['tools', String(ours.tools), String(peer.tools), ''],
  ]);
  console.log(`\nMedian (least – most) of ${runs} starts each, in turn, on ${cpus().length} processors.`);
  console.log(`One file of ${fileMb.toFixed(1)} MB.\n`);
  const checks = [
    [`at most 1/${bars.timeRatio} of the time`, ours.initializeMs.median * bars.timeRatio <= peer.initializeMs.median],
    [`at most 1/${bars.pssRatio} of the PSS`, ours.pssMb.median * bars.pssRatio <= peer.pssMb.median],
    [`at most ${bars.residentMb} MB resident`, ours.rssMb.median <= bars.residentMb],
    [`a file of at most ${bars.fileMb} MB`, fileMb <= bars.fileMb],
  ];
  for (const [bar, met] of checks) {
    console.log(`${met ? 'met   ' : 'MISSED'}  ${bar}`);
  }
  const missed = checks.filter(([, met]) => !met).length;
  console.log(`${checks.length - missed} passed, ${missed} failed`);
  writeFileSync(resultFile, JSON.stringify({
    runs, processors: cpus().length, node: process.version, fileMb,
    bars: Object.fromEntries(checks), servers: servers.map(({ name, samples }) => ({ name, samples })),
  }, null, 2) + '\n');
  console.log(`Every sample: ${resultFile}`);
  process.exitCode = missed === 0 ? 0 : 1;
}

function summary({ name, samples }) {
  const column = key => {
    const sorted = samples.map(sample => sample[key]).sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    const text = unit => `${median.toFixed(1)} ${unit} (${sorted[0].toFixed(1)} – ${sorted.at(-1).toFixed(1)})`;
    return { median, text };
  };
  return {
    name, tools: samples[0].tools,
    initializeMs: column('initializeMs'), pssMb: column('pssMb'), rssMb: column('rssMb'),
  };
}

function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)));
  for (const row of rows) {
    console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
  }
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
