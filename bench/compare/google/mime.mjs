// The parts tree that Gmail makes of a message: every header, every part, nested as they are.
import { randomBytes } from 'node:crypto';

/** Reads the bytes of a message into a tree: { headers, type, filename, bytes, parts }. */
export function parse(bytes) {
  const { headers, body } = split(bytes);
  const type = withParameters(value(headers, 'content-type') ?? 'text/plain; charset=utf-8');
  const disposition = withParameters(value(headers, 'content-disposition') ?? '');
  const node = {
    headers, type: type.value.toLowerCase(), parts: [], bytes: undefined,
    filename: disposition.parameters.filename ?? type.parameters.name ?? '',
  };
  if (node.type.startsWith('multipart/') && type.parameters.boundary) {
    node.parts = between(body, type.parameters.boundary).map(parse);
  } else {
    node.bytes = decode(body, value(headers, 'content-transfer-encoding'));
  }
  return node;
}

/** The payload of messages.get. Ids of attachments are long and new each time; `attachmentOf` finds the part again. */
export function payloadOf(node, format, wanted = [], partId = '') {
  const names = wanted.map(name => name.toLowerCase());
  const headers = format === 'metadata' && names.length > 0
    ? node.headers.filter(header => names.includes(header.name.toLowerCase()))
    : node.headers;
  const payload = { partId, mimeType: node.type, filename: node.filename, headers, body: { size: node.bytes?.length ?? 0 } };
  if (format === 'metadata') {
    return payload;
  }
  if (node.parts.length > 0) {
    payload.parts = node.parts.map((part, index) => payloadOf(part, format, [], partId ? `${partId}.${index}` : `${index}`));
  } else if (node.filename || !node.type.startsWith('text/')) {
    payload.body.attachmentId = `ANGjdJ${Buffer.concat([randomBytes(270), Buffer.from(`#${partId}`)]).toString('base64url')}`;
  } else {
    payload.body.data = node.bytes.toString('base64url');
  }
  return payload;
}

/** The bytes of the part that an attachment id names, or undefined. */
export function attachmentOf(root, attachmentId) {
  const text = Buffer.from(attachmentId.slice(6), 'base64url').subarray(270).toString();
  if (!attachmentId.startsWith('ANGjdJ') || !text.startsWith('#')) {
    return undefined;
  }
  const steps = text.slice(1).split('.').filter(step => step !== '').map(Number);
  return steps.reduce((node, step) => node?.parts[step], root)?.bytes;
}

function split(bytes) {
  let end = bytes.indexOf('\r\n\r\n');
  let gap = 4;
  const bare = bytes.indexOf('\n\n');
  if (end < 0 || (bare >= 0 && bare < end)) {
    end = bare;
    gap = 2;
  }
  const text = (end < 0 ? bytes : bytes.subarray(0, end)).toString('utf8').replace(/\r?\n[ \t]+/g, ' ');
  const headers = text.split(/\r?\n/).flatMap(line => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }];
  });
  return { headers, body: end < 0 ? Buffer.alloc(0) : bytes.subarray(end + gap) };
}

function value(headers, name) {
  return headers.find(header => header.name.toLowerCase() === name)?.value;
}

function withParameters(text) {
  const [first, ...rest] = text.split(';');
  const parameters = {};
  for (const item of rest) {
    const equals = item.indexOf('=');
    if (equals > 0) {
      parameters[item.slice(0, equals).trim().toLowerCase()] = item.slice(equals + 1).trim().replace(/^"(.*)"$/, '$1');
    }
  }
  return { value: first.trim(), parameters };
}

function between(body, boundary) {
  const delimiter = Buffer.from(`--${boundary}`);
  const parts = [];
  let begin = -1;
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + delimiter.length)) {
    if (begin >= 0) {
      const end = body[at - 2] === 13 ? at - 2 : at - 1; // the line end before a delimiter belongs to it
      parts.push(body.subarray(begin, Math.max(begin, end)));
    }
    const line = body.indexOf(10, at);
    if (line < 0 || body.subarray(at + delimiter.length, at + delimiter.length + 2).toString() === '--') {
      break;
    }
    begin = line + 1;
  }
  return parts;
}

function decode(body, encoding = '') {
  switch (encoding.toLowerCase()) {
    case 'base64': return Buffer.from(body.toString('latin1'), 'base64');
    case 'quoted-printable': return quotedPrintable(body);
    default: return body;
  }
}

function quotedPrintable(body) {
  const text = body.toString('latin1').replace(/=\r?\n/g, '');
  return Buffer.from(text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
}
