// node responder.mjs: answers each GET of a message with the same mail and the id that was asked, straight from memory, so that
// nearly all the time of a read is the server's own. Compresses as Google does. Prints `listening on …`.
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { mailbox } from '../lib/corpus.mjs';
import { parse, payloadOf } from './mime.mjs';

const [, , , , , , , , , given] = mailbox('reader@example.com', { box: 250, count: 10 }); // the tenth has text and HTML
const mail = {
  id: '', threadId: '', labelIds: ['INBOX', 'UNREAD'], snippet: given.snippet, historyId: '4711', internalDate: given.internal_date,
  sizeEstimate: 4000, payload: payloadOf(parse(Buffer.from(given.raw, 'base64url')), 'full'),
};
const token = JSON.stringify({ access_token: 'bench~fixed~reader@example.com', expires_in: 3599, token_type: 'Bearer' });
const answers = new Map();

const server = net.createServer(socket => {
  let text = '';
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.on('data', chunk => {
    text += chunk.toString('latin1');
    for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
      const head = text.slice(0, end);
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (text.length < end + 4 + length) {
        return;
      }
      text = text.slice(end + 4 + length);
      const id = /^GET \S*\/messages\/([0-9a-f]{16})/.exec(head)?.[1];
      socket.write(id ? message(id, zips(head)) : written(Buffer.from(/^POST \/token/.test(head) ? token : '{}'), false));
    }
  });
});
server.listen(0, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${server.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();

// Each id is compressed the first time it is asked; `warm` below asks before anybody measures.
function message(id, zipped) {
  const key = `${id}${zipped}`;
  if (!answers.has(key)) {
    const bytes = Buffer.from(JSON.stringify({ ...mail, id, threadId: id }));
    answers.set(key, written(zipped ? gzipSync(bytes) : bytes, zipped));
  }
  return answers.get(key);
}

function zips(head) {
  return /\r\naccept-encoding:[^\r]*gzip/i.test(head) && /\r\nuser-agent:[^\r]*gzip/i.test(head);
}

function written(body, zipped) {
  return Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=UTF-8\r\n`
    + `${zipped ? 'content-encoding: gzip\r\n' : ''}content-length: ${body.length}\r\n\r\n`), body]);
}
