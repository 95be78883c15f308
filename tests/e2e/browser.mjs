// node tests/e2e/browser.mjs BINARY
// The pages of the server over HTTP in a real Chromium: no fault of accessibility, all of it by keyboard, on small screens and
// with large text; the operator's sign-in and the sign-in to Gmail as a person does them; and what pages of other sites can do.
// SCREENSHOTS=DIR also writes the pictures that the documents show.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { shrink } from './lib/small-png.mjs';

const patienceMs = 30_000;
const chromiumPath = '/usr/bin/chromium';
const operatorKey = randomBytes(32).toString('base64url');
const initialize = {
  jsonrpc: '2.0', id: 1, method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'Example assistant', version: '1' } },
};

const binary = resolve(process.argv[2] ?? '');
if (!process.argv[2] || !existsSync(binary)) {
  console.log('usage: node tests/e2e/browser.mjs BINARY\n0 passed, 1 failed');
  process.exit(2);
}
if (!existsSync(chromiumPath)) {
  console.log(`skipped: ${chromiumPath} is not installed\n0 passed, 0 failed, 1 skipped`);
  process.exit(0);
}

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const home = mkdtempSync(join(tmpdir(), 'gmail-mcp-browser-'));
const running = [], sites = [];
let passed = 0, failed = 0, browser;
try {
  browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  const google = await emulate();
  const server = await serve({}, google);
  const shown = process.env.SCREENSHOTS && await callers(google);
  await statusPage(server);
  await operator(server);
  await signIn(server);
  await otherSites();
  if (shown) {
    await pictures(shown, process.env.SCREENSHOTS);
  }
} catch (error) {
  failed++;
  console.log(`FAILED  ${error.stack}`);
} finally {
  await browser?.close();
  for (const child of running) {
    child.kill();
  }
  for (const site of sites) {
    site.close();
    site.closeAllConnections();
  }
  rmSync(home, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** What everybody sees. */
async function statusPage(server) {
  await withPage('status page', async page => {
    await page.goto(server.url);
    await looksRight(page, 'status page');
    await step('status page: Tab goes from the key to its button', () => tabOrder(page, ['input#key', 'button "Sign in"']));
    await step('status page: shows no session', async () => !await page.getByText('is open').isVisible());
  });
}

/** The operator's way in, about and out. */
async function operator(server) {
  await initializeOver(server.url);
  await initializeOver(server.url);
  await withPage('operator', async (page, context) => {
    await page.goto(server.url);
    await page.getByLabel("Operator's key").fill('not the key');
    await page.keyboard.press('Enter');
    await step('wrong key: said in an alert, with the form again', async () =>
      await page.getByRole('alert').textContent() === "This is not the operator's key. Correct it and try again."
      && await page.evaluate(() => document.activeElement.id === 'key'));
    await looksRight(page, 'operator error page');
    await step('wrong key: Tab goes from the key to its button to the way back', async () =>
      tabOrder(page, ['input#key', 'button "Sign in"', 'a "Back to the server\'s page"']));
    await step('wrong key: no cookie', async () => (await context.cookies()).length === 0 || context.cookies());
    await page.reload();
    await step('wrong key: reload leads on', async () => page.url().startsWith(server.url) || page.url());
    await page.goto(`${server.url}/operator`);
    await step('GET /operator leads to the page', () => page.url() === `${server.url}/` || page.url());

    await typeKey(page);
    await step('right key: back at /, with a cookie that no script and no other site gets', async () => {
      const [cookie, ...more] = await context.cookies();
      return page.url() === `${server.url}/` && more.length === 0 && cookie.httpOnly && cookie.sameSite === 'Strict'
        && !cookie.value.includes(operatorKey) && cookie.path === '/' || { url: page.url(), cookie };
    });
    await step('right key: two sessions in a table with a name', async () =>
      await page.getByRole('table', { name: '2 sessions are open' }).getByRole('row').count() === 3
      && await page.getByRole('table', { name: 'Requests since the server started' }).getByRole('row').count() === 6);
    await looksRight(page, 'status page operator');
    await step('right key: Tab goes from sign-out to the sessions', () => tabOrder(page, ['button "Sign out"', 'div "2 sessions are open']));
    await step('a link of another site opens the page without the cookie', async () => {
      const other = (await site(`<a href="${server.url}">to the server</a>`)).replace('127.0.0.1', 'localhost'); // another site to a browser
      const visitor = await context.newPage();
      await visitor.goto(other);
      await visitor.getByRole('link').click();
      await visitor.getByLabel("Operator's key").waitFor();
      await visitor.close();
      return true;
    });

    const cookies = await context.cookies();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel("Operator's key").waitFor();
    await step('sign-out: the cookie is gone', async () => (await context.cookies()).length === 0);
    await context.addCookies(cookies);
    await page.goto(server.url);
    await step('sign-out: a copy of the cookie opens nothing', () => page.getByLabel("Operator's key").isVisible());
  }, { wrongKey: true });
}

/** The sign-in to Gmail, from the link to the end. */
async function signIn(server) {
  const session = await initializeOver(server.url);
  const answer = await post(server.url, { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'get_auth_url', arguments: {} } },
    { 'mcp-session-id': session });
  const { url, code } = answer.result.structuredContent;
  await withPage('sign-in page', async page => {
    await page.goto(url);
    await step('sign-in page: names the program and the code', async () =>
      (await page.locator('main').innerText()).includes('Example assistant') && await page.getByText(code).isVisible());
    await looksRight(page, 'sign-in page');
    await step('sign-in page: Tab goes to the one button', () => tabOrder(page, ['button "Yes, I started it']));
    await page.getByRole('button').click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'igned in' }).waitFor();
    await step('sign-in page: a yes leads to Google and back, signed in', async () =>
      await page.getByRole('heading').first().textContent() === 'Signed in' || await page.locator('main').innerText());
    await looksRight(page, 'end of a sign-in');
    await page.goto(url);
    await page.getByRole('heading', { name: 'This sign-in is over' }).waitFor();
    await looksRight(page, 'sign-in that is over');
  }, { over: true });
}

/** What a page of another site can do: nothing, unless the operator names it; and then MCP alone. */
async function otherSites() {
  const page = await site('<h1>Another site</h1>');
  const allowed = await serve({ args: ['--demo', '--allow-origin', page] });
  const refusing = await serve({ args: ['--demo'] });
  const context = await browser.newContext();
  const visitor = await context.newPage();
  await visitor.goto(page);

  await step('CORS: a page that --allow-origin names initialises, reads mcp-session-id and lists the tools', async () => {
    const seen = await visitor.evaluate(mcpByFetch, [`${allowed.url}/mcp`, initialize]);
    return seen.status === 200 && seen.session?.length > 16 && seen.tools >= 23 || seen;
  });
  await step('CORS: without it the fetch is refused', async () => {
    const seen = await visitor.evaluate(mcpByFetch, [`${refusing.url}/mcp`, initialize]);
    return seen.refused === 'TypeError: Failed to fetch' || seen;
  });
  for (const [name, server] of [['without --allow-origin', refusing], ['with --allow-origin', allowed]]) {
    await step(`a foreign form to /operator, ${name}: 403 and no cookie, even with the right key`, async () => {
      const [answer] = await Promise.all([
        visitor.waitForResponse(response => response.url() === `${server.url}/operator`),
        visitor.waitForURL(`${server.url}/operator`),
        visitor.evaluate(postForm, [`${server.url}/operator`, operatorKey]),
      ]);
      const cookies = await context.cookies(server.url);
      await visitor.goto(page);
      return answer.status() === 403 && cookies.length === 0 || { status: answer.status(), cookies };
    });
  }
  await context.close();
}

async function mcpByFetch([url, first]) {
  try {
    const ask = (message, more) => fetch(url, {
      method: 'POST', body: JSON.stringify(message),
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...more },
    });
    const opened = await ask(first);
    const session = opened.headers.get('mcp-session-id');
    const listed = await (await ask({ jsonrpc: '2.0', id: 2, method: 'tools/list' }, { 'mcp-session-id': session })).text();
    return { status: opened.status, session, tools: listed.match(/"inputSchema"/g)?.length };
  } catch (error) {
    return { refused: String(error) };
  }
}

function postForm([url, key]) {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = url;
  const field = document.createElement('input');
  field.name = 'key';
  field.value = key;
  form.append(field);
  document.body.append(form);
  form.submit();
}

/** axe in light and dark, a narrow screen, large text. */
async function looksRight(page, title) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await step(`${title}, ${colorScheme}: axe finds nothing`, async () => {
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() => window.axe.run());
      return violations.length === 0 && passes.length > 10
        || violations.map(({ id, help, nodes }) => ({ id, help, html: nodes.map(node => node.html) }));
    });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  const { width, height } = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  await step(`${title}: fits 320 px`, () => fits(page));
  await page.setViewportSize({ width: 640, height: 640 });
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  await step(`${title}: fits with text of 200 %`, () => fits(page));
  await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
  await page.setViewportSize({ width, height });
}

/** Nothing to scroll sideways but the regions made for it, nothing cut off, no control outside. */
function fits(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const out = [...document.querySelectorAll('main *, header *')].filter(element => !element.closest('.scroll > *, svg')
      && element.getBoundingClientRect().right > width + 1).map(element => element.outerHTML.slice(0, 200));
    const scrolls = document.documentElement.scrollWidth > width;
    return out.length === 0 && !scrolls || { width, scrollWidth: document.documentElement.scrollWidth, out };
  });
}

/** Presses Tab until it leaves the page: everything interactive is met, in the order of the eye, and seen to have the focus. */
async function tabOrder(page, expected) {
  await page.evaluate(() => { document.activeElement?.blur(); getSelection()?.removeAllRanges(); scrollTo(0, 0); });
  await page.mouse.click(1, 1);
  const met = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const now = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body || element === document.documentElement) {
        return null;
      }
      const box = element.getBoundingClientRect(), style = getComputedStyle(element);
      return {
        name: `${element.localName}${element.id ? '#' + element.id : ` "${element.innerText.trim()}"`}`,
        top: box.top + scrollY, left: box.left,
        isSeen: style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 3
          && box.top >= 0 && box.bottom <= innerHeight + 1 && box.width > 0,
      };
    });
    if (now === null || met.length > 20) {
      break;
    }
    met.push(now);
  }
  const all = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(element => element.checkVisibility()).length);
  const inOrder = met.every((now, index) => index === 0 || now.top > met[index - 1].top
    || now.top > met[index - 1].top - 20 && now.left > met[index - 1].left);
  return met.length === expected.length && all === met.length && inOrder && met.every(now => now.isSeen)
    && met.every((now, index) => now.name.startsWith(expected[index])) || { met, all, inOrder };
}

/** Runs in a fresh profile and then asks that the browser had nothing to complain of. */
async function withPage(title, run, { wrongKey = false, over = false } = {}) {
  const context = await browser.newContext();
  const complaints = [];
  context.on('console', message => {
    if (['error', 'warning'].includes(message.type())) {
      complaints.push(message.text());
    }
  });
  context.on('weberror', error => complaints.push(String(error.error())));
  try {
    await run(await context.newPage(), context);
  } finally {
    await context.close();
  }
  // Chromium writes a line for each answer of 400 or above, and these are meant.
  const meant = [wrongKey && /status of 403/, over && /status of 404/].filter(Boolean);
  await step(`${title}: nothing in the browser's console`, () => {
    const rest = complaints.filter(text => !meant.some(pattern => pattern.test(text)));
    return rest.length === 0 || rest;
  });
}

async function typeKey(page) {
  await page.getByLabel("Operator's key").fill(operatorKey);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** A server with some life in it, which is a minute old when its picture is taken. */
async function callers(google) {
  const keys = ['ann', 'bob', 'cleo'];
  const file = join(home, 'callers.keys');
  writeFileSync(file, keys.map(name => `${name}:${createHash('sha256').update(name).digest('hex')}\n`).join(''), { mode: 0o600 });
  const server = await serve({ args: ['--auth-keys', file] }, google);
  for (const name of [...keys, null]) {
    const authorization = name && { authorization: `Bearer ${name}` };
    const session = await initializeOver(server.url, authorization);
    for (let id = 7 * (name?.length ?? 1); id > 1; id--) {
      await post(server.url, { jsonrpc: '2.0', id, method: 'tools/list' }, { 'mcp-session-id': session, ...authorization });
    }
  }
  await fetch(`${server.url}/sessions`, { headers: { authorization: 'Bearer nobody' } });
  return server;
}

/** The pictures of the documents. */
async function pictures(server, folder) {
  const context = await browser.newContext({ viewport: { width: 900, height: 850 } });
  const page = await context.newPage();
  const take = async name => writeFileSync(join(folder, name), shrink(await page.screenshot({ fullPage: name.startsWith('status-page-light') })));
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.goto(server.url);
    await take(`status-page-${colorScheme}.png`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await typeKey(page);
  await take('status-page-operator.png');
  const session = await initializeOver(server.url);
  const answer = await post(server.url, { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'get_auth_url', arguments: {} } },
    { 'mcp-session-id': session });
  await page.setViewportSize({ width: 900, height: 620 });
  await page.goto(answer.result.structuredContent.url);
  await take('sign-in-page.png');
  await context.close();
}

async function initializeOver(url, headers) {
  const response = await fetch(`${url}/mcp`, {
    method: 'POST', body: JSON.stringify(initialize),
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
  });
  await response.text();
  return response.headers.get('mcp-session-id');
}

async function post(url, message, headers) {
  const response = await fetch(`${url}/mcp`, {
    method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify(message),
  });
  const text = await response.text();
  return JSON.parse(/^data: (\{.*)$/m.exec(text)?.[1] ?? text);
}

/** A site of somebody else's: one page on a port of its own. */
async function site(body) {
  const server = createHttpServer((_, response) =>
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>Another site</title><link rel="icon" href="data:,">${body}`));
  sites.push(server);
  await new Promise(listens => server.listen(0, '127.0.0.1', listens));
  return `http://127.0.0.1:${server.address().port}`;
}

/** The server, on a port that the variable PORT names. */
async function serve({ args = [] }, google) {
  const port = await freePort();
  const environment = google && {
    GMAIL_CLIENT_ID: 'example.apps.googleusercontent.com', GMAIL_CLIENT_SECRET: 'not-a-secret',
    GMAIL_REDIRECT_URI: `http://localhost:${port}/oauth2callback`,
    GMAIL_CREDENTIALS_PATH: join(home, 'credentials.json'),
    GMAIL_MCP_GOOGLE_API_ROOT: google, GMAIL_MCP_GOOGLE_OAUTH_ROOT: google,
  };
  await start(['--http', '--sse', ...args], { PORT: String(port), GMAIL_MCP_ADMIN_KEY: operatorKey, ...environment }, /listens on/);
  return { url: `http://127.0.0.1:${port}` };
}

/** A pretend Google on loopback; returns its address. */
async function emulate() {
  return (await start(['emulator', '--port', '0'], {}, /http:\/\/127\.0\.0\.1:\d+/))[0];
}

/** Starts the binary and waits until it says what is awaited. */
function start(args, environment, awaited) {
  const child = spawn(binary, args, { env: { PATH: process.env.PATH, HOME: home, ...environment }, stdio: ['pipe', 'pipe', 'pipe'] });
  running.push(child);
  let said = '';
  return new Promise((done, fails) => {
    const timer = setTimeout(() => fails(new Error(`gmail-mcp ${args.join(' ')} does not start: ${said}`)), patienceMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', data => {
        said += data;
        const match = awaited.exec(said);
        if (match) {
          clearTimeout(timer);
          done(match);
        }
      });
    }
    child.on('exit', code => fails(new Error(`gmail-mcp ${args.join(' ')} ended with ${code}: ${said}`)));
  });
}

/** Runs one step: anything but true is what went wrong. */
async function step(title, run) {
  let outcome;
  try {
    outcome = await run();
  } catch (error) {
    outcome = error.stack ?? String(error);
  }
  if (outcome === true) {
    passed++;
    console.log(`ok      ${title}`);
  } else {
    failed++;
    const text = typeof outcome === 'string' ? outcome : JSON.stringify(outcome, null, 2) ?? String(outcome);
    console.log(`FAILED  ${title}\n        ${text.slice(0, 4000).trimEnd().replaceAll('\n', '\n        ')}`);
  }
}

function freePort() {
  return new Promise(done => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
