// Throughput of three converters over the pages of a folder: node measure.mjs FOLDER SECONDS BENCHMARKS
// Each page is converted again and again for SECONDS after a warm-up of one second; the best of three rounds counts.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convert } from 'html-to-text';
import TurndownService from 'turndown';

const [folder, seconds, benchmarks] = process.argv.slice(2);
const names = readdirSync(folder).filter(name => name.endsWith('.html')).sort();
const turndown = new TurndownService();
const peers = { turndown: html => turndown.turndown(html), 'html-to-text': html => convert(html) };

const pages = names.map(name => readFileSync(join(folder, name), 'utf8'));
const size = pages.reduce((sum, page) => sum + Buffer.byteLength(page), 0);
const rates = {};
for (const [name, run] of Object.entries(peers)) rates[name] = best(run);
const ours = execFileSync(benchmarks, ['html', folder, seconds], { encoding: 'utf8' }).trim().split(' ').map(Number);
rates['gmail-mcp'] = ours[0];

console.log(`${names.length} pages, ${(size / 1e3).toFixed(0)} kB`);
console.log('| converter | MB/s | gmail-mcp is |\n|---|---|---|');
for (const [name, rate] of Object.entries(rates)) console.log(`| ${name} | ${rate.toFixed(2)} | ${(ours[0] / rate).toFixed(2)} × |`);
console.log(`gmail-mcp allocates ${ours[1].toFixed(1)} bytes per byte read.`);

function best(run) {
  let most = 0;
  for (let round = 0; round < 4; round++) {
    const until = performance.now() + (round === 0 ? 1 : seconds) * 1000;
    const start = performance.now();
    let bytes = 0;
    do {
      for (const page of pages) run(page);
      bytes += size;
    } while (performance.now() < until);
    if (round > 0) most = Math.max(most, bytes / 1e3 / (performance.now() - start));
  }
  return most;
}
