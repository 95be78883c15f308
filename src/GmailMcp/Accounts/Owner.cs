namespace GmailMcp.Accounts;

/// <summary>
/// The key to one person's accounts. On stdio it is always <see cref="Local"/>; over HTTP a proved caller has his own.
/// A tool never sees it: the host binds it before a tool runs, so that no argument can name another person's.
/// </summary>
internal sealed record Owner(string Key)
{
    private const string SessionStart = "session:";

    public static Owner Local { get; } = new("local");

    /// <summary>True for an owner that is one MCP session: what he signs in ends with it.</summary>
    public bool IsSession => Key.StartsWith(SessionStart, StringComparison.Ordinal);

    /// <summary>The holder of the bearer key of this name.</summary>
    public static Owner OfKey(string name) => new("key:" + name);

    /// <summary>A caller without a key: the session itself.</summary>
    public static Owner OfSession(string sessionId) => new(SessionStart + sessionId);

    /// <summary>A session id is as good as a password, so none is printed.</summary>
    public override string ToString() => IsSession ? "a session" : Key;
}
