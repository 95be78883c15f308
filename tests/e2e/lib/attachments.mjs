// What postal-mime finds attached to each .eml file of a folder: a second reading of the mail that the tests of gmail-mcp read.
// Usage: node attachments.mjs FOLDER; prints {"file.eml": [{"name": …, "type": …, "content": base64}, …], …}.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';

const folder = process.argv[2];
const found = {};
for (const file of readdirSync(folder).filter(name => name.endsWith('.eml')).sort()) {
  const mail = await PostalMime.parse(readFileSync(join(folder, file)));
  found[file] = mail.attachments.map(attachment => ({
    name: attachment.filename,
    type: attachment.mimeType,
    content: base64(attachment.content),
  }));
}
process.stdout.write(JSON.stringify(found));

// Calendar parts come as text, all others as bytes.
function base64(content) {
  return Buffer.from(content).toString('base64');
}
