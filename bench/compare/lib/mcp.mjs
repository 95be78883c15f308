// A client of the Model Context Protocol over stdio: starts a server, calls its tools, and keeps what a model would see of them.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { watched } from './process.mjs';

const patienceMs = 600_000;

export class Client {
  static async start({ name, command, args, cwd, env }) {
    const client = new Client(name, watched(spawn(command, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })));
    await client.request('initialize', {
      protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'compare', version: '1.0.0' } });
    client.#write({ method: 'notifications/initialized' });
    client.tools = (await client.request('tools/list', {})).tools.map(tool => tool.name);
    return client;
  }

  constructor(name, child) {
    this.name = name;
    this.child = child;
    this.pid = child.pid;
    this.waiting = new Map();
    this.next = 1;
    this.complaints = '';
    child.stderr.on('data', chunk => { this.complaints = (this.complaints + chunk).slice(-4000); });
    child.stdin.on('error', () => {});
    child.once('close', code => {
      this.waiting.forEach(({ reject }) => reject(new Error(`${name} ended (${code}):\n${this.complaints}`)));
      this.waiting.clear();
    });
    createInterface({ input: child.stdout }).on('line', line => this.#take(line));
  }

  /** Calls a tool: { text, structured, isError, ms }. */
  async call([tool, args]) {
    const begin = performance.now();
    let answer;
    try {
      answer = await this.request('tools/call', { name: tool, arguments: args });
    } catch (error) {
      if (!error.isAnswer) {
        throw error;
      }
      answer = { isError: true, content: [{ type: 'text', text: error.message }] };
    }
    const ms = performance.now() - begin;
    const text = (answer.content ?? []).map(item => item.text ?? '').join('\n');
    return { tool, text, structured: answer.structuredContent, isError: answer.isError === true, ms };
  }

  request(method, params) {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${this.name} did not answer ${method} within ${patienceMs} ms`)), patienceMs);
      const settle = act => value => { clearTimeout(timer); act(value); };
      this.waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      this.#write({ id, method, params });
    });
  }

  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) {
      return;
    }
    const ended = new Promise(done => this.child.once('close', done));
    this.child.stdin.end();
    const late = setTimeout(() => this.child.kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(late);
  }

  #write(message) {
    this.child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  #take(line) {
    let message;
    try {
      message = JSON.parse(line);
    } catch {
      return; // some servers log to stdout
    }
    const waiting = message.id !== undefined && message.method === undefined && this.waiting.get(message.id);
    if (waiting) {
      this.waiting.delete(message.id);
      if (message.error) {
        waiting.reject(Object.assign(new Error(JSON.stringify(message.error)), { isAnswer: true }));
      } else {
        waiting.resolve(message.result);
      }
    }
  }
}
