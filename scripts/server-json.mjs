// node scripts/server-json.mjs FOLDER VERSION [URL]
// Prints server.json as a registry takes it: the one that the .NET tool carries, and where URL says where FOLDER will be published, the
// bundle with its hash.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, version, url] = process.argv.slice(2);
const repository = join(dirname(fileURLToPath(import.meta.url)), '..');
const server = JSON.parse(readFileSync(join(repository, 'src/GmailMcp/.mcp/server.json'), 'utf8'));
if (server.version !== version || server.packages.some(entry => entry.version !== version)) {
  throw new Error(`src/GmailMcp/.mcp/server.json says ${server.version}, Directory.Build.props ${version}: make them agree.`);
}
const bundle = `gmail-mcp-${version}.mcpb`;
if (url && existsSync(join(folder, bundle))) {
  server.packages.push({
    registryType: 'mcpb',
    identifier: `${url.replace(/\/$/, '')}/${bundle}`,
    fileSha256: createHash('sha256').update(readFileSync(join(folder, bundle))).digest('hex'),
    transport: { type: 'stdio' },
  });
}
console.log(JSON.stringify(server, null, 2));
