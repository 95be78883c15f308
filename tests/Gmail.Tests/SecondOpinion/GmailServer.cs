namespace Gmail.Tests.SecondOpinion;

/// <summary>A Gmail that tests meet without knowing which: ours, or the one that others wrote.</summary>
public abstract class GmailServer
{
    /// <summary>Whether it is ours.</summary>
    public abstract bool IsOurs { get; }

    /// <summary>An empty mailbox of its own and a client signed in to it.</summary>
    public abstract ValueTask<SignedIn> SignInAsync();
}
