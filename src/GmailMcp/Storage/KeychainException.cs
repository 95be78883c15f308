namespace GmailMcp.Storage;

/// <summary>The keychain of the system is missing, locked or refuses. Never holds a secret.</summary>
internal sealed class KeychainException(string what, string repair, Exception? inner = null)
    : IOException($"{what} {repair}", inner)
{
    public string What { get; } = what;

    public string Repair { get; } = repair;
}
