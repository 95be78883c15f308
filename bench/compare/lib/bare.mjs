// A bare client: repeats the requests that a server made, in their order, with as many in flight, and does nothing else.
import { ask } from './google.mjs';

/**
 * Milliseconds for the requests that the proxy noted, as NAME's own. Those before the first message go together: what they list, the
 * others ask for, with as many calls in flight as the server had; a batch is as many calls as it has parts.
 */
export async function replay(google, token, { log, mostInFlight }) {
  const isOfMessages = ({ verb, path }) => verb === 'POST' || path.includes('/messages/');
  const split = log.findIndex(isOfMessages);
  const [first, rest] = split < 0 ? [log, []] : [log.slice(0, split), log.slice(split)];
  const send = ({ verb, path, type, body }) => ask(google.port, verb, path, {
    authorization: `Bearer ${token}`, 'accept-encoding': 'gzip', 'user-agent': 'bare (gzip)', ...type && { 'content-type': type },
  }, body ? Buffer.from(body, 'base64') : undefined);
  await ask(google.port, 'GET', '/control?name=nobody'); // a connection is open, as the server's is
  const begin = performance.now();
  await Promise.all(first.map(send));
  const running = new Set();
  for (const next of rest) {
    const calls = callsOf(next);
    while (running.size > 0 && sum(running) + calls > mostInFlight) {
      await Promise.race([...running].map(it => it.sent));
    }
    const entry = { calls };
    entry.sent = send(next).finally(() => running.delete(entry));
    running.add(entry);
  }
  await Promise.all([...running].map(it => it.sent));
  return performance.now() - begin;
}

const sum = running => [...running].reduce((calls, it) => calls + it.calls, 0);

const callsOf = ({ body, type }) => type?.startsWith('multipart/mixed')
  ? Math.max(1, Buffer.from(body, 'base64').toString('latin1').split('Content-ID:').length - 1)
  : 1;
