// Counts what each server asks of Gmail, and refuses what Gmail would: more units in a minute than the limit, more than ten calls
// of one mailbox at a time. A refused call costs nothing.
const windowMs = 60_000;
const unlimited = { unitsPerMinute: 0, concurrent: 0, refuseEvery: 0 };

export class Meter {
  constructor() {
    this.settings = { latencyMs: 0, unitsPerMinute: 0, concurrent: 0, refuseEvery: 0, exempt: [], log: false };
    this.callers = new Map();
  }

  of(name) {
    if (!this.callers.has(name)) {
      this.callers.set(name, { ...nothing(), spent: [], inFlight: 0, requestsInFlight: 0 });
    }
    return this.callers.get(name);
  }

  /** Forgets what was counted, and with it the units of the last minute. */
  reset() {
    for (const caller of this.callers.values()) {
      Object.assign(caller, nothing(), { spent: [] });
    }
  }

  figures(name) {
    const { spent, inFlight, requestsInFlight, ...figures } = this.of(name);
    return figures;
  }

  /** One HTTP request has arrived; call what it returns when it is answered. */
  arrive(name, entry) {
    const caller = this.of(name);
    caller.requests++;
    caller.requestsInFlight++;
    caller.mostRequestsInFlight = Math.max(caller.mostRequestsInFlight, caller.requestsInFlight);
    if (this.settings.log) {
      caller.log.push(entry);
    }
    return () => { caller.requestsInFlight--; };
  }

  /** One call of a method: { refusal } or { leave }, to be called when it is answered. */
  admit(name, method) {
    const caller = this.of(name);
    const { unitsPerMinute, concurrent, refuseEvery } = this.settings.exempt.includes(name) ? unlimited : this.settings;
    caller.calls++;
    if (concurrent > 0 && caller.inFlight >= concurrent) {
      return { refusal: refused(caller, method, 429, 'rateLimitExceeded', 'Too many concurrent requests for user.') };
    }
    const now = Date.now();
    caller.spent = caller.spent.filter(item => item.at > now - windowMs);
    const inMinute = caller.spent.reduce((sum, item) => sum + item.units, 0);
    if (unitsPerMinute > 0 && inMinute + method.units > unitsPerMinute) {
      const free = new Date((caller.spent[0]?.at ?? now) + windowMs).toISOString();
      return { refusal: refused(caller, method, 403, 'userRateLimitExceeded', `User-rate limit exceeded.  Retry after ${free}`) };
    }
    if (refuseEvery > 0 && caller.calls % refuseEvery === 0) {
      return { refusal: refused(caller, method, 403, 'userRateLimitExceeded', 'User Rate Limit Exceeded') };
    }
    caller.spent.push({ at: now, units: method.units });
    caller.units += method.units;
    caller.byMethod[method.id] = (caller.byMethod[method.id] ?? 0) + 1;
    caller.inFlight++;
    caller.mostInFlight = Math.max(caller.mostInFlight, caller.inFlight);
    return { leave: () => { caller.inFlight--; } };
  }
}

function nothing() {
  return { requests: 0, calls: 0, units: 0, refusals: 0, mostInFlight: 0, mostRequestsInFlight: 0, byMethod: {}, log: [] };
}

function refused(caller, method, status, reason, message) {
  caller.refusals++;
  return failure(status, message, reason, 'usageLimits', status === 429 ? 'RESOURCE_EXHAUSTED' : 'PERMISSION_DENIED');
}

/** An answer in the shape of Google's errors. */
export function failure(status, message, reason, domain = 'global', code = 'INVALID_ARGUMENT') {
  return { status, json: { error: { code: status, message, errors: [{ message, domain, reason }], status: code } } };
}
