// node tests/e2e/walk-tools.mjs BINARY
// Calls every tool in the demo mailbox through two clients that nobody here wrote, as calls.json says. Ids in braces are
// found by the tools themselves: each process of a day starts with the same demo mailbox, so an id found by one is good in
// the next.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inspector, mcporter } from './lib/clients.mjs';

const tools = [
  'send_email', 'draft_email', 'reply_to_email', 'reply_all', 'forward_email', 'list_drafts', 'get_draft', 'update_draft',
  'delete_draft', 'send_draft', 'cancel_send', 'undo', 'read_email', 'search_emails', 'modify_email', 'delete_email', 'list_email_labels',
  'batch_modify_emails', 'batch_delete_emails', 'create_label', 'update_label', 'delete_label', 'get_or_create_label',
  'read_attachment', 'download_attachment', 'create_filter', 'list_filters', 'get_filter', 'delete_filter',
  'create_filter_from_template',
  'get_auth_url', 'check_authentication', 'setup_authentication', 'authenticate_with_token',
];
const clients = { Inspector: inspector, mcporter };

/** The demo mailbox has nothing of the kind that a call needs; the call is left out. */
class NothingToTry extends Error {}

const binary = resolve(process.argv[2] ?? '');
if (!process.argv[2] || !existsSync(binary)) {
  console.log('usage: node tests/e2e/walk-tools.mjs BINARY\n0 passed, 1 failed');
  process.exit(2);
}

const server = [binary, '--demo'];
const calls = JSON.parse(readFileSync(new URL('calls.json', import.meta.url), 'utf8'));
const home = mkdtempSync(join(tmpdir(), 'gmail-mcp-walk-'));
mkdirSync(join(home, 'GmailAttachments'));
writeFileSync(join(home, 'GmailAttachments', 'note.txt'), 'A note.\n');

const found = new Map([['home', home]]);
let passed = 0;
let failed = 0;
try {
  for (const tool of tools.filter(tool => !calls.some(call => call.tool === tool))) {
    judge(`calls.json calls ${tool}`, 'it does not');
  }
  for (const call of calls) {
    for (const [name, client] of Object.entries(clients)) {
      judge(`${call.tool} ${JSON.stringify(call.arguments)} by ${name}`, await problemOf(call, client));
    }
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function judge(title, problem) {
  if (problem === null) {
    return;
  }
  if (problem === '') {
    passed++;
    console.log(`ok      ${title}`);
  } else {
    failed++;
    console.log(`FAILED  ${title}\n        ${problem.trimEnd().replaceAll('\n', '\n        ')}`);
  }
}

/** What is wrong with a call's answer: nothing is '', and null means that the demo mailbox has nothing to try it on. A call
 *  that fails is made once more where the demo's ids have changed, as they do at midnight UTC. */
async function problemOf(call, client) {
  const problem = await problemOfOne(call, client);
  return problem && await haveIdsChanged() ? problemOfOne(call, client) : problem;
}

async function haveIdsChanged() {
  const before = [...found].filter(([key]) => key !== 'home');
  before.forEach(([key]) => found.delete(key));
  for (const [key] of before) {
    found.set(key, await find(key));
  }
  return before.some(([key, id]) => found.get(key) !== id);
}

async function problemOfOne(call, client) {
  let args, pattern;
  try {
    args = JSON.parse(await filledIn(JSON.stringify(call.arguments), text => JSON.stringify(text).slice(1, -1)));
    pattern = await filledIn(call.expect, text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  } catch (error) {
    return error instanceof NothingToTry ? null : error.message;
  }
  const answer = await client(server, home, call.tool, args);
  if (answer.problem) {
    return answer.problem;
  }
  if (!call.either && answer.isError !== (call.fails === true)) {
    return `isError is ${answer.isError}: ${answer.text}`;
  }
  if (!answer.isError && answer.code !== 0) {
    return `exit code ${answer.code}: ${answer.text}`;
  }
  return new RegExp(pattern, 'm').test(answer.text) ? '' : `expected /${pattern}/, got\n${answer.text}`;
}

async function filledIn(text, escape) {
  for (const [braces, key] of text.matchAll(/\{((?:message|attachment):[^{}"]+|userLabel|userLabelName|filter|draft|home)\}/g)) {
    if (!found.has(key)) {
      found.set(key, await find(key));
    }
    text = text.replaceAll(braces, escape(found.get(key)));
  }
  return text;
}

async function find(key) {
  const [kind, query] = key.split(/:(.*)/s);
  switch (kind) {
    case 'message':
      return firstMatch('search_emails', { query, maxResults: 1 }, /^ID: (\S+)$/m);
    case 'attachment': {
      const messageId = found.get(`message:${query}`) ?? await find(`message:${query}`);
      return firstMatch('read_email', { messageId }, /^- .*, ID: (.+)\)$/m);
    }
    case 'userLabel':
      return firstMatch('list_email_labels', {}, /^User Labels:\n(?:.*\n)*?ID: (\S+)$/m);
    case 'userLabelName':
      return firstMatch('list_email_labels', {}, /^User Labels:\n(?:.*\n)*?Name: (.+)$/m);
    case 'draft':
      return firstMatch('list_drafts', {}, /^Draft ID: (\S+)$/m);
    default: {
      const { text } = await inspector(server, home, 'list_filters', {});
      if (text.startsWith('No filters found.')) {
        throw new NothingToTry();
      }
      return firstMatch('list_filters', {}, /^ID: (\S+)$/m);
    }
  }
}

async function firstMatch(tool, args, pattern) {
  const answer = await inspector(server, home, tool, args);
  const match = pattern.exec(answer.text);
  if (!match) {
    throw new Error(`${tool} ${JSON.stringify(args)} names nothing to go on with: ${answer.problem ?? answer.text}`);
  }
  return match[1];
}
