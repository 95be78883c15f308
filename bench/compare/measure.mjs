// node measure.mjs BINARY RESULTS [SCENARIO,…]: this server and the ones from npm through the same work. README.md says how.
// Each scenario's answer goes to RESULTS/SCENARIO.md; RESULTS/results.md has the last answer of each.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { number } from './lib/figures.mjs';
import { endAll } from './lib/process.mjs';
import { day } from './scenarios/day.mjs';
import { files } from './scenarios/files.mjs';
import { labels } from './scenarios/labels.mjs';
import { reads } from './scenarios/reads.mjs';
import { search } from './scenarios/search.mjs';
import { domdomegg, dguido, gongrzhe, ours, shinzo } from './servers/servers.mjs';

const scenarios = { reads, search, labels, files, day };
const [binaryPath, results, chosen = Object.keys(scenarios).join(',')] = process.argv.slice(2);
if (!existsSync(binaryPath ?? '') || !results || chosen.split(',').some(name => !scenarios[name])) {
  console.error(`Usage: measure.mjs BINARY RESULTS [SCENARIO,…] of ${Object.keys(scenarios).join(', ')}; `
    + 'publish first: dotnet publish src/GmailMcp -c Release -r linux-x64');
  process.exit(2);
}

const binary = resolve(binaryPath);
const answers = resolve(results);
const folder = mkdtempSync(join(tmpdir(), 'gmail-mcp-compare-'));
const servers = [ours, gongrzhe, shinzo, dguido, domdomegg];
const missed = [];
mkdirSync(answers, { recursive: true });
process.chdir(import.meta.dirname);
try {
  for (const name of chosen.split(',')) {
    const begin = performance.now();
    const report = await scenarios[name]({ folder, binary, servers, ours, peer: gongrzhe });
    missed.push(...report.checks.filter(([, isMet]) => !isMet).map(([bar]) => `${name}: ${bar}`));
    const text = `## ${report.title}\n\n${report.text}\n\n`
      + `${report.checks.map(([bar, isMet]) => `- ${isMet ? 'met' : '**missed**'}: ${bar}`).join('\n')}\n\n`
      + `${new Date().toISOString().slice(0, 10)}, ${number((performance.now() - begin) / 1000)} s.\n`;
    writeFileSync(join(answers, `${name}.md`), text);
    console.log(text);
  }
} finally {
  endAll();
  rmSync(folder, { recursive: true, force: true });
}

const [{ model }] = cpus();
const machine = `${cpus().length} cores (${model.trim()}), Linux, Node ${process.version}, native binary. Medians; ÷ ours: how `
  + 'many times ours. [README.md](README.md) says what is measured.';
const parts = Object.keys(scenarios).map(name => join(answers, `${name}.md`)).filter(existsSync)
  .map(file => readFileSync(file, 'utf8'));
writeFileSync(join(answers, 'results.md'), `# The last answer\n\n${machine}\n\n${parts.join('\n')}`);
missed.forEach(bar => console.log(`MISSED  ${bar}`));
console.log(missed.length === 0 ? 'every bar is met' : `${missed.length} bars missed`);
process.exitCode = missed.length === 0 ? 0 : 1;
