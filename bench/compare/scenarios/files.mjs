// 4. 20 MB sent and fetched: the peak of resident memory above what the server held idle, and the time beside a bare client that
// streams the same file with the requests it needs and nothing else.
import { randomBytes } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tokenOf } from '../google/tokens.mjs';
import { correspondent, mailbox, sentMail } from '../lib/corpus.mjs';
import { median, number, table } from '../lib/figures.mjs';
import { ask, startGoogle } from '../lib/google.mjs';
import { memoryMb, peakMb, resetPeak } from '../lib/process.mjs';
import { fetchFile, sendFile } from '../lib/streaming.mjs';
import { start } from '../servers/servers.mjs';

const size = 20_000_000;
export const bars = { peakMb: 40, bare: 1.3 };

export async function files({ folder, binary, ours, peer, rounds = 5 }) {
  const users = [{ server: ours, box: 40 }, { server: peer, box: 41 }, { server: { key: 'bare', name: 'bare client' }, box: 42 }]
    .map(user => ({ ...user, address: `${user.server.key}@example.com`, sent: [], fetched: [] }));
  const google = await startGoogle(folder, Object.fromEntries(users.map(({ address, box }) =>
    [address, [...mailbox(address, { box, count: 20 }), ...sentMail(address, { box, first: 1000 })]])));
  const file = join(folder, 'twenty.bin');
  writeFileSync(file, randomBytes(size));
  for (const user of users) {
    user.messageId = await insert(google, user, file);
    user.client = user.server.start && await start(user.server, { folder, google, address: user.address, binary });
    user.idle = user.client && memoryMb(user.client.pid).rss;
  }
  for (let round = 0; round < rounds; round++) {
    for (const user of round % 2 === 0 ? users : [...users].reverse()) {
      user.sent.push(await (user.client ? send(user, file, round) : timed(() => sendFile(google, tokenOf('bare', user.address), file))));
      user.fetched.push(await (user.client ? fetch(user, round)
        : timed(() => fetchFile(google, tokenOf('bare', user.address), user.messageId, join(folder, 'bare.bin')))));
    }
  }
  for (const user of users) {
    await user.client?.stop();
  }
  await google.stop();
  return report(users);
}

async function insert(google, { address }, file) {
  const mail = Buffer.concat([Buffer.from('From: Anna Berg <anna.berg@example.org>\r\nTo: Bench <bench@example.com>\r\nSubject: twenty\r\n'
    + 'Date: Tue, 01 Sep 2026 08:00:00 +0000\r\nMessage-ID: <twenty@mail.example.org>\r\nMIME-Version: 1.0\r\n'
    + 'Content-Type: multipart/mixed; boundary="mix"\r\n\r\n--mix\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nHere it is.\r\n--mix\r\n'
    + 'Content-Type: application/octet-stream; name="twenty.bin"\r\nContent-Transfer-Encoding: base64\r\n'
    + 'Content-Disposition: attachment; filename="twenty.bin"\r\n\r\n'),
  Buffer.from(randomBytes(size).toString('base64').replace(/.{76}/g, '$&\r\n')), Buffer.from('\r\n--mix--\r\n')]);
  const answer = await ask(google.port, 'POST', '/upload/gmail/v1/users/me/messages?uploadType=media', {
    authorization: `Bearer ${tokenOf('truth', address)}`, 'content-type': 'message/rfc822' }, mail);
  return JSON.parse(answer.toString()).id;
}

async function send({ client }, file, round) {
  const own = join(client.files, `twenty-${round}.bin`);
  writeFileSync(own, randomBytes(size)); // another file each time: equal mails within minutes may be taken for one
  return peaked(client, () => client.call(client.server.send({
    to: [correspondent(0)], subject: `twenty ${round}`, body: 'Here it is.', attachments: [own] })));
}

async function fetch({ client, messageId }, round) {
  return peaked(client, async () => {
    const read = await client.call(client.server.read(messageId));
    const name = `saved-${round}.bin`;
    const answer = await client.call(client.server.download(messageId, client.server.attachment(read), client.files, name));
    const saved = statSync(join(client.files, name), { throwIfNoEntry: false });
    if (saved?.size !== size) {
      throw new Error(`${client.name} saved ${saved?.size} bytes: ${answer.text.slice(0, 300)}`);
    }
    return answer;
  });
}

async function peaked(client, act) {
  resetPeak(client.pid);
  const begin = performance.now();
  const answer = await act();
  const ms = performance.now() - begin;
  if (answer.isError) {
    throw new Error(`${client.name}: ${answer.text.slice(0, 300)}`);
  }
  return { ms, peak: peakMb(client.pid) };
}

async function timed(act) {
  const begin = performance.now();
  await act();
  return { ms: performance.now() - begin };
}

function report(users) {
  const [us, , bare] = users;
  const middle = samples => median(samples.map(sample => sample.ms));
  const above = (user, samples) => Math.max(...samples.map(sample => sample.peak)) - user.idle;
  const memory = user => [user.idle, above(user, user.sent), above(user, user.fetched)].map(figure => `${number(figure)} MB`);
  const row = user => [user.server.name, `${number(middle(user.sent))} ms`, `${number(middle(user.fetched))} ms`,
    ...user.client ? memory(user) : ['', '', '']];
  const check = (what, samples, others) => {
    const ratio = middle(samples) / middle(others);
    return [`${what} at most ${bars.bare} × a bare client: ${number(ratio, 2)} ×`, ratio <= bars.bare];
  };
  const most = Math.max(above(us, us.sent), above(us, us.fetched));
  return {
    title: '4. A file of 20 MB',
    text: `${table([['server', 'sent in', 'read and saved in', 'idle', 'peak above idle, sending', 'fetching'], ...users.map(row)])}\n\n`
      + 'The peer sends the mail as JSON, 37 MB at once, which the stand-in takes; Gmail asks to use uploads above 5 MB.',
    checks: [
      [`at most ${bars.peakMb} MB above idle: ${number(most)} MB`, most <= bars.peakMb],
      check('sending', us.sent, bare.sent), check('fetching', us.fetched, bare.fetched),
    ],
  };
}
