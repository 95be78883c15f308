// The servers that are compared: how each is started before a Google on loopback, and what its tools are called.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from '../lib/mcp.mjs';
import { tokenOf } from '../google/tokens.mjs';

const root = resolve(import.meta.dirname, '..');
const keys = {
  client_id: 'example.apps.googleusercontent.com', client_secret: 'not-a-secret', redirect_uris: ['http://localhost:3000/oauth2callback'],
};
const scope = 'https://www.googleapis.com/auth/gmail.modify https://www.googleapis.com/auth/gmail.settings.basic';

export const ours = {
  name: 'gmail-mcp (this)', key: 'ours',
  start({ home, google, token, binary, options = [] }) {
    const folder = write(join(home, 'ours'), { 'keys.json': { installed: keys }, 'credentials.json': credentials(token) });
    const files = mkdir(join(home, 'files'));
    return {
      command: resolve(binary), args: [...options, '--attachments-from', files, '--downloads-to', files], cwd: home, env: {
        PATH: process.env.PATH, HOME: mkdir(join(home, 'home')),
        GMAIL_MCP_GOOGLE_API_ROOT: google.root, GMAIL_MCP_GOOGLE_OAUTH_ROOT: google.root,
        GMAIL_OAUTH_PATH: join(folder, 'keys.json'), GMAIL_CREDENTIALS_PATH: join(folder, 'credentials.json'),
      },
    };
  },
  search: (query, maxResults) => ['search_emails', { query, maxResults }],
  read: messageId => ['read_email', { messageId }],
  label: (messageIds, addLabelIds, removeLabelIds) => ['batch_modify_emails', { messageIds, addLabelIds, removeLabelIds }],
  changed: answer => answer.structured?.counts?.changed,
  asksAgain: ({ structured }) => structured?.counts?.notTried + structured?.counts?.unverified > 0,
  modify: (messageId, addLabelIds, removeLabelIds) => ['modify_email', { messageId, addLabelIds, removeLabelIds }],
  labels: () => ['list_email_labels', {}],
  draft: mail => ['draft_email', mail],
  send: mail => ['send_email', mail],
  attachment: answer => answer.structured?.attachments?.[0]?.partId,
  download: (messageId, attachmentId, _, filename) => ['download_attachment', { messageId, attachmentId, filename }],
};

export const gongrzhe = {
  name: 'server-gmail-autoauth-mcp 1.1.11', key: 'gongrzhe',
  start({ home, google, token }) {
    write(join(home, '.gmail-mcp'), { 'gcp-oauth.keys.json': { installed: keys }, 'credentials.json': credentials(token) });
    return node('@gongrzhe/server-gmail-autoauth-mcp/dist/index.js', home, google);
  },
  search: (query, maxResults) => ['search_emails', { query, maxResults }],
  read: messageId => ['read_email', { messageId }],
  label: (messageIds, addLabelIds, removeLabelIds) => ['batch_modify_emails', { messageIds, addLabelIds, removeLabelIds }],
  changed: answer => Number(/Successfully processed: (\d+)/.exec(answer.text)?.[1]),
  modify: (messageId, addLabelIds, removeLabelIds) => ['modify_email', { messageId, addLabelIds, removeLabelIds }],
  labels: () => ['list_email_labels', {}],
  draft: mail => ['draft_email', mail],
  send: mail => ['send_email', mail],
  attachment: answer => /, ID: ([^)]+)\)/.exec(answer.text)?.[1],
  download: (messageId, attachmentId, savePath, filename) => ['download_attachment', { messageId, attachmentId, savePath, filename }],
};

export const shinzo = {
  name: '@shinzolabs/gmail-mcp 1.7.4', key: 'shinzo',
  start({ home, google, token }) {
    write(join(home, '.gmail-mcp'), { 'gcp-oauth.keys.json': { installed: keys }, 'credentials.json': credentials(token) });
    return node('@shinzolabs/gmail-mcp/dist/index.js', home, google, { TELEMETRY_ENABLED: 'false' });
  },
  search: (q, maxResults) => ['list_messages', { q, maxResults }],
  read: id => ['get_message', { id }],
  label: (ids, addLabelIds, removeLabelIds) => ['batch_modify_messages', { ids, addLabelIds, removeLabelIds }],
  changed: () => undefined,
};

export const dguido = {
  name: '@dguido/google-workspace-mcp 3.4.4', key: 'dguido',
  start({ home, google, token }) {
    write(join(home, '.config', 'google-workspace-mcp'), { 'credentials.json': { installed: keys }, 'tokens.json': credentials(token) });
    return node('@dguido/google-workspace-mcp/dist/index.js', home, google, { GOOGLE_WORKSPACE_SERVICES: 'gmail' });
  },
  search: (query, maxResults) => ['search_emails', { query, maxResults }],
  read: id => ['read_email', { id }],
};

export const domdomegg = {
  name: 'gmail-mcp 2.3.1', key: 'domdomegg',
  start: ({ home, google, token }) => node('gmail-mcp/dist/main.js', home, google, { GOOGLE_ACCESS_TOKEN: token }),
  search: (q, maxResults) => ['messages_list', { q, maxResults }],
  read: id => ['message_get', { id }],
  label: (messageIds, addLabelIds, removeLabelIds) => ['messages_batch_modify', { messageIds, addLabelIds, removeLabelIds }],
  changed: answer => answer.structured?.modifiedCount,
};

/** Starts a server whose mailbox is ADDRESS, in a home folder of its own below FOLDER. */
export async function start(server, { folder, google, address, binary, options, as = server.key }) {
  const home = mkdir(join(folder, `${as}-${Math.random().toString(36).slice(2, 8)}`));
  const token = tokenOf(as, address);
  const client = await Client.start({ name: server.name, ...server.start({ home, google, token, binary, options }) });
  return Object.assign(client, { server, home, token, as, files: mkdir(join(home, 'files')) });
}

function node(script, home, google, env = {}) {
  return {
    command: process.execPath, cwd: home,
    args: ['--require', join(root, 'servers', 'preload.cjs'), join(root, 'node_modules', script)],
    env: { PATH: process.env.PATH, HOME: home, BENCH_GOOGLE: google.root, ...env },
  };
}

function credentials(token) {
  return { access_token: token, refresh_token: token, scope, token_type: 'Bearer', expiry_date: Date.now() + 24 * 3600 * 1000 };
}

function write(folder, files) {
  mkdir(folder);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), JSON.stringify(content), { mode: 0o600 });
  }
  return folder;
}

function mkdir(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
