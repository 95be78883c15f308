// Starts npm's `emulate` as a Google on loopback, for the tests that meet ours and this one:
//   node emulate.mjs ACCOUNTS
// Prints `listening on 127.0.0.1:PORT` and serves until its input ends, so that it never outlives the tests.
// The bearer token of userN@example.com is token-N.
import net from 'node:net';
import { createEmulator } from 'emulate';

const accounts = Number(process.argv[2] ?? 1);

// It listens on every interface of the machine, and its options know neither an address nor a free port.
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function () {
  return listen.call(this, { host: '127.0.0.1', port: 0 }, () =>
    console.log(`listening on 127.0.0.1:${this.address().port}`));
};

const tokens = {};
for (let n = 1; n <= accounts; n++) {
  tokens[`token-${n}`] = { login: `user${n}@example.com`, scopes: ['https://mail.google.com/'] };
}
await createEmulator({ service: 'google', seed: { tokens, google: {} } });
process.stdin.on('end', () => process.exit(0)).resume();
