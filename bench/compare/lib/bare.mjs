// A bare client: repeats the requests that a server made, in their order, with as many in flight, and does nothing else.
import { ask } from './google.mjs';

/** Milliseconds for the requests that the proxy noted, as NAME's own. The first goes alone: what it lists, the others ask for. */
export async function replay(google, token, { log, mostRequestsInFlight }) {
  const [first, ...rest] = log;
  const send = ({ verb, path, type, body }) => ask(google.port, verb, path, {
    authorization: `Bearer ${token}`, 'accept-encoding': 'gzip', 'user-agent': 'bare (gzip)', ...type && { 'content-type': type },
  }, body ? Buffer.from(body, 'base64') : undefined);
  await ask(google.port, 'GET', '/control?name=nobody'); // a connection is open, as the server's is
  const begin = performance.now();
  await send(first);
  await Promise.all(Array.from({ length: mostRequestsInFlight }, async () => {
    for (let next = rest.shift(); next; next = rest.shift()) {
      await send(next);
    }
  }));
  return performance.now() - begin;
}
