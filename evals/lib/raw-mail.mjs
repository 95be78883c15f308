// A task's own mail as RFC 5322 bytes, with the fields that Google's servers would have added.
import { randomUUID } from 'node:crypto';

const ageMs = 20 * 60_000;

/** @param mail As evals/README.md describes it.
 *  @param address Whose mailbox it is.
 *  @param answered Message-ID of the mail that it answers. */
export function rawMail(mail, address, answered) {
  const at = new Date(Date.now() - ageMs);
  const sender = /<([^>]+)>/.exec(mail.from)?.[1] ?? mail.from;
  const domain = sender.slice(sender.indexOf('@') + 1);
  const fields = [
    `Delivered-To: ${address}`,
    `Received: from mail.${domain} (mail.${domain}. [192.0.2.7]) by mx.google.com with ESMTPS id eval1; ${dated(at)}`,
    `Authentication-Results: mx.google.com; ${verdict(mail.verdict ?? 'pass', sender, domain)}`,
    `From: ${mail.from}`,
    `To: Robin Field <${address}>`,
    `Subject: ${mail.subject}`,
    `Date: ${dated(at)}`,
    `Message-ID: <${mail.key}@${domain}>`,
    ...answered ? [`In-Reply-To: ${answered}`, `References: ${answered}`] : [],
    'MIME-Version: 1.0',
  ];
  return Buffer.from(`${fields.join('\r\n')}\r\n${entity(mail)}`);
}

function entity({ text, html, attachments = [] }) {
  const readable = html === undefined ? leaf('text/plain; charset=utf-8', text)
    : multipart('alternative', [leaf('text/plain; charset=utf-8', text), leaf('text/html; charset=utf-8', html)]);
  return attachments.length === 0 ? readable : multipart('mixed', [readable, ...attachments.map(file => leaf(
    `${file.type}; name="${file.name}"`, file.text, `Content-Disposition: attachment; filename="${file.name}"\r\n`))]);
}

function leaf(type, text, more = '') {
  const lines = Buffer.from(text.replace(/\r?\n/g, '\r\n')).toString('base64').replace(/.{1,76}/g, '$&\r\n');
  return `Content-Type: ${type}\r\n${more}Content-Transfer-Encoding: base64\r\n\r\n${lines}`;
}

function multipart(kind, parts) {
  const boundary = `=_${randomUUID()}`;
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n`
    + `${parts.map(part => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;
}

function verdict(result, sender, domain) {
  return `dkim=${result} header.i=@${domain}; spf=${result} smtp.mailfrom=${sender}; `
    + `dmarc=${result} header.from=${domain}`;
}

function dated(at) {
  return at.toUTCString().replace('GMT', '+0000');
}
