using GmailMcp.Accounts;
using GmailMcp.Authorization;
using GmailMcp.Storage;

namespace GmailMcp.Hosting;

/// <summary>Whose mailboxes a server for several people opens, and how their sign-ins are kept.</summary>
internal sealed record OwnerSettings
{
    /// <summary>Who has which bearer key.</summary>
    public CallerKeys? Keys { get; init; }

    /// <summary>Where the sealed sign-ins of other owners are; null keeps them in memory.</summary>
    public string? DataFolder { get; init; }

    /// <summary>What they are sealed with; set where there is a folder.</summary>
    public StoreKey? StoreKey { get; init; }

    /// <summary>Opens mailboxes of an organisation without their owners' sign-in.</summary>
    public ServiceAccountKey? ServiceAccount { get; init; }

    /// <summary>The mailbox that the service account opens for the local owner.</summary>
    public string? LocalDelegate { get; init; }

    /// <summary>The mailbox that the service account opens for an owner; null where he signs in himself.</summary>
    public string? FindDelegate(Owner owner) => owner == Owner.Local
        ? LocalDelegate
        : Keys?.Callers.FirstOrDefault(caller => caller.Owner == owner)?.Delegate;

    /// <summary>Where an owner other than the local one keeps his tokens: a session in memory, for as long as it lasts.</summary>
    public CredentialsStore OpenStore(Owner owner, Action<string> notice) =>
        owner.IsSession || DataFolder is null || StoreKey is null
            ? new MemoryCredentials()
            : new TokenStore(DataFolder, owner, StoreKey, notice);
}
