// What a request carries, whichever way it came: JSON, an upload at once (media or multipart), or one of several parts
// (resumable). Answers { json, raw, isDraft } with the mail's bytes taken out of the JSON.
import { randomUUID } from 'node:crypto';
import { parse } from './mime.mjs';

const sessions = new Map();

/** Reads the body of a call that is no part of a resumable upload. */
export function bodyOf(method, headers, bytes) {
  if (bytes.length === 0) {
    return undefined;
  }
  const type = headers['content-type'] ?? 'application/json';
  if (type.startsWith('multipart/related')) {
    const [metadata, mail] = parse(Buffer.concat([Buffer.from(`Content-Type: ${type}\r\n\r\n`), bytes])).parts;
    return withMail(method, JSON.parse(metadata.bytes.toString() || '{}'), mail.bytes);
  }
  return type.startsWith('message/') ? withMail(method, {}, bytes) : fromJson(method, JSON.parse(bytes.toString()));
}

/** Opens a session: its path, for the Location header. */
export function openSession(method, query, bytes) {
  const id = randomUUID();
  sessions.set(id, { method, query, json: JSON.parse(bytes.toString() || '{}'), chunks: [], received: 0 });
  return id;
}

/** Takes a part of an upload: { received } while something is missing, else { method, query, body }. */
export function continueSession(id, contentRange, bytes) {
  const session = sessions.get(id);
  if (!session) {
    return undefined;
  }
  const [, begin, total] = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(contentRange ?? `bytes 0-0/${bytes.length}`) ?? [];
  if (begin !== undefined && Number(begin) === session.received) {
    session.chunks.push(bytes);
    session.received += bytes.length;
  }
  if (session.received < Number(total)) {
    return { received: session.received };
  }
  sessions.delete(id);
  const body = withMail(session.method, session.json, Buffer.concat(session.chunks));
  return { method: session.method, query: session.query, body };
}

function fromJson(method, json) {
  const message = isDraft(method) ? json.message : json;
  if (typeof message?.raw !== 'string') {
    return { json };
  }
  const raw = Buffer.from(message.raw, 'base64url');
  delete message.raw;
  return withMail(method, json, raw);
}

function withMail(method, json, raw) {
  return { json, raw, isDraft: isDraft(method) };
}

function isDraft(method) {
  return method.id === 'drafts.create' || method.id === 'drafts.update';
}
