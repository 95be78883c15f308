namespace GmailMcp.Accounts;

/// <summary>Where one account's tokens are kept between runs.</summary>
internal abstract class CredentialsStore
{
    /// <summary>The file's path or the variable's name, for sentences.</summary>
    public abstract string Name { get; }

    /// <summary>What tells this place from any other on this computer; null where it ends with the process.</summary>
    public virtual string? Place => Name;

    /// <summary>
    /// Whether the store also keeps the OAuth client that the tokens were made with, when the server has none of its
    /// own. The plain file does not, because other programs read it: there the client lies beside it.
    /// </summary>
    public virtual bool KeepsClient => false;

    /// <summary>Changes when somebody else writes; equal while nothing has happened.</summary>
    public abstract object? Stamp();

    /// <summary>The tokens, or null when nobody has signed in.</summary>
    /// <exception cref="AccountException">They are there and cannot be used.</exception>
    public abstract Credentials? Read();

    /// <summary>Keeps the tokens; false when they could not be written, which has been said in a notice.</summary>
    public abstract bool TryWrite(Credentials credentials);

    /// <summary>
    /// Forgets the tokens; false when there were none, or when they are not this program's to remove.
    /// </summary>
    public abstract bool Delete();

    /// <summary>Holds off every other task and process that would refresh the same tokens, until disposed.</summary>
    public abstract Task<IDisposable> LockAsync(CancellationToken cancellationToken);
}
