// What the scripts count, and a port for those who start something.
import { createServer } from 'node:net';

export const counts = { passed: 0, failed: 0 };

export function check(title, isGood, seen) {
  if (isGood) {
    counts.passed++;
    console.log(`ok      ${title}`);
  } else {
    counts.failed++;
    console.log(`FAILED  ${title}\n        ${JSON.stringify(seen)?.slice(0, 1500)}`);
  }
}

export function freePort() {
  return new Promise(done => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
