// A bare client for files: sends one as a draft through a resumable upload, and saves an attachment, holding a piece at a time.
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import http from 'node:http';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ask } from './google.mjs';

const head = Buffer.from('From: me\r\nTo: anna.berg@example.org\r\nSubject: twenty\r\nMIME-Version: 1.0\r\n'
  + 'Content-Type: application/octet-stream; name="twenty.bin"\r\nContent-Transfer-Encoding: base64\r\n'
  + 'Content-Disposition: attachment; filename="twenty.bin"\r\n\r\n');
const lineBytes = 57; // 76 characters of base64

/** drafts.create by a resumable upload, then drafts.send. */
export async function sendFile(google, token, file) {
  const authorization = `Bearer ${token}`;
  const { size } = statSync(file);
  const rest = size % lineBytes;
  const length = head.length + Math.floor(size / lineBytes) * 78 + (rest > 0 ? Math.ceil(rest / 3) * 4 + 2 : 0);
  const session = await request(google, 'POST', '/upload/gmail/v1/users/me/drafts?uploadType=resumable', {
    authorization, 'content-type': 'application/json', 'x-upload-content-type': 'message/rfc822', 'x-upload-content-length': length },
  Readable.from([Buffer.from('{}')]));
  session.resume();
  const location = new URL(session.headers.location);
  const put = await request(google, 'PUT', location.pathname + location.search, {
    authorization, 'content-type': 'message/rfc822', 'content-length': length, 'content-range': `bytes 0-${length - 1}/${length}` },
  createReadStream(file, { highWaterMark: lineBytes * 1024 }).pipe(mimeLines()));
  const draft = JSON.parse(await put.reduce((text, chunk) => text + chunk, ''));
  await ask(google.port, 'POST', '/gmail/v1/users/me/drafts/send', { authorization, 'content-type': 'application/json' },
    Buffer.from(JSON.stringify({ id: draft.id })));
}

/** messages.get, then the first attachment into a file. */
export async function fetchFile(google, token, messageId, target) {
  const authorization = `Bearer ${token}`;
  const message = JSON.parse((await ask(google.port, 'GET', `/gmail/v1/users/me/messages/${messageId}`, { authorization })).toString());
  const { attachmentId } = message.payload.parts.find(part => part.filename).body;
  const answer = await request(google, 'GET', `/gmail/v1/users/me/messages/${messageId}/attachments/${attachmentId}`, { authorization });
  await pipeline(answer, dataOf(), createWriteStream(target));
}

function request(google, method, path, headers, body) {
  return new Promise((done, broken) => {
    const sent = http.request({ host: '127.0.0.1', port: google.port, method, path, headers }, done).on('error', broken);
    if (body) {
      pipeline(body, sent).catch(broken);
    } else {
      sent.end();
    }
  });
}

function mimeLines() {
  let left = Buffer.alloc(0);
  const lines = bytes => Buffer.from(bytes.toString('base64').replace(/.{1,76}/g, '$&\r\n'), 'latin1');
  return new Transform({
    construct(done) { this.push(head); done(); },
    transform(chunk, _, done) {
      const all = left.length > 0 ? Buffer.concat([left, chunk]) : chunk;
      const whole = all.length - all.length % lineBytes;
      left = all.subarray(whole);
      done(null, lines(all.subarray(0, whole)));
    },
    flush(done) { done(null, left.length > 0 ? lines(left) : undefined); },
  });
}

// The bytes of "data" in {"size":…,"data":"…"}.
function dataOf() {
  let text = '';
  let state = 'before';
  return new Transform({
    transform(chunk, _, done) {
      text += chunk.toString('latin1');
      if (state === 'before') {
        const begin = text.indexOf('"data":"');
        if (begin < 0) {
          return done();
        }
        text = text.slice(begin + 8);
        state = 'inside';
      }
      if (state === 'after') {
        return done();
      }
      const end = text.indexOf('"');
      const whole = end >= 0 ? end : text.length - text.length % 4;
      const bytes = Buffer.from(text.slice(0, whole), 'base64url');
      text = text.slice(whole);
      state = end >= 0 ? 'after' : state;
      done(null, bytes);
    },
  });
}
