// 1. read_email of 1,000 distinct messages after 100 warm ones: CPU of the server's process beside emulate, then the wall clock
// with a responder that takes no time. No limit of units: nothing waits.
import { mailbox, messageId } from '../lib/corpus.mjs';
import { median, number, table, tokensOf } from '../lib/figures.mjs';
import { startGoogle, startResponder } from '../lib/google.mjs';
import { cpuMs, memoryMb, peakMb, resetPeak } from '../lib/process.mjs';
import { start } from '../servers/servers.mjs';

const address = 'reader@example.com';
const box = 1;
const warm = 100;
export const bars = { cpu: 1.3, wall: 1.6 }; // docs/decisions/0036: why not less than the peer

export async function reads({ folder, binary, servers, count = 1000 }) {
  const google = await startGoogle(folder, { [address]: mailbox(address, { box, count: count + warm }) });
  const cpu = await measure(google, { folder, binary, servers, count });
  await google.stop();
  const responder = await startResponder();
  const wall = await measure(responder, { folder, binary, servers, count });
  await responder.stop();
  return report(cpu, wall, count);
}

// The two that the bars compare go in turn by themselves: five processes would push each other out of the caches of two cores.
async function measure(google, { servers, ...rest }) {
  return [...await inTurn(google, servers.slice(0, 2), rest), ...await inTurn(google, servers.slice(2), rest)];
}

async function inTurn(google, servers, { folder, binary, count }) {
  const runs = [];
  for (const server of servers) {
    const client = await start(server, { folder, google, address, binary, options: ['--units-per-minute', '1000000'] });
    for (let index = 0; index < warm; index++) {
      must(await client.call(server.read(messageId(box, index))));
    }
    const { rss, pss } = memoryMb(client.pid);
    resetPeak(client.pid);
    runs.push({ server, client, cpuBefore: cpuMs(client.pid), answers: [], idle: rss, pss });
  }
  for (let index = warm; index < warm + count; index++) {
    for (const run of index % 2 === 0 ? runs : [...runs].reverse()) {
      run.answers.push(must(await run.client.call(run.server.read(messageId(box, index)))));
    }
  }
  for (const run of runs) {
    run.cpu = (cpuMs(run.client.pid) - run.cpuBefore) / count;
    run.wall = median(run.answers.map(answer => answer.ms));
    run.peak = peakMb(run.client.pid) - run.idle;
    await run.client.stop();
  }
  return runs;
}

function must(answer) {
  if (answer.isError) {
    throw new Error(`A read failed: ${answer.text.slice(0, 400)}`);
  }
  return answer;
}

function report(cpu, wall, count) {
  const rows = cpu.map((run, index) => {
    const tokens = tokensOf(run.answers);
    const fixed = wall[index];
    return [run.server.name, `${number(run.cpu, 2)} ms`, ratio(run.cpu, cpu[0].cpu),
      `${number(fixed.wall, 2)} ms`, ratio(fixed.wall, wall[0].wall),
      `${number(fixed.cpu, 2)} ms`, `${number(run.wall, 2)} ms`, number(tokens.text / count), number(tokens.structured / count),
      `${number(run.idle)} (${number(run.pss)}) MB`, `${number(run.peak, 1)} MB`];
  });
  const [us, peer] = cpu;
  const [fast, slow] = wall;
  return {
    title: `1. Reading ${number(count)} distinct messages after ${warm} warm ones`,
    text: table([['server', 'CPU per read', '÷ ours', 'wall, fixed answers', '÷ ours', 'CPU, fixed answers', 'wall with emulate',
      'tokens of text', 'of structured content', 'RSS (PSS) idle', 'peak above'], ...rows]),
    checks: [
      [`CPU per read at most ${bars.cpu} × the peer's: ${number(us.cpu, 2)} and ${number(peer.cpu, 2)} ms`,
        us.cpu <= bars.cpu * peer.cpu],
      [`wall with fixed answers at most ${bars.wall} ×: ${number(fast.wall, 2)} and ${number(slow.wall, 2)} ms`,
        fast.wall <= bars.wall * slow.wall],
    ],
  };
}

const ratio = (value, ours) => `${number(value / ours, 1)} ×`;
