// node scripts/mcpb.mjs FOLDER VERSION OUT
// Packs the bundle for desktop clients: packaging/mcpb/manifest.json, and of the released binaries in FOLDER those that are there. A platform
// whose binary is missing is not named. The same files give the same bytes.
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [folder, version, out] = process.argv.slice(2);
const repository = join(dirname(fileURLToPath(import.meta.url)), '..');
const binaries = {
  linux: ['gmail-mcp-linux-x64', 'gmail-mcp'],
  darwin: ['gmail-mcp-osx-arm64', 'gmail-mcp-darwin'],
  win32: ['gmail-mcp-win-x64.exe', 'gmail-mcp.exe'],
};

const { packExtension } = await loadPacker();
const stage = mkdtempSync(join(tmpdir(), 'gmail-mcp-bundle-'));
try {
  const manifest = JSON.parse(readFileSync(join(repository, 'packaging/mcpb/manifest.json'), 'utf8'));
  manifest.version = version;
  mkdirSync(join(stage, 'server'));
  for (const [platform, [released, packed]] of Object.entries(binaries)) {
    if (existsSync(join(folder, released))) {
      copyFileSync(join(folder, released), join(stage, 'server', packed));
      chmodSync(join(stage, 'server', packed), 0o755);
    } else {
      delete manifest.server.mcp_config.platform_overrides[platform];
      manifest.compatibility.platforms = manifest.compatibility.platforms.filter(name => name !== platform);
    }
  }
  writeFileSync(join(stage, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(repository, 'LICENSE'), join(stage, 'LICENSE'));
  if (!await packExtension({ extensionPath: stage, outputPath: out, silent: true })) {
    throw new Error('mcpb refused the bundle: run mcpb validate packaging/mcpb/manifest.json');
  }
  writeFileSync(out, withoutTimes(readFileSync(out)));
} finally {
  rmSync(stage, { recursive: true, force: true });
}

async function loadPacker() {
  try {
    const path = createRequire(join(repository, 'tests/e2e/package.json')).resolve('@anthropic-ai/mcpb');
    return await import(pathToFileURL(path));
  } catch (missing) {
    throw new Error('The bundle is packed by @anthropic-ai/mcpb: run npm ci in tests/e2e.', { cause: missing });
  }
}

/** The packer writes the time of packing on every entry (APPNOTE.TXT §4.3.7, §4.3.12); ours is always 1980. */
function withoutTimes(zip) {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const local = zip.readUInt32LE(at + 42);
    zip.writeUInt32LE(0x00210000, at + 12);
    zip.writeUInt32LE(0x00210000, local + 10);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return zip;
}
