// node scripts/oci-archive.mjs IMAGE OUT [VERSION]
// Writes what packaging/container/make-rootfs laid out in IMAGE as an OCI archive (one uncompressed tar), configured as the Dockerfile's last
// stage says. For machines without a container engine; `docker load`, `podman load` and skopeo read it. The same files give the
// same bytes.
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const user = 65532;

/** What the last stage of the Dockerfile says about running: variables, user, folder, ports, entry point. */
export function readDockerfile(path) {
  const lines = readFileSync(path, 'utf8').replace(/^\s*#.*\n/gm, '').replace(/\\\n/g, ' ').split('\n').map(line => line.trim());
  const stage = lines.slice(lines.findLastIndex(line => line.startsWith('FROM ')));
  const all = word => stage.filter(line => line.startsWith(`${word} `)).map(line => line.slice(word.length + 1).trim());
  return {
    copies: all('COPY'),
    Env: all('ENV').flatMap(line => line.split(/\s+/)),
    User: all('USER').at(-1),
    WorkingDir: all('WORKDIR').at(-1),
    ExposedPorts: Object.fromEntries(all('EXPOSE').map(port => [`${port}/tcp`, {}])),
    StopSignal: all('STOPSIGNAL').at(-1),
    Entrypoint: JSON.parse(all('ENTRYPOINT').at(-1)),
  };
}

/** Every file and folder below, parents first, in one order on every machine. */
function walk(folder, prefix = '') {
  return readdirSync(join(folder, prefix)).sort().flatMap(name => {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    const stat = lstatSync(join(folder, path));
    return stat.isDirectory()
      ? [{ path: `${path}/`, mode: stat.mode & 0o7777, content: Buffer.alloc(0) }, ...walk(folder, path)]
      : [{ path, mode: stat.mode & 0o7777, content: readFileSync(join(folder, path)) }];
  });
}

/** A tar of the ustar format (POSIX.1-1988), without times. */
function tar(entries) {
  const parts = entries.flatMap(({ path, mode = 0o644, owner = 0, content }) => {
    if (Buffer.byteLength(path) > 100) {
      throw new Error(`${path} is too long a name for this archive.`);
    }
    const head = Buffer.alloc(512);
    const octal = (value, width) => `${value.toString(8).padStart(width - 1, '0')}\0`;
    head.write(path, 0);
    head.write(octal(mode, 8), 100);
    head.write(octal(owner, 8), 108);
    head.write(octal(owner, 8), 116);
    head.write(octal(content.length, 12), 124);
    head.write(octal(0, 12), 136);
    head.write('        ', 148);
    head.write(path.endsWith('/') ? '5' : '0', 156);
    head.write('ustar\0' + '00', 257);
    head.write(`${head.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
    return [head, content, Buffer.alloc((512 - content.length % 512) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

const digest = bytes => createHash('sha256').update(bytes).digest('hex');
const json = value => Buffer.from(JSON.stringify(value));

export function writeArchive(image, out, version, dockerfile) {
  const { copies, ...config } = readDockerfile(dockerfile);
  const layer = tar([
    ...walk(join(image, 'root')).map(entry => ({ ...entry, owner: 0 })),
    ...walk(join(image, 'owned')).map(entry => ({ ...entry, owner: user })),
  ]);
  const packed = gzipSync(layer, { level: 9 });
  const annotations = { 'org.opencontainers.image.title': 'gmail-mcp', 'org.opencontainers.image.version': version, 'org.opencontainers.image.licenses': 'MIT' };
  const blobs = new Map();
  const add = (bytes, mediaType) => {
    blobs.set(digest(bytes), bytes);
    return { mediaType, digest: `sha256:${digest(bytes)}`, size: bytes.length };
  };
  const layers = [add(packed, 'application/vnd.oci.image.layer.v1.tar+gzip')];
  const configured = add(json({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { ...config, Labels: annotations },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest(layer)}`] },
    history: [{ created_by: 'packaging/container/rootfs.list' }],
  }), 'application/vnd.oci.image.config.v1+json');
  const manifest = add(json({
    schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', config: configured, layers, annotations,
  }), 'application/vnd.oci.image.manifest.v1+json');
  const index = { schemaVersion: 2, manifests: [{ ...manifest, annotations: { 'org.opencontainers.image.ref.name': `gmail-mcp:${version}` } }] };
  writeFileSync(out, tar([
    { path: 'oci-layout', content: json({ imageLayoutVersion: '1.0.0' }) },
    { path: 'index.json', content: json(index) },
    { path: 'blobs/', mode: 0o755, content: Buffer.alloc(0) },
    { path: 'blobs/sha256/', mode: 0o755, content: Buffer.alloc(0) },
    ...[...blobs].map(([name, content]) => ({ path: `blobs/sha256/${name}`, content })),
  ]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [image, out, version = '0.0.0'] = process.argv.slice(2);
  if (out === undefined) {
    console.error('node scripts/oci-archive.mjs IMAGE OUT [VERSION]');
    process.exit(2);
  }
  writeArchive(image, out, version, join(dirname(fileURLToPath(import.meta.url)), '..', 'Dockerfile'));
}
