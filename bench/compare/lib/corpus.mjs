// Invented mail, the same in every run: replies with quoted history, text beside HTML, newsletters of tables, files.
// Of twenty mails nine are plain, seven have both forms, two are HTML alone (30 kB), two carry a PDF.
const words = `the a of to and in for we you is on that it as with be this by are or from at was will not have our can if
but report meeting budget invoice project review customer contract delivery schedule release draft question answer plan team
order price number figures office travel training server account update change request deadline proposal summary detail offer
month week quarter morning Monday Tuesday Friday please thanks regards attached below above next last first second new old open
closed signed paid sent received agreed moved late early ready missing final revised`.split(/\s+/);
const people = ['Anna Berg', 'Ben Okafor', 'Carla Duarte', 'David Lind', 'Elif Kaya', 'Farid Nasser', 'Greta Holm', 'Hugo Marchand']
  .map(name => ({ name, address: `${name.toLowerCase().replace(' ', '.')}@example.org` }));
const begin = Date.UTC(2026, 8, 1, 8);

/** The messages of a mailbox for emulate's seed: COUNT of them, PER_TOPIC to each topic and PER_THREAD to each thread. */
export function mailbox(address, { box, count, first = 0, perTopic = 50, perThread = 1 }) {
  return Array.from({ length: count }, (_, at) => {
    const index = first + at;
    const chance = random(index * 7919 + 17);
    const from = people[index % people.length];
    const topic = topicName(Math.floor(index / perTopic));
    const subject = `${topic} ${sentence(chance, 4, 8).slice(0, -1)}`;
    const date = begin + index * 540_000;
    const raw = mail({ chance, index, from, to: address, subject, at: date });
    return {
      id: messageId(box, index), thread_id: messageId(box, Math.floor(index / perThread) * perThread),
      user_email: address, raw: Buffer.from(raw).toString('base64url'), label_ids: ['INBOX', 'UNREAD'],
      snippet: sentence(random(index + 5), 15, 25), internal_date: String(date),
    };
  });
}

export const messageId = (box, index) => `19${box.toString(16).padStart(2, '0')}${index.toString(16).padStart(12, '0')}`;

export const topicName = topic => `topic-${String(topic).padStart(3, '0')}`;

/** One letter of ADDRESS to each of the people that write to it. */
export function sentMail(address, { box, first }) {
  return people.map((person, at) => {
    const date = begin - (at + 1) * 86_400_000;
    const raw = `From: ${address}\r\nTo: ${person.name} <${person.address}>\r\nSubject: Hello ${person.name}\r\n`
      + `Date: ${new Date(date).toUTCString()}\r\nMessage-ID: <sent${at}.${box}@mail.example.org>\r\nMIME-Version: 1.0\r\n`
      + `Content-Type: text/plain; charset=UTF-8\r\n\r\n${letter(random(at + 3), 'Bench')}`;
    return {
      id: messageId(box, first + at), thread_id: messageId(box, first + at), user_email: address, label_ids: ['SENT'],
      raw: Buffer.from(raw).toString('base64url'), snippet: `Hello ${person.name}`, internal_date: String(date),
    };
  });
}

/** The same items in an order that chance gave once for all. */
export function shuffled(items) {
  const chance = random(2026);
  const left = [...items];
  return items.map(() => left.splice(Math.floor(chance() * left.length), 1)[0]);
}

export const peopleCount = people.length;

export const correspondent = index => people[index % people.length].address;

function mail({ chance, index, from, to, subject, at }) {
  const kind = index % 20;
  const head = [
    `Delivered-To: ${to}`,
    `Received: by 2002:a05:6214:${index.toString(16)} with SMTP id h${index}csp1; ${new Date(at).toUTCString()}`,
    'Authentication-Results: mx.google.com; dkim=pass header.i=@example.org; spf=pass smtp.mailfrom=example.org; dmarc=pass',
    `From: ${from.name} <${from.address}>`, `To: ${to}`, `Subject: ${subject}`, `Date: ${new Date(at).toUTCString()}`,
    `Message-ID: <m${index}.${at}@mail.example.org>`, 'MIME-Version: 1.0',
  ].join('\r\n');
  const text = letter(chance, from.name);
  if (kind < 9) {
    return `${head}\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n${text}${quoted(chance)}`;
  }
  if (kind < 16) {
    return `${head}\r\n${alternative(`alt${index}`, text, page(chance, text, 0))}`;
  }
  if (kind < 18) {
    return `${head}\r\nList-Unsubscribe: <https://news.example.net/leave/${index}>\r\n`
      + `Content-Type: text/html; charset=UTF-8\r\n\r\n${page(chance, text, 14)}`;
  }
  const file = bytes(chance, 30_000 + Math.floor(chance() * 60_000)).toString('base64').replace(/.{76}/g, '$&\r\n');
  return `${head}\r\nContent-Type: multipart/mixed; boundary="mix${index}"\r\n\r\n--mix${index}\r\n`
    + `${alternative(`alt${index}`, text, page(chance, text, 0))}\r\n--mix${index}\r\n`
    + `Content-Type: application/pdf; name="report-${index}.pdf"\r\nContent-Transfer-Encoding: base64\r\n`
    + `Content-Disposition: attachment; filename="report-${index}.pdf"\r\n\r\n${file}\r\n--mix${index}--\r\n`;
}

function alternative(boundary, text, html) {
  return `Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n`
    + `--${boundary}\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n${text}\r\n`
    + `--${boundary}\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n${html}\r\n--${boundary}--\r\n`;
}

function letter(chance, name) {
  const paragraphs = Array.from({ length: 2 + Math.floor(chance() * 4) }, () =>
    Array.from({ length: 2 + Math.floor(chance() * 4) }, () => sentence(chance, 8, 18)).join(' '));
  return `Hello,\r\n\r\n${paragraphs.join('\r\n\r\n')}\r\n\r\nBest regards\r\n${name}\r\n`;
}

function quoted(chance) {
  const lines = Array.from({ length: 8 + Math.floor(chance() * 20) }, () => `> ${sentence(chance, 6, 12)}`);
  return `\r\nOn Tue, 1 Sep 2026 at 09:14, Ines Moreau <ines.moreau@example.org> wrote:\r\n>\r\n${lines.join('\r\n')}\r\n`;
}

/** A page as mailers make it: styles in each cell, links through a counter, one table in another. */
function page(chance, text, products) {
  const cell = 'font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:#333333;padding:10px 20px';
  const link = () => `https://click.news.example.net/ls/click?upn=${bytes(chance, 60).toString('base64url')}`;
  const paragraphs = text.split('\r\n\r\n')
    .map(paragraph => `<p style="${cell}">${paragraph.replace(/\r\n/g, '<br>')}</p>`).join('\r\n');
  const picture = () => `https://img.news.example.net/${bytes(chance, 12).toString('hex')}.jpg`;
  const offers = Array.from({ length: products }, () => `<tr><td style="${cell}" width="280" valign="top">`
    + `<table role="presentation" border="0" cellpadding="0" cellspacing="0" width="100%"><tr><td align="center">`
    + `<a href="${link()}" target="_blank"><img src="${picture()}" alt="${sentence(chance, 2, 4)}"`
    + ` width="240" height="240" style="display:block;border:0"></a></td></tr><tr><td style="${cell};font-weight:bold">`
    + `<a href="${link()}" style="color:#0a58ca;text-decoration:none">${sentence(chance, 3, 7)}</a></td></tr>`
    + `<tr><td style="${cell}">${sentence(chance, 12, 30)}</td></tr><tr><td style="${cell}"><b>${Math.floor(chance() * 900)}.99</b>`
    + ` <a href="${link()}">Order</a></td></tr></table></td></tr>`).join('\r\n');
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><style>body{margin:0}.pre{display:none}a:hover{color:#000}`
    + `@media (max-width:600px){.col{width:100%!important}}</style></head><body><div class="pre">${sentence(chance, 8, 14)}</div>`
    + `<table role="presentation" width="600" align="center" cellpadding="0" cellspacing="0">`
    + `<tr><td style="${cell}">${paragraphs}</td></tr>`
    + `${offers}<tr><td style="${cell};font-size:11px"><a href="${link()}">Leave this list</a></td></tr></table></body></html>`;
}

function sentence(chance, least, most) {
  const length = least + Math.floor(chance() * (most - least));
  const text = Array.from({ length }, () => words[Math.floor(chance() * words.length)]).join(' ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

function bytes(chance, length) {
  return Buffer.from(Array.from({ length }, () => Math.floor(chance() * 256)));
}

/** Mulberry32: the same numbers on every machine. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
