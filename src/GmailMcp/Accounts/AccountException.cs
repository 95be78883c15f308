namespace GmailMcp.Accounts;

/// <summary>
/// Accounts cannot do what was asked, in words for the person: what happened to what, then what to do next.
/// Never holds a token, a code or a client secret.
/// </summary>
internal class AccountException(string what, string repair, Exception? inner = null)
    : Exception($"{what} {repair}", inner)
{
    public string What { get; } = what;

    public string Repair { get; } = repair;
}
