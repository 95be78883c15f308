namespace GmailMcp.Accounts;

/// <summary>
/// The key to one person's accounts. On stdio it is always <see cref="Local"/>; over HTTP a proved caller has his own.
/// A tool never sees it: the host binds it before a tool runs, so that no argument can name another person's.
/// </summary>
internal sealed record Owner(string Key)
{
    public static Owner Local { get; } = new("local");
}
