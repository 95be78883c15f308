// 5. A working day, the same for each: 60 searches of 20 (20 different), 120 reads (60 different), 30 threads found by search, 50
// label changes of 1 to 50 messages (each until all of it is done), 20 lists of labels, 10 downloads, 5 drafts, 5 sends to people
// written to before. Gmail gives 6,000 units a minute. The peer does it twice: under that limit, and without, which tells what the
// work costs it.
import { correspondent, mailbox, messageId, peopleCount, sentMail, shuffled, topicName } from '../lib/corpus.mjs';
import { number, table, tokensOf } from '../lib/figures.mjs';
import { startGoogle } from '../lib/google.mjs';
import { memoryMb, peakMb, resetPeak } from '../lib/process.mjs';
import { start } from '../servers/servers.mjs';

const inboxCount = 300;
const threadCount = 30;
const perThread = 4;
const label = { id: 'Label_7', name: 'Done', type: 'user' };
export const bars = { units: 3, text: 0.65, structured: 1.6 }; // docs/decisions/0036: why not a third of the tokens

export async function day({ folder, binary, ours, peer }) {
  const users = [
    { server: ours, as: 'ours', box: 30 }, { server: peer, as: 'peer', box: 31 }, { server: peer, as: 'peer-free', box: 32 },
  ].map(user => ({ ...user, address: `${user.as}@example.com` }));
  const google = await startGoogle(folder, Object.fromEntries(users.map(user => [user.address, mailOf(user)])), [label]);
  await google.set({ unitsPerMinute: 6000, exempt: ['peer-free'] });
  // Side by side, not in turn: the minute that Gmail counts passes for all of them.
  const runs = await Promise.all(users.map(user => work(google, user, { folder, binary })));
  await google.stop();
  return report(runs);
}

function mailOf({ address, box }) {
  const first = inboxCount - inboxCount % perThread;
  return [
    ...mailbox(address, { box, count: first, perTopic: first }),
    ...mailbox(address, { box, first, count: threadCount * perThread, perTopic: perThread, perThread }),
    ...sentMail(address, { box, first: 1000 }),
  ];
}

async function work(google, user, { folder, binary }) {
  const client = await start(user.server, { folder, google, address: user.address, binary, as: user.as });
  const { rss } = memoryMb(client.pid);
  resetPeak(client.pid);
  const answers = [];
  const begin = performance.now();
  for (const step of steps(user.box)) {
    answers.push(...await step(client));
  }
  const run = {
    server: user.server, as: user.as, answers, seconds: (performance.now() - begin) / 1000, asked: await google.figures(user.as),
    peak: peakMb(client.pid) - rss,
  };
  await client.stop();
  return run;
}

// Each step calls one tool; a download reads the message first, because that is where the attachment's id comes from.
function steps(box) {
  const id = index => messageId(box, index);
  const one = call => async client => [await client.call(call(client.server))];
  // An answer that says "call again" is followed, as a model would; every call counts.
  const whole = call => async client => {
    const answers = [];
    do {
      answers.push(await client.call(call(client.server)));
    } while (client.server.asksAgain?.(answers.at(-1)) && answers.length < 10);
    return answers.map((answer, index) => ({ ...answer, isFollowed: index < answers.length - 1 }));
  };
  const queries = [
    ...Array.from({ length: peopleCount }, (_, index) => `from:${correspondent(index)}`), 'in:inbox', 'is:unread', 'has:attachment',
    'subject:report', 'subject:invoice', 'subject:meeting', 'budget', 'contract', 'in:inbox has:attachment', 'delivery',
    `is:unread from:${correspondent(0)}`, `has:attachment from:${correspondent(2)}`,
  ];
  const many = (count, make) => Array.from({ length: count }, (_, index) => make(index));
  return shuffled([
    ...many(60, n => one(server => server.search(queries[n % queries.length], 20))),
    ...many(120, n => one(server => server.read(id(inboxCount - 1 - (n % 60) * 2)))),
    ...many(threadCount, n => one(server => server.search(`subject:${topicName(inboxCount / perThread + n)}`, 10))),
    ...many(50, n => whole(server => {
      const ids = many(1 + (n * 7) % 50, index => id((n * 3 + index) % inboxCount));
      const [added, removed] = n % 2 === 0 ? [[label.id], []] : [[], ['UNREAD']];
      return ids.length === 1 ? server.modify(ids[0], added, removed) : server.label(ids, added, removed);
    })),
    ...many(20, () => one(server => server.labels())),
    ...many(10, n => async client => {
      const read = await client.call(client.server.read(id(18 + n * 20)));
      const found = client.server.attachment(read);
      return found ? [read, await client.call(client.server.download(id(18 + n * 20), found, client.files, `saved-${n}.pdf`))] : [read];
    }),
    ...many(5, n => one(server => server.draft(letter(n)))),
    ...many(5, n => one(server => server.send(letter(n)))),
  ]);
}

function letter(n) {
  const week = `week ${n + 40}`;
  return { to: [correspondent(n)], subject: `Figures of ${week}`, body: `Hello,\n\nthe figures of ${week} are in.\n\nBest regards\n` };
}

// The peer says that it failed in the text alone.
function isFailure({ isError, text }) {
  return isError || /^Error\b|^Failed to |^Failed to process: [1-9]/m.test(text.slice(0, 300));
}

function isRefusal(answer) {
  return isFailure(answer) && /rate.?limit|quota|too many/i.test(answer.text);
}

/** Tokens of the answers of each tool: ours as text, ours as structured content, the peer's. */
function tokensByTool(us, peer) {
  const tools = [...new Set([...us.answers, ...peer.answers].map(answer => answer.tool))].sort();
  const of = (run, tool) => tokensOf(run.answers.filter(answer => answer.tool === tool));
  return table([['tokens by tool', 'answers', 'our text', 'our structured content', 'peer, no limit'], ...tools.map(tool => [
    tool, number(us.answers.filter(answer => answer.tool === tool).length), number(of(us, tool).text), number(of(us, tool).structured),
    number(of(peer, tool).text)])]);
}

function report(runs) {
  const told = runs.map(run => ({ ...run, tokens: tokensOf(run.answers), refused: run.answers.filter(isRefusal),
    failed: run.answers.filter(answer => isFailure(answer) && !isRefusal(answer) && !answer.isFollowed) }));
  const label = run => run.as === 'peer-free' ? `${run.server.name}, no limit` : run.server.name;
  const rows = told.map(run => [label(run), `${number(run.seconds)} s`, number(run.answers.length), number(run.refused.length),
    number(run.failed.length), number(run.asked.requests), number(run.asked.units), number(run.asked.refusals),
    number(run.tokens.text), number(run.tokens.structured), `${number(run.peak)} MB`]);
  const [us, limited, free] = told;
  const methods = [...new Set([us, free].flatMap(run => Object.keys(run.asked.byMethod)))].sort();
  const lost = [...us.refused, ...us.failed].map(answer => `${answer.tool}: ${answer.text.slice(0, 160).replace(/\s+/g, ' ')}`);
  return {
    title: '5. A working day under 6,000 units a minute',
    text: [
      table([['server', 'time', 'answers', 'refusals that reach the model', 'other errors', 'requests', 'units', 'refused by Gmail',
        'tokens of text', 'of structured content', 'peak above idle'], ...rows]),
      'Neither server has a tool for threads: both search for the subject. Units without a limit are what the whole work costs the peer; '
        + 'under the limit Gmail refused much of it, and a refused call costs nothing.',
      table([['calls by method', 'ours', 'peer, no limit'],
        ...methods.map(method => [method, number(us.asked.byMethod[method] ?? 0), number(free.asked.byMethod[method] ?? 0)])]),
      tokensByTool(us, free),
      ...lost.length > 0 ? [`What failed of ours:\n\n${[...new Set(lost)].slice(0, 10).map(line => `- ${line}`).join('\n')}`] : [],
    ].join('\n\n'),
    checks: [
      [`no refusal reaches the model: ${us.refused.length} (the peer: ${limited.refused.length})`, us.refused.length === 0],
      [`everything succeeds: ${us.failed.length} other errors`, us.failed.length === 0],
      [`units at most 1/${bars.units} of the peer's: ${number(us.asked.units)} and ${number(free.asked.units)}`,
        us.asked.units * bars.units <= free.asked.units],
      [`tokens of text at most ${bars.text} × the peer's: ${number(us.tokens.text)} and ${number(free.tokens.text)}`,
        us.tokens.text <= bars.text * free.tokens.text],
      [`tokens of structured content at most ${bars.structured} × the peer's text: ${number(us.tokens.structured)}`,
        us.tokens.structured <= bars.structured * free.tokens.text],
    ],
  };
}
