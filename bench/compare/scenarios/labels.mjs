// 3. One call that changes the labels of 1,000 messages, all of which change: requests, units, and whether what the server says it
// changed is what it changed. Without limits, then where half of a minute's units are spent and ten calls are allowed at a time.
import { tokenOf } from '../google/tokens.mjs';
import { mailbox, messageId } from '../lib/corpus.mjs';
import { median, number, table, tokensOf } from '../lib/figures.mjs';
import { startGoogle } from '../lib/google.mjs';
import { start } from '../servers/servers.mjs';

const count = 1000;
const label = { id: 'Label_7', name: 'Done', type: 'user' };
const freely = { unitsPerMinute: 0, concurrent: 0, latencyMs: 0 };
const limited = { unitsPerMinute: 3000, concurrent: 10, latencyMs: 0 };
export const bars = { requests: 6, units: 120 };

export async function labels({ folder, binary, servers, rounds = 3 }) {
  const able = servers.filter(server => server.label);
  const box = index => 10 + index;
  const address = server => `${server.key}@example.com`;
  const google = await startGoogle(folder, Object.fromEntries(able.map((server, index) =>
    [address(server), mailbox(address(server), { box: box(index), count })])), [label]);
  const runs = [];
  for (const [index, server] of able.entries()) {
    const client = await start(server, { folder, google, address: address(server), binary, options: ['--units-per-minute', '1000000'] });
    const ids = Array.from({ length: count }, (_, at) => messageId(box(index), at));
    runs.push({ server, client, ids, address: address(server), free: [], limited: [], unknown: [] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const run of round % 2 === 0 ? runs : [...runs].reverse()) {
      run.free.push(await change(google, run, run.ids, 'add', freely));
      run.free.push(await change(google, run, run.ids, 'remove', freely));
    }
  }
  for (const run of runs) {
    const unknown = Array.from({ length: 10 }, (_, at) => messageId(99, at));
    run.unknown.push(await change(google, run, [...run.ids.slice(10), ...unknown], 'add', freely));
    await change(google, run, run.ids, 'remove', freely);
    await run.client.stop();
    run.client = await start(run.server, { folder, google, address: run.address, binary }); // with its own idea of the limit
    run.limited.push(await change(google, run, run.ids, 'add', limited));
    await run.client.stop();
  }
  await google.stop();
  return report(runs);
}

async function change(google, run, ids, verb, limits) {
  const before = await labelled(google, run.address);
  await google.set(limits);
  const answer = await run.client.call(run.server.label(ids, verb === 'add' ? [label.id] : [], verb === 'add' ? [] : [label.id]));
  const asked = await google.figures(run.client.as);
  await google.set(freely);
  const changed = Math.abs(await labelled(google, run.address) - before);
  return { answer, asked, changed, said: run.server.changed(answer), ms: answer.ms };
}

async function labelled(google, address) {
  let found = 0;
  for (let page = ''; page !== undefined;) {
    const list = await google.truth(tokenOf('truth', address), `messages?labelIds=${label.id}&maxResults=500&pageToken=${page}`);
    found += list.messages?.length ?? 0;
    page = list.nextPageToken;
  }
  return found;
}

function report(runs) {
  const middle = (samples, value) => median(samples.map(value));
  const told = sample => sample.said === undefined ? 'nothing' : number(sample.said);
  const pair = sample => `${told(sample)} of ${number(sample.changed)}`;
  const rows = runs.map(run => {
    const tokens = tokensOf([run.free[0].answer]);
    const [slow] = run.limited;
    return [run.server.name, `${number(middle(run.free, it => it.ms))} ms`, number(middle(run.free, it => it.asked.requests)),
      number(middle(run.free, it => it.asked.units)), pair(run.free[0]), pair(run.unknown[0]),
      pair(slow), number(slow.asked.refusals), `${number(slow.ms)} ms`, number(tokens.text), number(tokens.structured)];
  });
  const [us] = runs;
  const requests = Math.max(...us.free.map(it => it.asked.requests));
  const units = Math.max(...us.free.map(it => it.asked.units));
  const exact = [...us.free, ...us.unknown, ...us.limited].filter(it => it.said !== it.changed).length;
  const calls = Object.entries(us.free[0].asked.byMethod).map(([method, times]) => `${times} × ${method}`).join(', ');
  return {
    title: '3. 1,000 label changes in one call',
    text: `${table([['server', 'time', 'requests', 'units', 'said of true', 'ten ids unknown: said of true',
      `limits on: said of true`, 'refusals', 'time', 'tokens of text', 'of structured content'], ...rows])}\n\n`
      + 'Said of true: how many the answer says were changed, of how many were. Limits on: 3,000 of the 6,000 units of the minute are '
      + 'left, ten calls at a time. @dguido/google-workspace-mcp has no tool for messages, only for threads. '
      + `Our requests: ${calls}.`,
    checks: [
      [`at most ${bars.requests} requests: ${requests}`, requests <= bars.requests],
      [`at most ${bars.units} units: ${units}`, units <= bars.units],
      [`the tally is exact each time: ${exact} wrong of ${us.free.length + us.unknown.length + us.limited.length}`, exact === 0],
    ],
  };
}
