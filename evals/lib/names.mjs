// Ids differ from run to run. Tasks and recordings have keys and placeholders instead; this is the way there and back.
// A demo mail's key is the left half of its Message-ID.

const placeholder = /\{\{(\w+):([^{}]+)\}\}/g;
const shortestResult = 8; // characters: a shorter value in an answer may be there by chance

export class Names {
  #ids = new Map();

  /** @param state The mailbox as the model finds it. */
  constructor(state, mailbox) {
    this.state = state;
    this.mailbox = mailbox;
    for (const { id, key } of state.messages.values()) {
      this.#ids.set(key, id);
    }
  }

  message(key) {
    const id = this.#ids.get(key);
    if (id === undefined) {
      throw new Error(`No mail has the key ${key}.`);
    }
    return id;
  }

  thread(key) {
    return this.state.messages.get(this.message(key)).threadId;
  }

  keyOf(messageId) {
    return this.state.messages.get(messageId)?.key;
  }

  /** The day some days after a mail came in: "bridge-28+6". */
  async day(spec) {
    const [, key, days] = /^(.+?)([+-]\d+)$/.exec(spec) ?? [];
    if (!key) {
      throw new Error(`"${spec}" is no day: write KEY+DAYS.`);
    }
    const { at } = await this.mailbox.mail(this.message(key));
    return new Date(at.getTime() + Number(days) * 24 * 3600_000);
  }

  /** A value with every placeholder of its texts replaced by what it stands for in this run. */
  async resolved(value, results = []) {
    if (Array.isArray(value)) {
      return Promise.all(value.map(item => this.resolved(item, results)));
    }
    if (value && typeof value === 'object') {
      return Object.fromEntries(await Promise.all(
        Object.entries(value).map(async ([key, item]) => [key, await this.resolved(item, results)])));
    }
    if (typeof value !== 'string') {
      return value;
    }
    const found = await Promise.all(
      [...value.matchAll(placeholder)].map(([, kind, name]) => this.#meant(kind, name, results)));
    return value.replace(placeholder, () => found.shift());
  }

  /** A value as a recording keeps it: ids replaced by placeholders. */
  recorded(value, results) {
    if (Array.isArray(value)) {
      return value.map(item => this.recorded(item, results));
    }
    if (value && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.recorded(item, results)]));
    }
    if (typeof value !== 'string') {
      return value;
    }
    return this.#nameOf(value) ?? resultHolding(value, results)
      ?? value.replace(/\b[0-9a-f]{16}\b/g, id => this.keyOf(id) ? `{{message:${this.keyOf(id)}}}` : id);
  }

  #nameOf(id) {
    const draft = this.state.drafts.get(id);
    const filter = [...this.state.filters.keys()].indexOf(id);
    return this.keyOf(id) ? `{{message:${this.keyOf(id)}}}`
      : draft ? `{{draft:${this.keyOf(draft)}}}`
      : filter >= 0 ? `{{filter:${filter + 1}}}`
      : /^Label_/.test(id) && this.state.labels.has(id) ? `{{label:${this.state.labels.get(id)}}}` : undefined;
  }

  async #meant(kind, name, results) {
    switch (kind) {
      case 'message': return this.message(name);
      case 'thread': return this.thread(name);
      case 'draft': return required(name, [...this.state.drafts].find(([, id]) => id === this.message(name))?.[0]);
      case 'filter': return required(name, [...this.state.filters.keys()][Number(name) - 1]);
      case 'label': return required(name, [...this.state.labels].find(([, label]) => label === name)?.[0]);
      case 'day': return englishDay(await this.day(name));
      case 'result': {
        const [, number, pointer] = /^(\d+):(\/.*)$/.exec(name) ?? [];
        const path = pointer?.slice(1).split('/') ?? [];
        return required(name, path.reduce((part, key) => part?.[key], results[Number(number) - 1]));
      }
      default: throw new Error(`{{${kind}:${name}}} is no placeholder.`);
    }
  }
}

/** The ways in which an answer may name a day. */
export async function dayWords(spec, names) {
  const at = await names.day(spec);
  const [date, month] = [at.getUTCDate(), at.toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' })];
  const ending = { 1: 'st', 2: 'nd', 3: 'rd', 21: 'st', 22: 'nd', 23: 'rd', 31: 'st' }[date] ?? 'th';
  return [
    ...[month, month.slice(0, 3)].flatMap(name => [`${date} ${name}`, `${name} ${date}`, `${date}. ${name}`]),
    `${date}${ending} ${month}`, `${date}${ending} of ${month}`, `${month} ${date}${ending}`,
    at.toISOString().slice(0, 10),
  ];
}

function englishDay(at) {
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
}

function required(name, value) {
  if (typeof value !== 'string') {
    throw new Error(`The recording names "${name}", which this run does not have.`);
  }
  return value;
}

function resultHolding(value, results) {
  if (value.length < shortestResult) {
    return undefined;
  }
  for (let number = results.length; number > 0; number--) {
    const pointer = pointerTo(value, results[number - 1]);
    if (pointer !== undefined) {
      return `{{result:${number}:${pointer}}}`;
    }
  }
  return undefined;
}

function pointerTo(value, part) {
  if (part === value) {
    return '';
  }
  if (part && typeof part === 'object') {
    for (const [key, item] of Object.entries(part)) {
      const rest = pointerTo(value, item);
      if (rest !== undefined) {
        return `/${key}${rest}`;
      }
    }
  }
  return undefined;
}
