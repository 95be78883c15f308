// node scripts/sbom.mjs VERSION
// Prints what the program is built from as CycloneDX 1.6: every package in the lock files of src, with the hash that the restore
// checks and the licence that the package names, and Node's test tools not at all: they are not shipped. The same lock files give
// the same text.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const version = process.argv[2] ?? '0.0.0';
const repository = join(dirname(fileURLToPath(import.meta.url)), '..');
const cache = process.env.NUGET_PACKAGES ?? join(homedir(), '.nuget', 'packages');

const packages = new Map();
const edges = new Map();
for (const project of ['Gmail', 'Gmail.Emulator', 'GmailMcp']) {
  const lock = JSON.parse(readFileSync(join(repository, 'src', project, 'packages.lock.json'), 'utf8'));
  for (const target of Object.values(lock.dependencies)) {
    for (const [name, entry] of Object.entries(target)) {
      if (entry.type !== 'Project') {
        packages.set(`${name.toLowerCase()}@${entry.resolved}`, { name, ...entry });
        edges.set(name.toLowerCase(), { version: entry.resolved, needs: Object.keys(entry.dependencies ?? {}) });
      }
    }
  }
}

// The runtime is in the binary too: that of the compiler's version.
const { resolved: runtime } = [...packages.values()].find(({ name }) => name === 'Microsoft.DotNet.ILCompiler');
for (const name of ['Microsoft.AspNetCore.App.Runtime', 'Microsoft.NETCore.App.Runtime']) {
  packages.set(name, { name, resolved: runtime, type: 'Direct' });
}

// Tools of the build; their code is not in the program.
const isBuildOnly = name => /^Microsoft\.(CodeAnalysis\.|DotNet\.ILCompiler$|NET\.ILLink\.Tasks$)/.test(name);
const purl = (name, of) => `pkg:nuget/${name}@${of}`;
const components = [...packages.values()].sort((a, b) => a.name.localeCompare(b.name, 'en')).map(({ name, resolved, contentHash }) => ({
  type: 'library',
  'bom-ref': purl(name, resolved),
  name,
  version: resolved,
  scope: isBuildOnly(name) ? 'excluded' : 'required',
  ...contentHash && { hashes: [{ alg: 'SHA-512', content: Buffer.from(contentHash, 'base64').toString('hex') }] },
  ...name.endsWith('.App.Runtime') ? { licenses: [{ license: { id: 'MIT' } }] } : licences(name, resolved),
  purl: purl(name, resolved),
}));

function licences(name, resolved) {
  const nuspec = join(cache, name.toLowerCase(), resolved, `${name.toLowerCase()}.nuspec`);
  const expression = existsSync(nuspec) && /<license type="expression">([^<]+)<\/license>/.exec(readFileSync(nuspec, 'utf8'))?.[1];
  return !expression ? {}
    : { licenses: [/[ ()]/.test(expression) ? { expression } : { license: { id: expression } }] };
}

const product = `pkg:nuget/GmailMcp@${version}`;
const named = new Map([...packages.values()].map(({ name, resolved }) => [name.toLowerCase(), purl(name, resolved)]));
const dependencies = [
  { ref: product, dependsOn: [...packages.values()].filter(({ type }) => type === 'Direct').map(({ name, resolved }) => purl(name, resolved)).sort() },
  ...components.map(component => ({
    ref: component['bom-ref'],
    dependsOn: (edges.get(component.name.toLowerCase())?.needs ?? []).map(need => named.get(need.toLowerCase())).filter(Boolean).sort(),
  })),
];
const body = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: {
    component: { type: 'application', 'bom-ref': product, name: 'gmail-mcp', version, licenses: [{ license: { id: 'MIT' } }], purl: product },
  },
  components,
  dependencies,
};
// A name that follows from the content (RFC 9562 §5.8), so that nothing here is by chance.
const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
const serial = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
console.log(JSON.stringify({ $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json', ...body, serialNumber: `urn:uuid:${serial}` }, null, 2));
