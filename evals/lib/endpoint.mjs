// A model behind an endpoint of OpenAI's kind: POST BASE/chat/completions with messages and tools.
import { setTimeout as wait } from 'node:timers/promises';

const mostTries = 6;
const firstWaitMs = 500;
const longestWaitMs = 30_000;
const shortestSecret = 8; // characters

/** The endpoint gave no answer. isForAll: every further task would meet the same. */
export class EndpointError extends Error {
  constructor(message, isForAll) {
    super(message);
    this.isForAll = isForAll;
  }
}

export class Endpoint {
  #key;

  /** @throws {EndpointError} The address is none that a key may be sent to. */
  constructor({ baseUrl, model, key }) {
    const base = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
    // A user, a password or a query may be secrets, and the address is printed.
    if (!/^https?:$/.test(base?.protocol ?? '') || base.username || base.password || base.search || base.hash) {
      throw new EndpointError(
        'EVAL_BASE_URL must be an http or https address without user and query, such as https://host/v1.', true);
    }
    this.url = `${base.href.replace(/\/+$/, '')}/chat/completions`;
    this.host = base.host;
    this.model = model;
    this.#key = key;
  }

  /** What the model says to a conversation: { message, usage }. */
  async next({ messages, tools, signal }) {
    const answer = await this.#ask({ model: this.model, messages, tools, tool_choice: 'auto' }, signal);
    const message = answer.choices?.[0]?.message;
    if (!message) {
      const shown = this.hide(JSON.stringify(answer)).slice(0, 300);
      throw new EndpointError(`The endpoint's answer holds no choices[0].message: ${shown}`, false);
    }
    return {
      message: normal(message),
      usage: { input: answer.usage?.prompt_tokens, output: answer.usage?.completion_tokens },
    };
  }

  /** A text without the key, should somebody have echoed it. A key too short for a secret stands in other words too. */
  hide(text) {
    return this.#key.length < shortestSecret ? text : text.replaceAll(this.#key, '[EVAL_API_KEY]');
  }

  async #ask(body, signal) {
    for (let attempt = 1; ; attempt++) {
      const { answer, problem, retryAfter, isFinal, isForAll = true } = await this.#post(body, signal);
      if (answer) {
        return answer;
      }
      if (isFinal || attempt === mostTries) {
        throw new EndpointError(`${problem} (${this.url}, attempt ${attempt})`, isForAll);
      }
      const backoff = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
      await wait(retryAfter ?? backoff, undefined, { signal });
    }
  }

  async #post(body, signal) {
    let response, text;
    try {
      response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#key}` },
        body: JSON.stringify(body),
        redirect: 'manual', // the key follows nobody elsewhere
        signal,
      });
      text = await response.text();
    } catch (error) {
      signal?.throwIfAborted();
      return { problem: `The endpoint cannot be reached: ${this.hide(String(error.cause?.message ?? error.message))}` };
    }
    if (response.ok) {
      try {
        return { answer: JSON.parse(text) };
      } catch {
        return { isFinal: true, problem: `The endpoint answered no JSON: ${this.hide(text).slice(0, 300)}` };
      }
    }
    const problem = `The endpoint answered ${response.status}: ${this.hide(text).slice(0, 300)}`;
    const isTemporary = response.status === 429 || response.status >= 500;
    // Too long a conversation (400, 413) is one task's trouble; a refused key or an unknown model is everybody's.
    const isForAll = isTemporary || [401, 403, 404].includes(response.status);
    return { problem, isFinal: !isTemporary, isForAll, retryAfter: milliseconds(response.headers.get('retry-after')) };
  }
}

/** Endpoints differ in what they leave out: the role, ids of calls, arguments as text. */
function normal(message) {
  const calls = message.tool_calls?.map(({ id, function: { name, arguments: args } }, at) => ({
    id: id || `call_${at + 1}`,
    type: 'function',
    function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args ?? {}) },
  }));
  const { content: said } = message;
  const content = Array.isArray(said) ? said.map(part => part.text ?? '').join('') : said;
  return { ...message, role: 'assistant', content: content ?? null, ...calls?.length > 0 && { tool_calls: calls } };
}

/** Retry-After is seconds or a date (RFC 9110 §10.2.3). */
function milliseconds(header) {
  if (!header) {
    return undefined;
  }
  const value = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(value) ? Math.max(0, value) : undefined;
}
