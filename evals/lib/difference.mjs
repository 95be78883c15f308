// Two states of a mailbox, and what lies between them, in keys and names.

/** @returns { labels: Map of id to ['+STARRED', …], sent, drafts, deleted, arrived, draftsGone, newLabels, … } */
export async function difference(before, after, mailbox) {
  const labelName = id => before.labels.get(id) ?? after.labels.get(id) ?? id;
  const [draftsBefore, draftsAfter] = [before, after].map(state => new Set(state.drafts.values()));
  const isDraft = id => draftsBefore.has(id) || draftsAfter.has(id);
  const fresh = [...after.messages.values()].filter(({ id }) => !before.messages.has(id) && !draftsAfter.has(id));
  const labelsGone = [...before.labels.keys()].filter(id => !after.labels.has(id));
  const labels = new Map();
  for (const [id, message] of before.messages) {
    const now = after.messages.get(id);
    if (now) {
      const added = [...now.labelIds].filter(labelId => !message.labelIds.has(labelId));
      const removed = [...message.labelIds].filter(labelId =>
        !now.labelIds.has(labelId) && !labelsGone.includes(labelId));
      const found = [...added.map(id => `+${labelName(id)}`), ...removed.map(id => `-${labelName(id)}`)];
      if (found.length > 0) {
        labels.set(id, found);
      }
    }
  }
  const changedDrafts = [...after.drafts].filter(([draftId, messageId]) => before.drafts.get(draftId) !== messageId);
  return {
    labels,
    keys: new Map([...before.messages].map(([id, { key }]) => [id, key])),
    sent: await Promise.all(fresh.filter(isSent).map(message => withMail(message, mailbox))),
    drafts: await Promise.all(changedDrafts.map(async ([draftId, messageId]) => ({
      ...await withMail(after.messages.get(messageId), mailbox),
      of: before.messages.get(before.drafts.get(draftId))?.key,
    }))),
    arrived: fresh.filter(message => !isSent(message)).map(({ key }) => key),
    deleted: [...before.messages.values()].filter(({ id }) => !after.messages.has(id) && !isDraft(id))
      .map(({ key }) => key),
    draftsGone: [...before.drafts].filter(([draftId]) => !after.drafts.has(draftId))
      .map(([, messageId]) => before.messages.get(messageId).key),
    newLabels: [...after.labels].filter(([id]) => !before.labels.has(id)).map(([, name]) => name),
    labelsGone: labelsGone.map(id => before.labels.get(id)),
    renamedLabels: [...before.labels].filter(([id, name]) => after.labels.has(id) && after.labels.get(id) !== name)
      .map(([id, name]) => `${name} to ${after.labels.get(id)}`),
    filters: [...after.filters].filter(([id]) => !before.filters.has(id))
      .map(([, filter]) => named(filter, after.labels)),
    filtersGone: [...before.filters].filter(([id]) => !after.filters.has(id)).map(([, filter]) => filter),
  };
}

async function withMail(message, mailbox) {
  return { ...await mailbox.mail(message.id), threadId: message.threadId };
}

function named({ criteria, action }, labels) {
  const names = ids => ids?.map(id => labels.get(id) ?? id) ?? [];
  const [added, removed] = [action.addLabelIds, action.removeLabelIds].map(names);
  return { criteria, action: { ...action, addLabelIds: added, removeLabelIds: removed } };
}

function isSent({ labelIds }) {
  return labelIds.has('SENT');
}
