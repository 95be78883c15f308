// Reads mails with two parsers by others and compares what they find with what was meant.
// Usage: node composed.mjs FOLDER; each NAME.eml has a NAME.json beside it (tests/GmailMcp.Tests/Mail/Composing/Parsed/ExpectedMail.cs).
// Prints {"compared": …, "differences": [{"file": …, "parser": …, "what": …, "expected": …, "found": …}, …]}.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { domainToASCII } from 'node:url';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';

const folder = process.argv[2];
const differences = [];
let compared = 0;
for (const name of readdirSync(folder).filter(name => name.endsWith('.eml')).sort()) {
  const raw = readFileSync(join(folder, name));
  const expected = JSON.parse(readFileSync(join(folder, name.replace(/eml$/, 'json')), 'utf8'));
  compare(name, 'postal-mime', expected, await withPostalMime(raw));
  compare(name, 'mailparser', expected, await withMailparser(raw));
  compared++;
}
process.stdout.write(JSON.stringify({ compared, differences }));

async function withPostalMime(raw) {
  const mail = await PostalMime.parse(raw);
  return {
    from: people(mail.from && [mail.from])[0],
    to: people(mail.to),
    cc: people(mail.cc),
    bcc: people(mail.bcc),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    inReplyTo: mail.inReplyTo,
    references: ids(mail.references),
    files: mail.attachments.map(file => ({
      name: file.filename,
      type: file.mimeType,
      sha256: sha256(Buffer.from(file.content)),
      contentId: bare(file.contentId),
    })),
  };
}

async function withMailparser(raw) {
  const mail = await simpleParser(raw, {
    keepCidLinks: true, skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true,
  });
  return {
    from: people(mail.from?.value)[0],
    to: people(mail.to?.value),
    cc: people(mail.cc?.value),
    bcc: people(mail.bcc?.value),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    inReplyTo: mail.inReplyTo,
    references: ids([mail.references ?? []].flat().join(' ')),
    files: mail.attachments.map(file => ({
      name: file.filename ?? null,
      // What the mail states: mailparser itself goes by the file's name where that is application/octet-stream.
      type: file.headers.get('content-type')?.value.toLowerCase() ?? file.contentType,
      sha256: sha256(file.content),
      contentId: bare(file.contentId),
    })),
  };
}

function compare(file, parser, expected, found) {
  const check = (what, meant, read) => {
    let [a, b] = [meant, read].map(value => known(parser, what, value));
    if (what === 'files') {
      [a, b] = [sorted(a), sorted(typed(b, a))];
    }
    if (JSON.stringify(a) !== JSON.stringify(b)) {
      differences.push({ file, parser, what, ...around(JSON.stringify(a) ?? '', JSON.stringify(b) ?? '') });
    }
  };
  if (expected.from) {
    check('from', people([expected.from])[0], found.from);
  }
  for (const field of ['to', 'cc', 'bcc']) {
    check(field, people(expected[field]), found[field]);
  }
  check('subject', expected.subject, found.subject);
  if (expected.text === null) {
    check('text', 'h', found.text.trim().slice(0, 1)); // made from the HTML, which begins so
  } else {
    check('text', lines(expected.text), lines(found.text));
  }
  check('html', lines(expected.html), lines(found.html));
  check('inReplyTo', expected.inReplyTo ?? undefined, found.inReplyTo);
  check('references', expected.references, found.references);
  check('files', expected.files, found.files);
}

// What postal-mime is known to change though it was written as the RFCs have it; mailparser finds all of it as it was.
function known(parser, what, value) {
  if (parser !== 'postal-mime' || value === undefined) {
    return value;
  }
  // It drops U+FEFF where a body, an encoded word or a parameter begins with it, for a byte order mark.
  const read = JSON.parse(JSON.stringify(value).replaceAll('\uFEFF', ''));
  return what !== 'files' ? read : read.map(file => ({
    ...file,
    // It decodes encoded words in a file name written as RFC 2231 says, where there are none.
    name: file.name?.replaceAll('=?utf-8?Q?x?=', 'x'),
    // It makes every line end of a calendar a line feed and ends it with one.
    sha256: file.type === 'text/calendar' ? null : file.sha256,
  }));
}

function people(list) {
  return (list ?? []).map(one => ({ name: one.name, address: ascii(unquoted(one.address ?? '')) }));
}

// Both parsers take the quotes off a local part that needs them ("a..b"@example.org), if nothing stands before it.
function unquoted(address) {
  return address.replace(/^"([^"]*)"@/, '$1@');
}

// mailparser shows international domains in their own letters.
function ascii(address) {
  const at = address.lastIndexOf('@');
  return at < 0 ? address : `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1)) || address.slice(at + 1)}`;
}

function ids(text) {
  return text?.match(/<[^<>\s]+>/g) ?? [];
}

function bare(contentId) {
  return contentId ? contentId.replace(/^<|>$/g, '') : null;
}

function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

// RFC 2045 §2.8: line ends are CRLF and no others; the parsers hand them on as LF. A mail ends with one, whatever its text does.
function lines(text) {
  return text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
}

// Without the type where it was not told.
function typed(list, expected) {
  const isUntold = file => expected.some(other => other.sha256 === file.sha256 && other.name === file.name && other.type === null);
  return list.map(file => (isUntold(file) ? { ...file, type: null } : file));
}

// In any order.
function sorted(files) {
  return files.map(file => JSON.stringify([file.name, file.type, file.sha256, file.contentId])).sort();
}

// Where they begin to differ.
function around(expected, found) {
  let at = 0;
  while (at < expected.length && expected[at] === found[at]) {
    at++;
  }
  const begin = Math.max(0, at - 40);
  return { at, expected: expected.slice(begin, at + 120), found: found.slice(begin, at + 120) };
}
