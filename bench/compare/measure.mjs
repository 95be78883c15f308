// node measure.mjs BINARY RESULT.md [SCENARIO,…]: this server and the ones from npm through the same work. README.md says how.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
const [binaryPath, resultPath, chosen = Object.keys(scenarios).join(',')] = process.argv.slice(2);
if (!existsSync(binaryPath ?? '') || !resultPath) {
  console.error('Usage: measure.mjs BINARY RESULT.md [SCENARIO,…]; publish first: dotnet publish src/GmailMcp -c Release -r linux-x64');
  process.exit(2);
}
const binary = resolve(binaryPath);
const result = resolve(resultPath);
process.chdir(import.meta.dirname);
const folder = mkdtempSync(join(tmpdir(), 'gmail-mcp-compare-'));
const reports = [];
let missed = 0;
try {
  for (const name of chosen.split(',')) {
    const begin = performance.now();
    const report = await scenarios[name]({ folder, binary, servers: [ours, gongrzhe, shinzo, dguido, domdomegg], ours, peer: gongrzhe });
    const checks = report.checks.map(([bar, met]) => `- ${met ? 'met' : '**missed**'}: ${bar}`);
    missed += report.checks.filter(([, met]) => !met).length;
    reports.push(`## ${report.title}\n\n${report.text}\n\n${checks.join('\n')}\n`);
    console.log(reports.at(-1));
    console.error(`${name}: ${number((performance.now() - begin) / 1000)} s`);
  }
} finally {
  endAll();
  rmSync(folder, { recursive: true, force: true });
}
const head = `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0].model.trim()}), Linux, Node ${process.version}, native binary; `
  + 'medians of one interleaved run. ÷ ours: how many times ours. README.md says what is measured.';
writeFileSync(result, `# The last answer\n\n${head}\n\n${reports.join('\n')}`);
console.log(`${missed} bars missed`);
process.exitCode = missed === 0 ? 0 : 1;
