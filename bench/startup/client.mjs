// What a client says to a server over stdio until it knows its tools.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const initialize = {
  id: 1, method: 'initialize',
  params: { protocolVersion: '2024-11-05', capabilities: {}, clientInfo: { name: 'startup', version: '1.0.0' } },
};

export const listTools = [{ method: 'notifications/initialized' }, { id: 2, method: 'tools/list', params: {} }];

/** A home folder in which both servers find keys and a token that never expires: neither asks the network anything. */
export function signedInHome() {
  const folder = mkdtempSync(join(tmpdir(), 'gmail-mcp-startup-'));
  const store = join(folder, '.gmail-mcp');
  mkdirSync(store, { mode: 0o700 });
  const client = {
    client_id: 'example.apps.googleusercontent.com',
    client_secret: 'not-a-secret',
    redirect_uris: ['http://localhost:3000/oauth2callback'],
  };
  const token = {
    access_token: 'not-a-token',
    refresh_token: 'not-a-token-either',
    scope: 'https://www.googleapis.com/auth/gmail.modify https://www.googleapis.com/auth/gmail.settings.basic',
    token_type: 'Bearer',
    expiry_date: Date.now() + 24 * 3600 * 1000,
  };
  writeFileSync(join(store, 'gcp-oauth.keys.json'), JSON.stringify({ installed: client }), { mode: 0o600 });
  writeFileSync(join(store, 'credentials.json'), JSON.stringify(token), { mode: 0o600 });
  return folder;
}

export function send(child, ...messages) {
  for (const message of messages) {
    child.stdin.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
  }
}

/** A function that waits for the answer with an id; lines that are not JSON (the peer logs to stdout) are passed over. */
export function answersOf(child) {
  const arrived = new Map();
  const waiting = new Map();
  let end;
  const over = new Promise((_, reject) => { end = reject; });
  over.catch(() => {});
  createInterface({ input: child.stdout }).on('line', line => {
    const message = parsed(line);
    if (message?.id !== undefined) {
      (waiting.get(message.id) ?? (it => arrived.set(message.id, it)))(message);
    }
  });
  child.once('error', end);
  child.once('close', (code, signal) => end(new Error(`ended (${signal ?? code}) before it answered`)));
  return async id => {
    const message = arrived.get(id) ?? await Promise.race([new Promise(resolve => waiting.set(id, resolve)), over]);
    if (message.error) {
      throw new Error(JSON.stringify(message.error));
    }
    return message.result;
  };
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
