// node packages.mjs BINARY
// What people install, built by scripts/release from the published binary: the .NET tool through `dotnet dnx` and `dotnet tool
// install` in an empty home, its portable form, the bundle as a desktop client starts it, the manifests, the bill of materials.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { getMcpConfigForManifest, unpackExtension } from '@anthropic-ai/mcpb';
import { unzipSync } from 'fflate';
import { check, counts } from './lib/checks.mjs';

const binary = resolve(process.argv[2] ?? '');
const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '..', '..');
const patienceMs = 60_000;
const running = [];

const folder = mkdtempSync(join(tmpdir(), 'gmail-mcp-packages-'));
const out = join(folder, 'release');
const read = path => readFileSync(join(repository, path), 'utf8');
const version = /<Version>(.*)<\/Version>/.exec(read('Directory.Build.props'))[1];
try {
  manifests();
  tags();
  release();
  contents();
  materials();
  await tool();
  await portable();
  await bundle();
} finally {
  for (const child of running) {
    child.kill();
  }
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed, 0 skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** One version and one name in every file that has them; every variable is one that the server reads. */
function manifests() {
  const server = JSON.parse(read('src/GmailMcp/.mcp/server.json'));
  const manifest = JSON.parse(read('packaging/mcpb/manifest.json'));
  const [entry] = server.packages;
  const said = execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim();
  check('binary, server.json and bundle have the version of Directory.Build.props',
    [said, server.version, entry.version, manifest.version].every(each => each === version), { version, said, server: server.version, manifest: manifest.version });
  check('the package\'s README names the server, so that a registry knows whose it is',
    read('src/GmailMcp/.mcp/README.md').includes(`mcp-name: ${server.name}\n`) || read('src/GmailMcp/.mcp/README.md').includes(`mcp-name: ${server.name} -->`), server.name);
  check('server.json keeps the registry\'s limits', server.$schema.endsWith('/2025-12-11/server.schema.json')
    && /^[a-z0-9.-]+\/[A-Za-z0-9._-]+$/.test(server.name) && server.description.length <= 100 && server.title.length <= 100
    && entry.registryType === 'nuget' && entry.transport.type === 'stdio', server);
  const project = read('src/GmailMcp/GmailMcp.csproj');
  check('and names the package that is built', project.includes(`<PackageId>${entry.identifier}</PackageId>`), entry.identifier);
  const variables = [...entry.environmentVariables.map(({ name }) => name), ...Object.keys(manifest.server.mcp_config.env)];
  const documented = read('README.md');
  check('every variable stands in the README\'s table of settings', variables.every(name => documented.includes(`\`${name}\``)), variables);
  check('secrets are marked as such', entry.environmentVariables.every(({ name, isSecret }) => isSecret === name.endsWith('SECRET'))
    && Object.entries(manifest.user_config).every(([name, { sensitive = false }]) => sensitive === name.endsWith('secret')), manifest.user_config);
  const validated = spawnSync(process.execPath, [join(here, 'node_modules/@anthropic-ai/mcpb/dist/cli/cli.js'), 'validate', join(repository, 'packaging/mcpb/manifest.json')], { encoding: 'utf8' });
  check('mcpb validate passes', validated.status === 0 && manifest.manifest_version === '0.3', validated);
}

/** A release is made from its tag alone. */
function tags() {
  const copy = join(folder, 'repository');
  for (const path of ['scripts', 'Directory.Build.props', 'src/GmailMcp/.mcp', ...['Gmail', 'Gmail.Emulator', 'GmailMcp'].map(name => `src/${name}/packages.lock.json`)]) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(repository, path), join(copy, path), { recursive: true });
  }
  const git = (...args) => execFileSync('git', ['-C', copy, '-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { stdio: 'pipe' });
  const build = (...args) => spawnSync(join(copy, 'scripts/release'), ['--only', 'sbom', ...args, join(folder, 'tagged')], { encoding: 'utf8' });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'release');
  const untagged = build();
  check('no release from a commit without a tag', untagged.status === 1 && untagged.stderr.includes(`git tag v${version}`), untagged);
  check('but a snapshot', build('--snapshot').status === 0, untagged);
  git('tag', 'v99.0.0');
  const other = build();
  check('nor from another version\'s tag', other.status === 1 && other.stderr.includes('make them agree'), other);
  git('tag', '-d', 'v99.0.0');
  git('tag', `v${version}`);
  const good = build();
  check('a release from its tag', good.status === 0, good);
  writeFileSync(join(copy, 'left-over'), '');
  const dirty = build();
  check('nor from a tree with changes', dirty.status === 1 && dirty.stderr.includes('the tree has changes'), dirty);
  const unknown = build('--only', 'rpm');
  check('a part that there is not is named', unknown.status === 1 && unknown.stderr.includes('"rpm"'), unknown);
}

function release() {
  const began = Date.now();
  const built = spawnSync(join(repository, 'scripts/release'), ['--snapshot', '--only', 'tool,mcpb,sbom', '--binary', binary, '--url', 'https://downloads.example.com/', out], { encoding: 'utf8' });
  check(`scripts/release builds tool, bundle and bill of materials (${Math.round((Date.now() - began) / 1000)} s)`, built.status === 0, built);
  const sums = spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: out, encoding: 'utf8' });
  const listed = readFileSync(join(out, 'SHA256SUMS'), 'utf8').trimEnd().split('\n').map(line => line.split('  ')[1]).sort();
  check('SHA256SUMS has every file, and each is right', sums.status === 0
    && listed.join() === readdirSync(out).filter(name => name !== 'SHA256SUMS').sort().join(), { listed, sums });
  const server = JSON.parse(readFileSync(join(out, 'server.json'), 'utf8'));
  const bundled = server.packages.find(({ registryType }) => registryType === 'mcpb');
  const sum = readFileSync(join(out, 'SHA256SUMS'), 'utf8').split('\n').find(line => line.endsWith('.mcpb'))?.split(' ')[0];
  check('the registry\'s server.json names the bundle by address and hash', bundled?.fileSha256 === sum
    && bundled.identifier === `https://downloads.example.com/gmail-mcp-${version}.mcpb`, server);
  const again = join(folder, 'again.mcpb');
  execFileSync(process.execPath, [join(repository, 'scripts/mcpb.mjs'), out, version, again], { stdio: 'ignore' });
  check('the bundle is the same bytes each time', readFileSync(again).equals(readFileSync(join(out, `gmail-mcp-${version}.mcpb`))), again);
}

/** What is in the packages, and what must not be. */
function contents() {
  const pointer = open(`GmailMcp.${version}.nupkg`);
  const nuspec = text(pointer, 'GmailMcp.nuspec');
  check('the package is a tool and an MCP server', nuspec.includes('<packageType name="DotnetTool" />') && nuspec.includes('<packageType name="McpServer" />'), nuspec);
  check('with licence, README and server.json', nuspec.includes('<license type="expression">MIT</license>') && nuspec.includes('<readme>README.md</readme>')
    && text(pointer, 'README.md') === read('src/GmailMcp/.mcp/README.md') && text(pointer, '.mcp/server.json') === read('src/GmailMcp/.mcp/server.json'), Object.keys(pointer));
  const settings = text(pointer, 'tools/any/any/DotnetToolSettings.xml') ?? '';
  check('it points to linux-x64 and to any', settings.includes('Command Name="gmail-mcp"')
    && ['linux-x64', 'any'].every(rid => settings.includes(`RuntimeIdentifier="${rid}" Id="GmailMcp.${rid}"`)), settings);
  const native = open(`GmailMcp.linux-x64.${version}.nupkg`);
  const files = Object.keys(native).filter(name => name.startsWith('tools/'));
  check('the native one holds the published program and no other', files.join() === 'tools/any/linux-x64/DotnetToolSettings.xml,tools/any/linux-x64/gmail-mcp'
    && readFileSync(binary).equals(native[files[1]]), files);
}

/** The bill of materials has what the lock files have. */
function materials() {
  const bom = JSON.parse(readFileSync(join(out, `gmail-mcp-${version}.cdx.json`), 'utf8'));
  const refs = bom.components.map(component => component['bom-ref']);
  const lock = JSON.parse(read('src/GmailMcp/packages.lock.json')).dependencies['net10.0'];
  const locked = Object.entries(lock).filter(([, { type }]) => type !== 'Project');
  check('the bill of materials is CycloneDX for this version', bom.bomFormat === 'CycloneDX' && bom.specVersion === '1.6'
    && bom.metadata.component.version === version && /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(bom.serialNumber), bom.metadata);
  check('it names each locked package once, with its hash', locked.length > 10 && new Set(refs).size === refs.length
    && locked.every(([name, { resolved, contentHash }]) => bom.components.some(component => component.purl === `pkg:nuget/${name}@${resolved}`
      && component.hashes[0].content === Buffer.from(contentHash, 'base64').toString('hex'))), refs);
  check('and the runtime that is in the binary', refs.some(ref => ref.startsWith('pkg:nuget/Microsoft.NETCore.App.Runtime@10.')), refs);
  check('each with a licence', bom.components.every(component => component.licenses?.length === 1), bom.components.filter(component => !component.licenses));
  check('its dependencies lead to what it names', bom.dependencies.every(({ ref, dependsOn }) => [ref, ...dependsOn].every(each =>
    refs.includes(each) || each === bom.metadata.component['bom-ref'])), bom.dependencies);
}

/** `dotnet dnx` and `dotnet tool install`, from a feed that is a folder, in a home that has nothing. */
async function tool() {
  const run = home();
  const dnx = await hello('dotnet', ['dnx', `GmailMcp@${version}`, '--yes', '--source', out], run);
  check('dotnet dnx answers initialize', dnx.initialize?.serverInfo?.version === version, dnx);
  const demo = await hello('dotnet', ['dnx', `GmailMcp@${version}`, '--yes', '--source', out, '--', '--demo'], run, 'list_email_labels');
  check('and takes the server\'s arguments', demo.text?.includes('INBOX'), demo);

  const empty = home();
  const tools = join(folder, 'tools');
  const installed = spawnSync('dotnet', ['tool', 'install', 'GmailMcp', '--version', version, '--tool-path', tools, '--source', out], { cwd: empty.cwd, env: empty.env, encoding: 'utf8' });
  check('dotnet tool install installs it', installed.status === 0, installed);
  const bare = { cwd: empty.cwd, env: { PATH: '/usr/bin:/bin', HOME: mkdtempSync(join(folder, 'bare-')) } };
  const first = await hello(join(tools, 'gmail-mcp'), [], bare, 'list_email_labels');
  check('it runs from an empty home and says how to sign in', first.initialize?.serverInfo?.name === 'gmail' && first.text?.startsWith('Error: OAuth keys file not found'), first);
  const called = spawnSync(join(tools, 'gmail-mcp'), ['call', 'list_email_labels', '{}', '--demo'], { ...bare, encoding: 'utf8' });
  check('and works the demo mailbox', called.status === 0 && called.stdout.includes('INBOX'), called);
  check('and leaves nothing in the home but for what it was asked', readdirSync(bare.env.HOME).every(name => name === '.gmail-mcp'), readdirSync(bare.env.HOME));
}

/** The portable form, which machines other than linux-x64 get. */
async function portable() {
  const files = open(`GmailMcp.any.${version}.nupkg`);
  const prefix = Object.keys(files).find(name => name.endsWith('/gmail-mcp.dll'))?.slice(0, -'gmail-mcp.dll'.length);
  check('the portable package holds a program for the runtime', /EntryPoint="gmail-mcp\.dll" Runner="dotnet"/.test(text(files, `${prefix}DotnetToolSettings.xml`) ?? ''), Object.keys(files));
  const place = join(folder, 'portable');
  for (const [name, content] of Object.entries(files).filter(([name]) => name.startsWith(prefix) && !name.endsWith('/'))) {
    mkdirSync(dirname(join(place, name.slice(prefix.length))), { recursive: true });
    writeFileSync(join(place, name.slice(prefix.length)), content);
  }
  const answer = await hello('dotnet', [join(place, 'gmail-mcp.dll'), '--demo'], home(), 'list_email_labels');
  check('and answers', answer.initialize?.serverInfo?.version === version && answer.text?.includes('INBOX'), answer);
}

/** The bundle as a desktop client unpacks and starts it. */
async function bundle() {
  const place = join(folder, 'bundle');
  check('the bundle unpacks', await unpackExtension({ mcpbPath: join(out, `gmail-mcp-${version}.mcpb`), outputDir: place, silent: true }), place);
  const manifest = JSON.parse(readFileSync(join(place, 'manifest.json'), 'utf8'));
  check('it names the platforms whose binaries it holds', manifest.compatibility.platforms.join() === 'linux'
    && Object.keys(manifest.server.mcp_config.platform_overrides).length === 0 && (statSync(join(place, 'server/gmail-mcp')).mode & 0o111) === 0o111, manifest);
  const run = home();
  const start = async userConfig => {
    const config = await getMcpConfigForManifest({ manifest, extensionPath: place, systemDirs: { HOME: run.env.HOME }, userConfig, pathSeparator: '/' });
    return [config.command, config.args, { cwd: run.cwd, env: { ...run.env, ...config.env } }];
  };
  const untouched = await hello(...await start({}), 'list_email_labels');
  check('with no setting touched it answers initialize, and a call says how to sign in',
    untouched.initialize?.serverInfo?.version === version && untouched.text?.startsWith('Error: OAuth keys file not found'), untouched);
  const own = { client_id: 'own.apps.googleusercontent.com', client_secret: 'not-a-secret', profile: 'readonly', attachments: join(folder, 'in'), downloads: join(folder, 'out') };
  const signIn = await hello(...await start(own), 'get_auth_url');
  check('client id and secret reach the sign-in, the profile the list of tools', signIn.text?.includes('client_id=own.apps.googleusercontent.com')
    && signIn.tools?.includes('read_email') && !signIn.tools.includes('send_email'), signIn);
  const wrong = spawnSync(...(await start({ profile: 'everything' })), { timeout: patienceMs });
  check('a profile that there is not is answered by those there are', wrong.status === 1 && String(wrong.stderr).includes('readonly'), String(wrong.stderr));
}

/** A home folder with nothing in it, and what the .NET command needs beside. */
function home() {
  const path = mkdtempSync(join(folder, 'home-'));
  return { cwd: path, env: { PATH: process.env.PATH, HOME: path, DOTNET_CLI_HOME: path, DOTNET_NOLOGO: '1', DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_GENERATE_ASPNET_CERTIFICATE: 'false',
    ...process.env.DOTNET_ROOT && { DOTNET_ROOT: process.env.DOTNET_ROOT } } };
}

/** Starts a server on stdio, greets it, lists its tools and calls one without arguments. */
async function hello(command, args, options, calls) {
  const child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  running.push(child);
  let said = '';
  child.stderr.on('data', data => { said += data; });
  const ended = new Promise(done => { child.on('close', done); child.on('error', done); });
  const answers = new Map();
  const lines = createInterface({ input: child.stdout });
  const count = calls ? 3 : 2;
  const all = new Promise(done => lines.on('line', line => {
    try {
      const message = JSON.parse(line);
      answers.set(message.id, message.result ?? message.error);
    } catch {
      said += line;
    }
    if (answers.size === count) {
      done();
    }
  }));
  const send = message => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  child.stdin.on('error', () => {});
  send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'packages-test', version: '1' } } });
  send({ method: 'notifications/initialized' });
  send({ id: 2, method: 'tools/list' });
  if (calls) {
    send({ id: 3, method: 'tools/call', params: { name: calls, arguments: {} } });
  }
  let timer;
  await Promise.race([all, ended, new Promise(done => { timer = setTimeout(done, patienceMs); })]);
  clearTimeout(timer);
  child.stdin.end();
  return { initialize: answers.get(1), tools: answers.get(2)?.tools?.map(({ name }) => name), text: answers.get(3)?.content?.map(part => part.text).join('\n'), said };
}

function open(name) {
  const path = join(out, name);
  return existsSync(path) ? unzipSync(readFileSync(path)) : {};
}

function text(files, name) {
  return files[name] && Buffer.from(files[name]).toString('utf8');
}
