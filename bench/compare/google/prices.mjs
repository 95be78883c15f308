// What a request is to Gmail: the method of the API and its quota units, as Google's price list of May 2026 has them for new
// projects. docs/gmail-api.md has the whole list; these are the methods that the servers here call.
const methods = [
  ['GET', 'profile', 'getProfile', 1],
  ['GET', 'messages', 'messages.list', 5],
  ['POST', 'messages', 'messages.insert', 25],
  ['POST', 'messages/send', 'messages.send', 100],
  ['POST', 'messages/import', 'messages.import', 25],
  ['POST', 'messages/batchModify', 'messages.batchModify', 50],
  ['POST', 'messages/batchDelete', 'messages.batchDelete', 50],
  ['GET', 'messages/:id', 'messages.get', 20],
  ['DELETE', 'messages/:id', 'messages.delete', 10],
  ['POST', 'messages/:id/modify', 'messages.modify', 5],
  ['POST', 'messages/:id/trash', 'messages.trash', 5],
  ['POST', 'messages/:id/untrash', 'messages.untrash', 5],
  ['GET', 'messages/:id/attachments/:part', 'messages.attachments.get', 20],
  ['GET', 'threads', 'threads.list', 10],
  ['GET', 'threads/:id', 'threads.get', 40],
  ['POST', 'threads/:id/modify', 'threads.modify', 10],
  ['POST', 'threads/:id/trash', 'threads.trash', 20],
  ['POST', 'threads/:id/untrash', 'threads.untrash', 20],
  ['DELETE', 'threads/:id', 'threads.delete', 20],
  ['GET', 'drafts', 'drafts.list', 5],
  ['POST', 'drafts', 'drafts.create', 10],
  ['POST', 'drafts/send', 'drafts.send', 100],
  ['GET', 'drafts/:id', 'drafts.get', 20],
  ['PUT', 'drafts/:id', 'drafts.update', 15],
  ['DELETE', 'drafts/:id', 'drafts.delete', 10],
  ['GET', 'labels', 'labels.list', 1],
  ['POST', 'labels', 'labels.create', 5],
  ['GET', 'labels/:id', 'labels.get', 1],
  ['PUT', 'labels/:id', 'labels.update', 5],
  ['PATCH', 'labels/:id', 'labels.patch', 5],
  ['DELETE', 'labels/:id', 'labels.delete', 5],
  ['GET', 'history', 'history.list', 2],
  ['POST', 'watch', 'watch', 100],
  ['POST', 'stop', 'stop', 5],
  ['GET', 'settings/sendAs', 'settings.sendAs.list', 1],
  ['GET', 'settings/sendAs/:id', 'settings.sendAs.get', 1],
  ['GET', 'settings/filters', 'settings.filters.list', 1],
  ['POST', 'settings/filters', 'settings.filters.create', 5],
].map(([verb, path, id, units]) => ({ verb, steps: path.split('/'), id, units }));

const root = /^\/(resumable\/)?(upload\/)?gmail\/v1\/users\/[^/]+\//;

/** The method that a request calls, with the ids in its path, or undefined: { id, verb, units, path, ids, isUpload }. */
export function methodOf(verb, pathname) {
  const match = root.exec(pathname);
  if (!match) {
    return undefined;
  }
  const path = pathname.slice(match[0].length);
  const steps = path.split('/').map(decodeURIComponent);
  const fits = method => method.verb === verb && method.steps.length === steps.length
    && method.steps.every((step, index) => step.startsWith(':') || step === steps[index]);
  // A literal is meant before an id: messages/send is no message.
  const found = methods.filter(fits).sort((one, other) => literals(other) - literals(one))[0];
  return found && {
    id: found.id, verb: found.verb, units: found.units, path, isUpload: match[2] !== undefined,
    ids: Object.fromEntries(found.steps.flatMap((step, index) => step.startsWith(':') ? [[step.slice(1), steps[index]]] : [])),
  };
}

function literals(method) {
  return method.steps.filter(step => !step.startsWith(':')).length;
}
