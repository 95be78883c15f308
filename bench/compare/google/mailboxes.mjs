// Gmail's methods, answered from npm's emulate in the shapes that Google documents: trees of parts from the true MIME, ids in hex,
// history ids of 64 bits, no empty lists, no counts in the list of labels, nothing that modify does not answer.
import { createHash } from 'node:crypto';
import http from 'node:http';
import { selected } from './fields.mjs';
import { failure } from './meter.mjs';
import { attachmentOf, parse, payloadOf } from './mime.mjs';
import { tokenFor, tokensPerAddress } from './tokens.mjs';

// Above this the proxy keeps the mail and emulate gets its headers only: it would parse 27 MB several times over.
const largeBytes = 2_000_000;
const historyEpoch = BigInt(Date.now() - 24 * 3600_000) * 100_000_000n;
const metadataKeys = ['id', 'threadId', 'labelIds'];

export class Mailboxes {
  constructor(port) {
    this.port = port;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
    this.trees = new Map(); // emulate's id of a message -> { raw, tree }
    this.realIds = new Map(); // the hex id that servers see -> emulate's id
    this.turn = 0;
  }

  /** Answers a call: { status, json } with what `fields` asks for. */
  async answer(address, method, query, body) {
    const answer = await this.#call(address, method, query, body);
    return answer.status < 300 && answer.json && query.get('fields')
      ? { ...answer, json: selected(answer.json, query.get('fields')) }
      : answer;
  }

  async #call(address, method, query, body) {
    const ids = Object.fromEntries(Object.entries(method.ids).map(([key, id]) => [key, this.#real(id)]));
    switch (method.id) {
      case 'getProfile': return this.#profile(address);
      case 'messages.list': return this.#list(address, query);
      case 'messages.get': return this.#message(address, ids.id, query);
      case 'messages.attachments.get': return this.#attachment(address, ids);
      case 'threads.get': return this.#thread(address, ids.id, query);
      case 'drafts.get': return this.#draft(address, ids.id, query);
      case 'messages.batchModify':
      case 'messages.batchDelete':
        if ((body.json.ids ?? []).length > 1000) {
          return failure(400, 'Too many message ids: the limit is 1000.', 'invalidArgument');
        }
    }
    const path = Object.entries(method.ids).reduce((text, [key, id]) =>
      text.replace(encodeURIComponent(id), encodeURIComponent(ids[key])), method.path);
    const answer = await this.#ask(address, method.verb, `${path}?${this.#realQuery(query)}`, this.#outgoing(body));
    if (answer.status >= 300 || !answer.json) {
      return answer;
    }
    const made = answer.json.message ?? answer.json;
    if (body?.raw && made.id) {
      this.trees.set(made.id, { raw: body.raw, tree: parse(body.raw) });
    }
    return { status: answer.status, json: this.#shaped(method.id, answer.json) };
  }

  #shaped(methodId, json) {
    if (methodId === 'labels.list') {
      return { labels: json.labels.map(({ id, name, type, messageListVisibility, labelListVisibility }) =>
        ({ id, name, messageListVisibility, labelListVisibility, type })) };
    }
    const shaped = this.#seen(json);
    if (methodId === 'history.list') {
      shaped.history?.forEach(record => { record.id = shortHistory(record.id); });
    }
    if (methodId === 'threads.list') {
      shaped.threads?.forEach(thread => { thread.id = this.#hex(thread.id); });
    }
    if (/^messages\.(modify|trash|untrash|send|insert|import)$|^drafts\.send$/.test(methodId)) {
      return Object.fromEntries(Object.entries(shaped).filter(([key]) => metadataKeys.includes(key)));
    }
    return shaped;
  }

  // emulate knows neither {one other} nor quotes inside an operator: it is asked for each of the alternatives in turn.
  async #list(address, query) {
    const [, before, inner, after] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(query.get('q') ?? '') ?? [];
    const wanted = inner === undefined ? [query.get('q') ?? ''] : inner.split(/\s+/).map(one => `${before} ${one} ${after}`);
    const found = [];
    for (const q of wanted) {
      const asked = new URLSearchParams(query);
      asked.set('q', q.replace(/(\w+:)"([^"\s]*)"/g, '$1$2').trim());
      const answer = await this.#ask(address, 'GET', `messages?${asked}`);
      if (answer.status >= 300 || wanted.length === 1) {
        return answer.json ? { status: answer.status, json: this.#seen(answer.json) } : answer;
      }
      found.push(...answer.json.messages.filter(message => !found.some(other => other.id === message.id)));
    }
    return { status: 200, json: this.#seen({
      messages: found.slice(0, Number(query.get('maxResults') ?? 100)), resultSizeEstimate: found.length }) };
  }

  async #profile(address) {
    const list = await this.#ask(address, 'GET', 'messages?maxResults=1&includeSpamTrash=true');
    const newest = await this.#ask(address, 'GET', 'history?startHistoryId=1&maxResults=1');
    return { status: 200, json: {
      emailAddress: address, messagesTotal: list.json.resultSizeEstimate, threadsTotal: list.json.resultSizeEstimate,
      historyId: shortHistory(newest.json.historyId),
    } };
  }

  async #message(address, id, query) {
    const known = this.trees.get(id);
    const answer = await this.#ask(address, 'GET', `messages/${encodeURIComponent(id)}?format=${known ? 'minimal' : 'raw'}`);
    return answer.status >= 300 ? answer : { status: 200, json: await this.#whole(address, answer.json, query) };
  }

  async #thread(address, id, query) {
    const answer = await this.#ask(address, 'GET', `threads/${encodeURIComponent(id)}?format=minimal`);
    if (answer.status >= 300) {
      return answer;
    }
    const messages = [];
    for (const message of answer.json.messages) {
      messages.push(await this.#whole(address, message, query));
    }
    return { status: 200, json: {
      id: this.#hex(answer.json.id), historyId: shortHistory(answer.json.historyId), messages } };
  }

  async #draft(address, id, query) {
    const answer = await this.#ask(address, 'GET', `drafts/${encodeURIComponent(id)}?format=minimal`);
    return answer.status >= 300 ? answer
      : { status: 200, json: { id, message: await this.#whole(address, answer.json.message, query) } };
  }

  async #attachment(address, ids) {
    const { tree } = await this.#mime(address, ids.id);
    const bytes = tree && attachmentOf(tree, ids.part);
    return bytes ? { status: 200, json: { size: bytes.length, data: bytes.toString('base64url') } }
      : failure(400, 'Invalid attachment token', 'invalidArgument');
  }

  /** A message as messages.get gives it, made from what emulate says of it and its true MIME. */
  async #whole(address, { raw: given, ...message }, query) {
    if (given && !this.trees.has(message.id)) {
      const raw = Buffer.from(given, 'base64url');
      this.trees.set(message.id, { raw, tree: parse(raw) });
    }
    const { raw, tree } = await this.#mime(address, message.id);
    const shaped = { ...this.#seen(message), sizeEstimate: raw?.length ?? message.sizeEstimate };
    const format = query.get('format') ?? 'full';
    if (format === 'raw') {
      shaped.raw = raw.toString('base64url');
    } else if (format !== 'minimal') {
      shaped.payload = payloadOf(tree, format, query.getAll('metadataHeaders'));
    }
    return shaped;
  }

  async #mime(address, id) {
    if (!this.trees.has(id)) {
      const answer = await this.#ask(address, 'GET', `messages/${encodeURIComponent(id)}?format=raw`);
      if (answer.status >= 300) {
        return {};
      }
      const raw = Buffer.from(answer.json.raw, 'base64url');
      this.trees.set(id, { raw, tree: parse(raw) });
    }
    return this.trees.get(id);
  }

  #outgoing(body) {
    if (!body) {
      return undefined;
    }
    const text = JSON.stringify(body.json, (key, value) =>
      key === 'ids' ? value.map(id => this.#real(id)) : key === 'threadId' ? this.#real(value) : value);
    const json = JSON.parse(text);
    if (!body.raw) {
      return json;
    }
    const message = { raw: (body.raw.length > largeBytes ? headersOf(body.raw) : body.raw).toString('base64url') };
    return body.isDraft ? { ...json, message: { ...json.message, ...message } } : { ...json, ...message };
  }

  #realQuery(query) {
    const text = new URLSearchParams(query);
    if (text.has('startHistoryId')) {
      text.set('startHistoryId', String(BigInt(text.get('startHistoryId')) + historyEpoch));
    }
    return text;
  }

  /** Hex ids, short history ids, and no key whose list is empty. */
  #seen(value) {
    if (Array.isArray(value)) {
      return value.map(item => this.#seen(item));
    }
    if (value === null || typeof value !== 'object') {
      return value;
    }
    const seen = {};
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined || item === null || (Array.isArray(item) && item.length === 0)) {
        continue;
      }
      seen[key] = key === 'historyId' ? shortHistory(item)
        : key === 'threadId' || (key === 'id' && 'threadId' in value) ? this.#hex(item)
        : this.#seen(item);
    }
    return seen;
  }

  #hex(id) {
    if (/^[0-9a-f]{16}$/.test(id)) {
      return id;
    }
    const hex = createHash('sha256').update(id).digest('hex').slice(0, 16);
    this.realIds.set(hex, id);
    return hex;
  }

  #real(id) {
    return this.realIds.get(id) ?? id;
  }

  #ask(address, verb, path, json) {
    const bytes = json && Buffer.from(JSON.stringify(json));
    return new Promise((done, broken) => {
      const request = http.request({
        host: '127.0.0.1', port: this.port, agent: this.agent, method: verb, path: `/gmail/v1/users/me/${path}`,
        headers: {
          authorization: `Bearer ${tokenFor(address, this.turn++ % tokensPerAddress)}`,
          ...bytes && { 'content-type': 'application/json', 'content-length': bytes.length },
        },
      }, response => {
        const chunks = [];
        response.on('data', chunk => chunks.push(chunk)).on('error', broken).on('end', () => {
          const text = Buffer.concat(chunks).toString();
          done({ status: response.statusCode, json: text ? JSON.parse(text) : undefined });
        });
      });
      request.on('error', broken).end(bytes);
    });
  }
}

function shortHistory(id) {
  const short = BigInt(id) - historyEpoch;
  return String(short > 0n ? short : 1n);
}

function headersOf(raw) {
  const text = raw.subarray(0, Math.max(0, raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n'))).toString();
  const kept = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/).filter(line => !/^content-/i.test(line));
  return Buffer.from(`${kept.join('\r\n')}\r\n\r\nA large message.\r\n`);
}
