// A model behind an endpoint of OpenAI's kind: POST BASE/chat/completions with messages and tools.
import { setTimeout as wait } from 'node:timers/promises';

const mostTries = 6;
const firstWaitMs = 500;
const longestWaitMs = 30_000;

/** The endpoint refuses in a way that asking again does not change: every further task would meet it too. */
export class EndpointError extends Error {}

export class Endpoint {
  #key;

  constructor({ baseUrl, model, key }) {
    this.url = `${baseUrl.replace(/\/+$/, '')}/chat/completions`;
    this.model = model;
    this.#key = key;
  }

  /** What the model says to a conversation: { message, usage }. */
  async next({ messages, tools, signal }) {
    const answer = await this.#ask({ model: this.model, messages, tools, tool_choice: 'auto' }, signal);
    const message = answer.choices?.[0]?.message;
    if (!message) {
      throw new EndpointError(`The endpoint's answer holds no choices[0].message: ${this.hide(JSON.stringify(answer)).slice(0, 300)}`);
    }
    return { message, usage: { input: answer.usage?.prompt_tokens, output: answer.usage?.completion_tokens } };
  }

  /** A text without the key, should somebody have echoed it. */
  hide(text) {
    return text.replaceAll(this.#key, '[EVAL_API_KEY]');
  }

  async #ask(body, signal) {
    for (let attempt = 1; ; attempt++) {
      const { answer, problem, retryAfter, isFinal } = await this.#post(body, signal);
      if (answer) {
        return answer;
      }
      if (isFinal || attempt === mostTries) {
        throw new EndpointError(`${problem} (${this.url}, attempt ${attempt})`);
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
        redirect: 'error', // the key follows nobody elsewhere
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
    return { problem, isFinal: !isTemporary, retryAfter: milliseconds(response.headers.get('retry-after')) };
  }
}

/** Retry-After is seconds or a date (RFC 9110 §10.2.3). */
function milliseconds(header) {
  if (!header) {
    return undefined;
  }
  const value = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(value) ? Math.max(0, value) : undefined;
}
