// 2. A search of 50 that nobody made before, 50 ms for each request, at most ten calls at a time: beside a bare client that makes
// the same requests, and beside the peer with and without that limit. Then the same search again.
import { tokenOf } from '../google/tokens.mjs';
import { replay } from '../lib/bare.mjs';
import { mailbox, topicName } from '../lib/corpus.mjs';
import { median, number, table, tokensOf } from '../lib/figures.mjs';
import { startGoogle } from '../lib/google.mjs';
import { start } from '../servers/servers.mjs';

const address = 'reader@example.com';
const perTopic = 50;
const latencyMs = 50;
const concurrent = 10;
const warmTopics = 2;
export const bars = { bare: 1.3, repeatUnits: 60 };

export async function search({ folder, binary, servers, ours, rounds = 9 }) {
  const topics = rounds + warmTopics;
  const google = await startGoogle(folder, { [address]: mailbox(address, { box: 2, count: topics * perTopic, perTopic }) });
  const runs = [];
  for (const server of servers) {
    const client = await start(server, { folder, google, address, binary, options: ['--units-per-minute', '1000000'] });
    runs.push({ server, client, limited: [], free: [], again: [], bare: [] });
  }
  for (let topic = 0; topic < topics; topic++) {
    for (const run of topic % 2 === 0 ? runs : [...runs].reverse()) {
      const isMeasured = topic >= warmTopics;
      const call = run.server.search(`subject:${topicName(topic)}`, perTopic);
      const limited = await once(google, run, call, concurrent, isMeasured ? run.limited : []);
      if (run.server === ours) {
        await once(google, run, call, concurrent, isMeasured ? run.again : []);
        await google.set({ latencyMs, concurrent, log: false });
        const ms = await replay(google, tokenOf('bare', address), limited.asked);
        if (isMeasured) {
          run.bare.push(ms);
        }
      } else {
        await once(google, run, call, 0, isMeasured ? run.free : []);
      }
    }
  }
  for (const run of runs) {
    await run.client.stop();
  }
  await google.stop();
  return report(runs);
}

async function once(google, run, call, limit, kept) {
  await google.set({ latencyMs, concurrent: limit, log: true });
  const answer = await run.client.call(call);
  const asked = await google.figures(run.client.as);
  kept.push({ answer, asked, ms: answer.ms });
  return { answer, asked };
}

function report(runs) {
  const middle = (samples, value) => median(samples.map(value));
  const rows = runs.map(run => [
    run.server.name,
    `${number(middle(run.limited, it => it.ms))} ms`,
    run.free.length > 0 ? `${number(middle(run.free, it => it.ms))} ms` : '',
    number(middle(run.limited, it => it.asked.refusals)),
    `${run.limited.filter(it => it.answer.isError).length} of ${run.limited.length}`,
    number(middle(run.limited, it => it.asked.requests)), number(middle(run.limited, it => it.asked.calls)),
    number(middle(run.limited, it => it.asked.units)), number(middle(run.limited, it => it.asked.mostInFlight)),
    number(middle(run.limited, it => tokensOf([it.answer]).text)),
    number(middle(run.limited, it => tokensOf([it.answer]).structured)),
  ]);
  const [us] = runs;
  const [ours, bare] = [middle(us.limited, it => it.ms), median(us.bare)];
  const refusals = us.limited.reduce((sum, it) => sum + it.asked.refusals, 0);
  const again = Math.max(...us.again.map(it => it.asked.units));
  return {
    title: `2. A search of ${perTopic}, ${latencyMs} ms for each request, at most ${concurrent} calls at a time`,
    text: `${table([['server', 'time', 'without the limit', 'refusals', 'failed answers', 'requests', 'calls', 'units',
      'most calls at once', 'tokens of text', 'of structured content'], ...rows])}\n\n`
      + `A bare client needs ${number(bare)} ms for our requests. The same search again: ${number(middle(us.again, it => it.ms))} ms, `
      + `${number(again)} units. Two of the others list ids only: they ask Gmail once and show no sender and no subject.`,
    checks: [
      [`at most ${bars.bare} × a bare client: ${number(ours / bare, 2)} ×`, ours <= bars.bare * bare],
      [`0 refusals: ${refusals} in ${us.limited.length} searches`, refusals === 0],
      [`the same search again at most ${bars.repeatUnits} units: ${again}`, again <= bars.repeatUnits],
    ],
  };
}
