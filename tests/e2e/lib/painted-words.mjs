// What does a browser paint of each page? node painted-words.mjs FOLDER [FOLDER ...] > words.json
// Answers [{file, innerText, painted: [word], unpainted: [word], links}] per *.html. A word is painted when its box is over 1 px,
// inside the page and not clipped away, with an opacity of at least 0.1 and a contrast of at least 1.2 on what lies behind it.
// No script of a page runs and every request is blocked. Backgrounds that are pictures count as seen: they are not loaded.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1024, height: 768 } });
await context.route('**/*', route => route.abort());
const page = await context.newPage();
const answers = [];
for (const folder of process.argv.slice(2)) {
  for (const file of readdirSync(folder).filter(name => name.endsWith('.html')).sort()) {
    await page.setContent(readFileSync(join(folder, file), 'utf8'), { waitUntil: 'load' });
    answers.push({ file: join(folder, file), ...await page.evaluate(look) });
  }
}
await browser.close();
process.stdout.write(JSON.stringify(answers));

function look() {
  const FAR_RIGHT = 3 * 1024;
  const color = text => {
    const m = /^rgba?\(([^)]+)\)$/.exec(text);
    if (!m) return null;
    const [r, g, b, a = 1] = m[1].split(/[ ,/]+/).filter(Boolean).map(Number);
    return { r, g, b, a };
  };
  const over = (top, below) => ({
    r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
  const linear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const luminance = c => 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
  const ground = element => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const s = getComputedStyle(e);
      if (s.backgroundImage !== 'none') return null;
      const c = color(s.backgroundColor);
      if (!c) return null;
      layers.push(c);
    }
    return layers.reverse().reduce((below, top) => over(top, below), { r: 255, g: 255, b: 255, a: 1 });
  };
  const cache = new Map();
  const elementIsSeen = element => {
    if (cache.has(element)) return cache.get(element);
    const style = getComputedStyle(element);
    let seen = style.visibility === 'visible' && element.checkVisibility({ contentVisibilityAuto: false });
    let opacity = 1;
    for (let e = element; e; e = e.parentElement) {
      const s = getComputedStyle(e);
      if (s.contentVisibility === 'hidden') seen = false;
      opacity *= Number(s.opacity);
      const f = /opacity\(([\d.]+)\)/.exec(s.filter);
      if (f) opacity *= Number(f[1]);
      if (s.clip !== 'auto' && /absolute|fixed/.test(s.position)) {
        const [t, r, b, l] = s.clip.match(/-?[\d.]+(?=px)|auto/g) ?? [];
        if (b - t <= 1 || r - l <= 1) seen = false;
      }
      if (/inset\((50|[6-9]\d|100)%|circle\(0|ellipse\(0|polygon\(0[a-z%]* 0[a-z%]*, 0[a-z%]* 0[a-z%]*, 0/.test(s.clipPath)) seen = false;
    }
    if (opacity < 0.1) seen = false;
    const behind = ground(element);
    const text = color(style.webkitTextFillColor ?? style.color);
    if (seen && behind && text) {
      const a = luminance(over(text, behind)), b = luminance(behind);
      if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 1.2) seen = false;
    }
    cache.set(element, seen);
    return seen;
  };
  const isInView = (rect, element) => {
    let { left, top, right, bottom } = rect;
    top += scrollY; bottom += scrollY;
    let fromFlow = true;
    for (let e = element; e && e !== document.documentElement; e = e.parentElement) {
      const s = getComputedStyle(e);
      if (e !== document.body && (s.overflowX !== 'visible' || s.overflowY !== 'visible') && s.display !== 'inline') {
        const b = e.getBoundingClientRect();
        const box = { l: b.left + e.clientLeft, t: b.top + scrollY + e.clientTop };
        const clipsX = s.overflowX !== 'visible', clipsY = s.overflowY !== 'visible';
        if (clipsX && s.overflowX === 'hidden' || e.clientWidth <= 1) { left = Math.max(left, box.l); right = Math.min(right, box.l + e.clientWidth); }
        if (clipsY && s.overflowY === 'hidden' || e.clientHeight <= 1) { top = Math.max(top, box.t); bottom = Math.min(bottom, box.t + e.clientHeight); }
      }
    }
    const width = Math.max(document.documentElement.scrollWidth, 1024);
    const height = Math.max(document.documentElement.scrollHeight, 768);
    return right - left > 1 && bottom - top > 1 && right > 0 && bottom > 0 && left < Math.min(FAR_RIGHT, width) && top < height;
  };
  const painted = new Set(), unpainted = new Set();
  const skip = new Set(['STYLE', 'SCRIPT', 'TITLE', 'SELECT', 'OPTION', 'TEXTAREA', 'IFRAME', 'NOFRAMES', 'NOEMBED', 'HEAD', 'VIDEO', 'AUDIO']);
  const visit = node => {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === 1) {
        if (child.localName === 'template') visit(child.content);
        else if (!skip.has(child.tagName)) visit(child);
      } else if (child.nodeType === 3 && child.data.trim()) {
        for (const match of child.data.matchAll(/\S+/gu)) {
          const element = child.parentElement;
          let seen = false;
          if (element && element.isConnected && elementIsSeen(element)) {
            const range = document.createRange();
            range.setStart(child, match.index);
            range.setEnd(child, match.index + match[0].length);
            seen = [...range.getClientRects()].some(rect => isInView(rect, element));
          }
          (seen ? painted : unpainted).add(match[0]);
        }
      }
    }
  };
  if (document.body) visit(document.body);
  // Pictures are not loaded, so that their boxes say nothing: a link is visible by a painted word or a picture that is no pixel.
  const isPicture = img => img.checkVisibility({ visibilityProperty: true }) && !(img.width <= 2 && img.hasAttribute('width'))
    && !(img.height <= 2 && img.hasAttribute('height'));
  const links = new Set([...document.querySelectorAll('a[href]')]
    .filter(a => a.checkVisibility() && (a.innerText.trim() !== '' || [...a.querySelectorAll('img')].some(isPicture)))
    .map(a => a.getAttribute('href')));
  return { innerText: document.body?.innerText ?? '', painted: [...painted], unpainted: [...unpainted].filter(w => !painted.has(w)), links: links.size };
}
