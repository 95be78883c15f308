// One JSON-RPC conversation with an MCP server over stdin and stdout: what it takes to list and call tools, no more.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The server has ended or said nothing in time. */
export class ServerError extends Error {}

export class McpServer {
  #child;
  #waiting = new Map();
  #lastId = 0;
  #ended;
  #signal;
  #complaints = '';

  /** Starts a server and greets it. Like a client that can ask its person nothing, it declares no capability.
   *  When the signal comes, whoever waits for an answer stops waiting. */
  static async start(command, args, options, signal) {
    const server = new McpServer();
    server.#signal = signal;
    server.#spawn(command, args, options);
    try {
      const { instructions, serverInfo } = await server.#ask('initialize', {
        protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'gmail-mcp-evals', version: '1' },
      });
      server.instructions = instructions ?? '';
      server.version = serverInfo.version;
      server.#write({ method: 'notifications/initialized' });
      return server;
    } catch (error) {
      server.#child.kill();
      throw error;
    }
  }

  /** Every tool as the server lists it. */
  async tools() {
    const tools = [];
    let cursor;
    do {
      const page = await this.#ask('tools/list', cursor ? { cursor } : {});
      tools.push(...page.tools);
      cursor = page.nextCursor;
    } while (cursor);
    return tools;
  }

  /** Calls a tool: the whole result, which may say isError. A call that the protocol refuses is such a result too. */
  async call(name, args) {
    try {
      return await this.#ask('tools/call', { name, arguments: args });
    } catch (error) {
      if (error instanceof ServerError || this.#signal.aborted) {
        throw error;
      }
      return { isError: true, content: [{ type: 'text', text: `Error: ${error.message}` }] };
    }
  }

  /** Ends the process and waits until it is gone. */
  async stop() {
    this.#child.kill();
    await this.#ended;
  }

  #spawn(command, args, options) {
    this.#child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stderr.on('data', chunk => { this.#complaints = (this.#complaints + chunk).slice(-2000); });
    this.#child.stdin.on('error', () => {}); // said by the exit below
    this.#child.once('error', error => this.#end(error.message));
    this.#ended = new Promise(done => this.#child.once('close', code => done(this.#end(`exit code ${code}`))));
    createInterface({ input: this.#child.stdout }).on('line', line => this.#hear(line));
  }

  async #ask(method, params) {
    this.#signal.throwIfAborted();
    const id = ++this.#lastId;
    let stop;
    try {
      return await new Promise((answer, fail) => {
        stop = () => fail(this.#signal.reason);
        this.#signal.addEventListener('abort', stop);
        this.#waiting.set(id, { answer, fail });
        this.#write({ id, method, params });
      });
    } finally {
      this.#signal.removeEventListener('abort', stop);
    }
  }

  #write(message) {
    this.#child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  #hear(line) {
    let message;
    try {
      message = JSON.parse(line);
    } catch {
      this.#complaints += `${line}\n`; // words meant for a person: usage, say; why it ends is said when it ends
      return;
    }
    if (message.method && message.id !== undefined) {
      this.#write({ id: message.id, error: { code: -32601, message: `This client knows no ${message.method}.` } });
      return;
    }
    const one = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) {
      one?.fail(new Error(message.error.message));
    } else {
      one?.answer(message.result);
    }
  }

  #end(how) {
    for (const { fail } of this.#waiting.values()) {
      fail(new ServerError(`The server ended (${how}). ${this.#complaints.trim()}`.trim()));
    }
    this.#waiting.clear();
  }
}
