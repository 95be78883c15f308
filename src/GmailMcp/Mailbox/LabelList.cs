using Gmail.Labels;
using GmailMcp.Accounts;

namespace GmailMcp.Mailbox;

/// <summary>The labels of the mailbox: kept for half a minute, unless we change them ourselves. One for each call.</summary>
internal sealed class LabelList(Mailboxes mailboxes, MessageCache cache)
{
    // What this call itself got from Gmail.
    private LabelNames? _own;

    /// <summary>The labels as they were at most half a minute ago.</summary>
    /// <remarks>users.labels.list, 1 quota unit, where none are kept.</remarks>
    public Task<LabelNames> LoadAsync(CancellationToken cancellationToken) => LoadAsync(isNew: false, cancellationToken);

    /// <summary>The labels as they are now, for what is decided by them.</summary>
    /// <remarks>users.labels.list, 1 quota unit.</remarks>
    public Task<LabelNames> LoadNewAsync(CancellationToken cancellationToken) => LoadAsync(isNew: true, cancellationToken);

    /// <summary>Looks for a label; asks Gmail once more before it says that there is none.</summary>
    /// <param name="idOrName">An id, or a name without regard to case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null where there is none, and all that there are.</returns>
    public async Task<(Label? Label, LabelNames All)> FindAsync(string idOrName, CancellationToken cancellationToken)
    {
        var names = await LoadAsync(cancellationToken);
        if (names.Find(idOrName) is null && _own is null)
        {
            names = await LoadNewAsync(cancellationToken);
        }

        return (names.Find(idOrName), names);
    }

    /// <summary>Runs a change of labels; what is kept is dropped, whatever came of it.</summary>
    public async Task<T> ChangeAsync<T>(Func<Task<T>> changeAsync, CancellationToken cancellationToken)
    {
        var memory = await OpenAsync(cancellationToken);
        Drop();
        try
        {
            return await changeAsync();
        }
        finally
        {
            Drop(); // another call may have kept the list meanwhile
        }

        void Drop()
        {
            _own = null;
            memory.Labels.Drop();
        }
    }

    private async Task<LabelNames> LoadAsync(bool isNew, CancellationToken cancellationToken)
    {
        if (_own is not null && !isNew)
        {
            return _own;
        }

        var mailbox = await mailboxes.OpenMailboxAsync(cancellationToken);
        var memory = cache.For(mailbox);
        var (kept, version) = memory.Labels.Find();
        if (kept is not null && !isNew)
        {
            return new LabelNames(kept);
        }

        var labels = await mailboxes.MeteredClientOf(mailbox).Labels.ListAsync(cancellationToken);
        memory.KeepLabels(labels, version);
        return _own = new LabelNames(labels);
    }

    private async ValueTask<MailboxMemory> OpenAsync(CancellationToken cancellationToken) =>
        cache.For(await mailboxes.OpenMailboxAsync(cancellationToken));
}
