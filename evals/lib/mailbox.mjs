// A fresh mailbox for each task: `gmail-mcp emulator`, read and written by plain requests of the Gmail API, so that what
// a task left behind is not judged by the client under test.
import { spawn } from 'node:child_process';
import http from 'node:http';
import { rawMail } from './raw-mail.mjs';

const patienceMs = 30_000;
const everything = 'messages?includeSpamTrash=true&';

// Gmail's id of a demo mail -> its key. The emulator gives the same ids in every process of a day: one look is enough.
const demoKeys = new Map();

export class Mailbox {
  static #open = new Set();

  #child;
  #agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  #keys = new Map();

  /** Ends every emulator at once, when the program has to end itself. */
  static abandon() {
    Mailbox.#open.forEach(mailbox => mailbox.#child.kill());
  }

  /** Starts an emulator and puts the task's own mails on top of the demo's. */
  static async open(binary, home, mails = []) {
    const mailbox = new Mailbox();
    try {
      await mailbox.#start(binary, home);
      await mailbox.#learnKeys();
      for (const mail of mails) {
        await mailbox.#insert(mail);
      }
      return mailbox;
    } catch (error) {
      mailbox.#child.kill();
      throw error;
    }
  }

  async close() {
    const ended = this.#child.exitCode === null && new Promise(done => this.#child.once('close', done));
    Mailbox.#open.delete(this);
    this.#agent.destroy();
    this.#child.kill();
    await ended;
  }

  /** Everything that a person could see, as it is now. */
  async read() {
    const [all, labels, drafts, filters] = await Promise.all([
      this.#list(everything, 'messages'), this.#get('labels'),
      this.#list('drafts?includeSpamTrash=true&', 'drafts'), this.#get('settings/filters'),
    ]);
    const messages = new Map(all.map(({ id, threadId }) => [id, { id, threadId, labelIds: new Set() }]));
    await Promise.all(labels.labels.map(async ({ id: labelId }) => {
      for (const { id } of await this.#list(`${everything}labelIds=${encodeURIComponent(labelId)}&`, 'messages')) {
        messages.get(id)?.labelIds.add(labelId);
      }
    }));
    await Promise.all([...messages.values()].map(async message => { message.key = await this.#keyOf(message.id); }));
    return {
      messages,
      labels: new Map(labels.labels.map(label => [label.id, label.name])),
      drafts: new Map(drafts.map(draft => [draft.id, draft.message.id])),
      filters: new Map((filters.filter ?? []).map(filter => [filter.id, filter])),
    };
  }

  /** A message with its parts: { to, cc, bcc, subject, text, attachments: [{ name, size, attachmentId }], at }. */
  async mail(messageId) {
    const { payload, internalDate } = await this.#get(`messages/${messageId}?format=full`);
    const header = name => payload.headers?.find(field => field.name.toLowerCase() === name)?.value ?? '';
    const parts = flat(payload);
    const textOf = type => parts.filter(part => part.mimeType === type && !part.filename && part.body?.data)
      .map(part => Buffer.from(part.body.data, 'base64url').toString()).join('\n');
    return {
      id: messageId,
      at: new Date(Number(internalDate)),
      to: addresses(header('to')),
      cc: addresses(header('cc')),
      bcc: addresses(header('bcc')),
      subject: header('subject'),
      text: textOf('text/plain') || textOf('text/html').replace(/<[^>]*>/g, ' '),
      attachments: parts.filter(part => part.filename)
        .map(part => ({ name: part.filename, attachmentId: part.body?.attachmentId, data: part.body?.data })),
    };
  }

  /** The bytes of an attachment. */
  async attachment(messageId, name) {
    const found = (await this.mail(messageId)).attachments.find(file => file.name === name);
    if (!found) {
      return undefined;
    }
    const data = found.data ?? (await this.#get(`messages/${messageId}/attachments/${found.attachmentId}`)).data;
    return Buffer.from(data, 'base64url');
  }

  async #start(binary, home) {
    this.#child = spawn(binary, ['emulator', '--port', '0', '--auto-consent'], {
      cwd: home, env: { PATH: process.env.PATH, HOME: home }, stdio: ['ignore', 'pipe', 'inherit'],
    });
    Mailbox.#open.add(this);
    const said = await new Promise((done, fail) => {
      let text = '';
      const timer = setTimeout(() => fail(new Error('The emulator did not start in time.')), patienceMs);
      this.#child.once('error', fail);
      this.#child.once('close', code => fail(new Error(`The emulator ended with exit code ${code}. ${text}`)));
      this.#child.stdout.on('data', chunk => {
        text += chunk;
        if (text.includes('/profile')) {
          clearTimeout(timer);
          done(text);
        }
      });
    });
    [this.address, this.root] = /Emulated Gmail of (\S+): (\S+)/.exec(said).slice(1);
    this.token = /Bearer ([^']+)/.exec(said)[1];
  }

  async #insert(mail) {
    const parent = mail.answers ? await this.#withKey(mail.answers) : undefined;
    const { labels } = await this.#get('labels');
    const labelIds = (mail.labels ?? ['INBOX', 'UNREAD']).map(name => {
      const label = labels.find(one => one.name === name);
      if (!label) {
        throw new Error(`The mail ${mail.key} wants the label ${name}, which the mailbox does not have.`);
      }
      return label.id;
    });
    const raw = rawMail(mail, this.address, parent?.rfcId);
    await this.#ask('POST', 'messages?internalDateSource=dateHeader',
      { raw: raw.toString('base64url'), labelIds, threadId: parent?.threadId });
  }

  async #withKey(key) {
    const found = (await this.#list(everything, 'messages')).find(({ id }) => this.#keys.get(id) === key);
    if (!found) {
      throw new Error(`No mail has the key ${key}.`);
    }
    return { threadId: found.threadId, rfcId: await this.#rfcIdOf(found.id) };
  }

  async #learnKeys() {
    await Promise.all((await this.#list(everything, 'messages')).map(async ({ id }) => {
      this.#keys.set(id, demoKeys.get(id) ?? await this.#keyOf(id));
      demoKeys.set(id, this.#keys.get(id));
    }));
  }

  async #keyOf(messageId) {
    if (!this.#keys.has(messageId)) {
      this.#keys.set(messageId, /<([^@>]+)@/.exec(await this.#rfcIdOf(messageId))?.[1] ?? messageId);
    }
    return this.#keys.get(messageId);
  }

  async #rfcIdOf(messageId) {
    const { payload } = await this.#get(`messages/${messageId}?format=metadata&metadataHeaders=Message-ID`);
    return payload.headers?.[0]?.value ?? '';
  }

  async #list(path, name) {
    const items = [];
    let pageToken = '';
    do {
      const next = pageToken && `&pageToken=${encodeURIComponent(pageToken)}`;
      const page = await this.#get(`${path}maxResults=500${next}`);
      items.push(...page[name] ?? []);
      pageToken = page.nextPageToken ?? '';
    } while (pageToken);
    return items;
  }

  #get(path) {
    return this.#ask('GET', path);
  }

  #ask(method, path, body) {
    const bytes = body && Buffer.from(JSON.stringify(body));
    const headers = { authorization: `Bearer ${this.token}`, ...bytes && {
      'content-type': 'application/json', 'content-length': bytes.length } };
    return new Promise((done, fail) => {
      const url = `${this.root}/gmail/v1/users/me/${path}`;
      const request = http.request(url, { method, headers, agent: this.#agent }, response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', chunk => { text += chunk; });
        response.on('end', () => response.statusCode < 300
          ? done(text === '' ? undefined : JSON.parse(text))
          : fail(new Error(`The emulator answered ${response.statusCode} to ${method} ${path}: ${text}`)));
      });
      request.on('error', fail);
      request.end(bytes);
    });
  }
}

function flat(part) {
  return [part, ...(part.parts ?? []).flatMap(flat)];
}

function addresses(header) {
  return (header.match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? []).map(address => address.toLowerCase());
}
