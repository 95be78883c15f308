// Starts emulate with a seed and the proxy before it, or the responder with fixed answers, and talks to their controls.
import { rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { startScript } from './process.mjs';

/** A Google with MAILBOXES, address -> messages. `folder` holds the seed while emulate reads it. */
export async function startGoogle(folder, mailboxes, labels = []) {
  const seed = join(folder, `seed-${Date.now()}.json`);
  const addresses = Object.keys(mailboxes);
  writeFileSync(seed, JSON.stringify({
    addresses, users: addresses.map(email => ({ email, name: 'Bench' })),
    labels: addresses.flatMap(user_email => labels.map(label => ({ ...label, user_email }))),
    messages: Object.values(mailboxes).flat(),
  }));
  const emulate = await startScript('google/emulate.mjs', [seed]);
  rmSync(seed);
  const proxy = await startScript('google/proxy.mjs', [String(emulate.port)]);
  return new Google(proxy, emulate);
}

/** A Google that answers every read with the same mail. */
export async function startResponder() {
  return new Google(await startScript('google/responder.mjs', []));
}

class Google {
  constructor(front, back) {
    this.front = front;
    this.back = back;
    this.port = front.port;
    this.root = `http://127.0.0.1:${front.port}`;
  }

  /** Begins to count anew, with these settings besides the ones before. */
  set(settings = {}) {
    return ask(this.port, 'POST', '/control', {}, Buffer.from(JSON.stringify(settings))).then(() => {});
  }

  /** What NAME has asked since the last `set`. */
  async figures(name) {
    return JSON.parse((await ask(this.port, 'GET', `/control?name=${name}`)).toString());
  }

  /** Asks Gmail itself, past every limit and count of the servers. */
  async truth(token, path) {
    return JSON.parse((await ask(this.port, 'GET', `/gmail/v1/users/me/${path}`, { authorization: `Bearer ${token}` })).toString());
  }

  async stop() {
    await this.front.stop();
    await this.back?.stop();
  }
}

/** One request with the connections kept open, its answer read whole. */
export function ask(port, method, path, headers = {}, body = undefined) {
  return new Promise((done, broken) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, agent, headers: {
      ...headers, ...body && { 'content-length': body.length } } }, response => {
      const chunks = [];
      response.on('data', chunk => chunks.push(chunk)).on('error', broken).on('end', () => done(Buffer.concat(chunks)));
    });
    request.on('error', broken).end(body);
  });
}

const agent = new http.Agent({ keepAlive: true });
