using System.Collections.Concurrent;
using Gmail;

namespace GmailMcp.Accounts;

/// <summary>Every owner's account and connection: made when first needed, found again by the owner alone.</summary>
/// <param name="create">Makes an owner's account.</param>
/// <param name="connect">Makes the client of its mailbox.</param>
internal sealed class OwnerAccounts(Func<Owner, OwnerAccount> create, Func<OwnerAccount, GmailClient> connect) : IDisposable
{
    private readonly ConcurrentDictionary<Owner, Lazy<Entry>> _entries = new();

    /// <summary>The owner's account, signed in or not.</summary>
    public OwnerAccount For(Owner owner) => Find(owner).Account;

    /// <summary>The owner's mailbox, with a fresh token.</summary>
    /// <param name="owner">Whose; null for a caller who has no accounts.</param>
    /// <param name="address">The account that was named; null for the owner's only one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SignInRequiredException">Nobody is signed in, or the sign-in has ended.</exception>
    public async ValueTask<OpenMailbox> OpenAsync(Owner? owner, string? address, CancellationToken cancellationToken)
    {
        if (owner is null)
        {
            throw NoOwner();
        }

        var entry = Find(owner);
        try
        {
            await entry.Account.Access.GetAsync(cancellationToken); // signed in? if not, it says how
        }
        catch (SignInRequiredException)
        {
            entry.End();
            throw;
        }

        if (address is not null)
        {
            entry.Account.Require(address, entry.Account.Delegation is null ? await entry.Lookup.FindAsync(cancellationToken) : null);
        }

        return entry.Open();
    }

    /// <summary>What was granted to the owner; null when nobody is signed in or it is not known, which filters nothing.</summary>
    public IReadOnlyCollection<string>? FindGrantedScopes(Owner? owner) =>
        owner is null || (owner.IsSession && !_entries.ContainsKey(owner)) ? null : For(owner).FindGrantedScopes();

    /// <summary>Forgets an owner: what a session signed in ends with it. Calls under way keep their connection.</summary>
    public void Forget(Owner owner)
    {
        if (_entries.TryRemove(owner, out var entry) && entry.IsValueCreated)
        {
            entry.Value.End();
        }
    }

    public void Dispose()
    {
        foreach (var entry in _entries.Values.Where(entry => entry.IsValueCreated))
        {
            entry.Value.Account.Dispose();
        }

        _entries.Clear();
    }

    /// <summary>For a caller who has no accounts and nowhere to keep any.</summary>
    public static SignInRequiredException NoOwner() =>
        new(
            SignInReason.NotSignedIn,
            account: null,
            "This request came without a key and without a session, so there is no mailbox that it could reach.",
            "Ask the operator of this server for a key and send it as \"Authorization: Bearer KEY\"; or use a client that "
            + "opens a session (initialize) and sign in there.");

    private Entry Find(Owner owner) => _entries.GetOrAdd(owner, added => new Lazy<Entry>(() => Make(added))).Value;

    private Entry Make(Owner owner)
    {
        var account = create(owner);
        var gmail = new Lazy<GmailClient>(() => connect(account));
        return new(owner, account, gmail, new AddressLookup(account.Store, () => gmail.Value, account.SignInBy));
    }

    private sealed class Entry(Owner owner, OwnerAccount account, Lazy<GmailClient> gmail, AddressLookup lookup)
    {
        private readonly Lock _gate = new();
        private (OpenMailbox Mailbox, string Grant)? _open;

        public OwnerAccount Account => account;

        public AddressLookup Lookup => lookup;

        /// <summary>The same mailbox as before for as long as the sign-in is the same.</summary>
        public OpenMailbox Open()
        {
            OpenMailbox? before = null;
            OpenMailbox opened;
            lock (_gate)
            {
                var grant = account.FindGrant();
                if (_open is { } open && open.Grant == grant && !open.Mailbox.HasEnded)
                {
                    return open.Mailbox;
                }

                before = _open?.Mailbox;
                opened = new OpenMailbox(
                    gmail.Value,
                    () => grant is not null && account.IsStored && account.FindGrant() == grant,
                    owner,
                    FindAddressAsync);
                _open = grant is null ? null : (opened, grant);
            }

            before?.End();
            return opened;
        }

        private async Task<string?> FindAddressAsync(CancellationToken cancellationToken)
        {
            try
            {
                return account.Delegation?.User ?? await lookup.FindAsync(cancellationToken);
            }
            catch (AccountException)
            {
                return null; // Gmail did not tell
            }
        }

        public void End()
        {
            OpenMailbox? ended;
            lock (_gate)
            {
                ended = _open?.Mailbox;
                _open = null;
            }

            ended?.End();
        }
    }
}
