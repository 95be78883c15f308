// node proxy.mjs EMULATE_PORT: Google for the servers that are compared. Counts, delays and refuses by meter.mjs, answers by
// mailboxes.mjs, and adds batches, uploads and tokens. Settings and figures: POST and GET /control. Prints `listening on …`.
import http from 'node:http';
import { gzipSync } from 'node:zlib';
import { bodyOf, continueSession, openSession } from './bodies.mjs';
import { Mailboxes } from './mailboxes.mjs';
import { failure, Meter } from './meter.mjs';
import { parse } from './mime.mjs';
import { methodOf } from './prices.mjs';
import { callerOf } from './tokens.mjs';

const mailboxes = new Mailboxes(Number(process.argv[2]));
const meter = new Meter();
const begin = performance.now();

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk)).on('end', () => {
    answer(request, Buffer.concat(chunks)).catch(error => {
      console.error(`${request.method} ${request.url}: ${error.stack}`);
      return { status: 500, json: { error: { code: 500, message: String(error), status: 'INTERNAL' } } };
    }).then(answered => write(request, response, answered));
  });
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${server.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();

async function answer(request, bytes) {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/control') {
    return control(request.method, url.searchParams, bytes);
  }
  if (url.pathname === '/token') {
    // The refresh token of a server is its access token: both only say who asks.
    const token = new URLSearchParams(bytes.toString()).get('refresh_token');
    return { status: 200, json: { access_token: token, expires_in: 3599, token_type: 'Bearer', scope: 'https://mail.google.com/' } };
  }
  const caller = callerOf(request.headers.authorization);
  if (!caller) {
    return failure(401, 'Invalid Credentials', 'authError', 'global', 'UNAUTHENTICATED');
  }
  const leave = meter.arrive(caller.name, {
    at: performance.now() - begin, verb: request.method, path: request.url, type: request.headers['content-type'],
    body: meter.settings.log ? bytes.toString('base64') : undefined,
  });
  try {
    if (meter.settings.latencyMs > 0) {
      await new Promise(done => setTimeout(done, meter.settings.latencyMs));
    }
    return await route(caller, request, url, bytes);
  } finally {
    leave();
  }
}

async function route(caller, request, url, bytes) {
  if (url.pathname.startsWith('/batch')) {
    return batch(caller, request.headers['content-type'], bytes);
  }
  const method = methodOf(request.method === 'PUT' && url.searchParams.has('upload_id') ? 'POST' : request.method, url.pathname);
  if (!method) {
    return failure(404, `No such method here: ${request.method} ${url.pathname}`, 'notFound', 'global', 'NOT_FOUND');
  }
  if (url.searchParams.get('uploadType') !== 'resumable') {
    return call(caller, method, url.searchParams, bodyOf(method, request.headers, bytes));
  }
  if (!url.searchParams.has('upload_id')) {
    url.searchParams.set('upload_id', openSession(method, url.searchParams, bytes));
    return { status: 200, headers: { location: `http://${request.headers.host}${url.pathname}?${url.searchParams}` } };
  }
  const step = continueSession(url.searchParams.get('upload_id'), request.headers['content-range'], bytes);
  if (!step) {
    return failure(404, 'No such upload.', 'notFound', 'global', 'NOT_FOUND');
  }
  return step.body ? call(caller, step.method, step.query, step.body)
    : { status: 308, headers: step.received > 0 ? { range: `bytes=0-${step.received - 1}` } : {} };
}

async function call(caller, method, query, body) {
  const { refusal, leave } = meter.admit(caller.name, method);
  if (refusal) {
    return refusal;
  }
  try {
    return await mailboxes.answer(caller.address, method, query, body);
  } finally {
    leave();
  }
}

// All parts are in flight at once, and each is a call like any other.
async function batch(caller, type, bytes) {
  const { parts } = parse(Buffer.concat([Buffer.from(`Content-Type: ${type}\r\n\r\n`), bytes]));
  if (parts.length > 100) {
    return failure(400, 'The batch has more than 100 parts.', 'badRequest');
  }
  const boundary = 'batch_bench';
  const answers = await Promise.all(parts.map(async part => {
    const [, verb, target] = /^(\S+) (\S+)/.exec(part.bytes.toString());
    const url = new URL(target, 'http://localhost');
    const method = methodOf(verb, url.pathname);
    const inner = part.bytes.toString().replace(/^[^]*?\r?\n\r?\n/, '').trim();
    const answered = method
      ? await call(caller, method, url.searchParams, inner ? bodyOf(method, {}, Buffer.from(inner)) : undefined)
      : failure(404, 'Not Found', 'notFound', 'global', 'NOT_FOUND');
    const id = part.headers.find(header => header.name.toLowerCase() === 'content-id')?.value ?? '<>';
    return `--${boundary}\r\nContent-Type: application/http\r\nContent-ID: ${id.replace('<', '<response-')}\r\n\r\n`
      + `HTTP/1.1 ${answered.status} ${http.STATUS_CODES[answered.status]}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n`
      + `${answered.json ? JSON.stringify(answered.json) : ''}\r\n`;
  }));
  return { status: 200, type: `multipart/mixed; boundary=${boundary}`, text: `${answers.join('')}--${boundary}--\r\n` };
}

function control(verb, query, bytes) {
  if (verb === 'POST') {
    meter.reset();
    Object.assign(meter.settings, JSON.parse(bytes.toString() || '{}'));
  }
  return { status: 200, json: meter.figures(query.get('name') ?? '') };
}

function write(request, response, { status, json, text, type, headers }) {
  let body = Buffer.from(text ?? (json === undefined ? '' : JSON.stringify(json)));
  const sent = { ...headers, ...body.length > 0 && { 'content-type': type ?? 'application/json; charset=UTF-8' } };
  // As Google does: only for those who name gzip in both headers. Files of megabytes go as they are.
  const zips = /gzip/.test(request.headers['accept-encoding'] ?? '') && /gzip/.test(request.headers['user-agent'] ?? '');
  if (zips && body.length > 500 && body.length < 1_000_000) {
    body = gzipSync(body, { level: 1 });
    sent['content-encoding'] = 'gzip';
  }
  response.writeHead(status, { ...sent, 'content-length': body.length }).end(body);
}
