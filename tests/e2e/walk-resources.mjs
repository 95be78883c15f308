// node tests/e2e/walk-resources.mjs BINARY
// Lists and reads every resource and every prompt of the demo mailbox through a client that nobody here wrote.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inspector, inspectorAsk, mcporterResource } from './lib/clients.mjs';

const binary = resolve(process.argv[2] ?? '');
if (!process.argv[2] || !existsSync(binary)) {
  console.log('usage: node tests/e2e/walk-resources.mjs BINARY\n0 passed, 1 failed');
  process.exit(2);
}

const server = [binary, '--demo'];
const home = mkdtempSync(join(tmpdir(), 'gmail-mcp-walk-'));
const addresses = ['gmail://labels', 'gmail://profile'];
const templates = ['gmail://messages/{id}', 'gmail://threads/{id}', 'gmail://messages/{id}/attachments/{partId}'];
const prompts = {
  triage_inbox: ['label=INBOX', 'days=3'],
  draft_reply: ['intent=yes'],
  weekly_digest: [],
  find_and_summarise: ['question=When is the train?'],
  unsubscribe_sweep: [],
};
let passed = 0;
let failed = 0;
try {
  for (const era of ['legacy', 'modern']) {
    const listed = await inspectorAsk(server, home, era, 'resources/list');
    judge(`${era} resources/list`, listed.resources?.map(one => one.uri), addresses);
    const known = await inspectorAsk(server, home, era, 'resources/templates/list');
    judge(`${era} resources/templates/list`, known.resourceTemplates?.map(one => one.uriTemplate), templates);
    const found = await inspector(server, home, 'search_emails', { query: 'has:attachment', maxResults: 1 });
    const id = /^ID: (\S+)$/m.exec(found.text)?.[1];
    const read = await inspector(server, home, 'read_email', { messageId: id });
    const threadId = /^Thread ID: (\S+)$/m.exec(read.text)?.[1];
    const partId = /^- .*, ID: (.+)\)$/m.exec(read.text)?.[1];
    const all = [
      ...addresses, `gmail://messages/${id}`, `gmail://threads/${threadId}`, `gmail://messages/${id}/attachments/${partId}`,
    ];
    for (const uri of all) {
      const { contents } = await inspectorAsk(server, home, era, 'resources/read', ['--uri', uri]);
      judge(`${era} resources/read ${uri}`, contents?.map(one => [one.uri, (one.text ?? one.blob).length > 0]), [[uri, true]]);
    }
    const offered = await inspectorAsk(server, home, era, 'prompts/list');
    judge(`${era} prompts/list`, offered.prompts?.map(one => one.name), Object.keys(prompts));
    for (const [name, args] of Object.entries(prompts)) {
      const given = name === 'draft_reply' ? [...args, `messageId=${id}`] : args;
      const { messages } = await inspectorAsk(
        server, home, era, 'prompts/get', ['--prompt-name', name, ...given.length > 0 ? ['--prompt-args', ...given] : []]);
      judge(`${era} prompts/get ${name}`, messages?.map(one => [one.role, one.content.type, one.content.text.length > 100]),
        [['user', 'text', true]]);
    }
  }
  for (const uri of addresses) {
    const text = await mcporterResource(server, home, uri);
    judge(`resource ${uri} by mcporter`, text.includes('# '), true);
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function judge(title, actual, expected) {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got === wanted) {
    passed++;
    console.log(`ok      ${title}`);
  } else {
    failed++;
    console.log(`FAILED  ${title}\n        expected ${wanted}\n        got      ${got}`);
  }
}
