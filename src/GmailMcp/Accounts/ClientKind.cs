namespace GmailMcp.Accounts;

/// <summary>The two kinds of OAuth client that a keys file can hold.</summary>
internal enum ClientKind
{
    /// <summary>"Desktop app": any loopback port may be called back, nothing is registered.</summary>
    Installed,

    /// <summary>"Web application": only the registered redirect URIs, byte for byte.</summary>
    Web,
}
