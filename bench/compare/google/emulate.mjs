// node emulate.mjs SEED.json: npm's emulate as a Google on loopback. Prints `listening on 127.0.0.1:PORT`; ends with its input.
// Each address of the seed has many tokens, TOKEN-ADDRESS-N, because emulate lets each do 5,000 requests only.
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { createEmulator } from 'emulate';
import { tokenFor, tokensPerAddress } from './tokens.mjs';

const { addresses, ...google } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

// By itself it listens on every interface, and its options know neither an address nor a free port.
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function () {
  return listen.call(this, { host: '127.0.0.1', port: 0 }, () =>
    console.log(`listening on 127.0.0.1:${this.address().port}`));
};

const tokens = {};
for (const address of addresses) {
  for (let n = 0; n < tokensPerAddress; n++) {
    tokens[tokenFor(address, n)] = { login: address, scopes: ['https://mail.google.com/'] };
  }
}
await createEmulator({ service: 'google', seed: { tokens, google } });
process.stdin.on('end', () => process.exit(0)).resume();
