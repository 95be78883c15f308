// What a process has used: Linux tells it in /proc.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const ticksPerSecond = 100; // USER_HZ, the same on every Linux that Node runs on

/** CPU milliseconds of all its threads, the ended ones too. */
export function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 1000 / ticksPerSecond;
}

/** Resident and proportional megabytes now. */
export function memoryMb(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = key => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)[1]);
  return { rss: kilobytes('Rss') / 1024, pss: kilobytes('Pss') / 1024 };
}

/** Forgets the peak of resident memory, so that `peakMb` tells the one from now on. */
export function resetPeak(pid) {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

export function peakMb(pid) {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

const children = new Set();

/** Keeps a child in mind until it ends, for `endAll`. */
export function watched(child) {
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

/** Ends what a failure has left running. */
export function endAll() {
  children.forEach(child => child.kill('SIGKILL'));
}

/** Starts a script of ours that prints `listening on 127.0.0.1:PORT` and ends with its input: { port, stop }. */
export async function startScript(script, given) {
  const args = ['--max-old-space-size=4096', script, ...given];
  const child = watched(spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] }));
  const line = await new Promise((done, broken) => {
    createInterface({ input: child.stdout }).once('line', done);
    child.once('error', broken).once('close', code => broken(new Error(`${script} ended (${code}) before it listened`)));
  });
  const ended = new Promise(done => child.once('close', done));
  return { port: Number(line.split(':').at(-1)), stop: () => { child.stdin.end(); return ended; } };
}
