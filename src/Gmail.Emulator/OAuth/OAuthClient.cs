namespace Gmail.Emulator.OAuth;

/// <summary>A client of the Cloud console: a desktop app or a web application.</summary>
/// <param name="clientId">Its id.</param>
/// <param name="clientSecret">Its secret; null accepts any.</param>
/// <param name="redirectUris">Where codes may go.</param>
internal sealed class OAuthClient(string clientId, string? clientSecret, IReadOnlyList<string> redirectUris)
{
    /// <summary>Dead since 2022, but still in the key files of old desktop apps.</summary>
    private const string OutOfBand = "urn:ietf:wg:oauth:2.0:oob";

    public string Id => clientId;

    /// <summary>What id tokens are signed with.</summary>
    public string Secret => clientSecret ?? clientId;

    public bool Knows(string secret) => clientSecret is null || secret == clientSecret;

    /// <summary>A desktop app's key file says only <c>http://localhost</c>, or nothing.</summary>
    public bool IsDesktop { get; } =
        redirectUris.All(uri => uri.TrimEnd('/') is "http://localhost" or "http://127.0.0.1" or OutOfBand);

    /// <summary>Desktop: any port and path on a loopback address (RFC 8252 §7.3). Web: byte for byte.</summary>
    public bool Allows(string redirectUri)
    {
        if (!IsDesktop)
        {
            return redirectUris.Contains(redirectUri, StringComparer.Ordinal);
        }

        return Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri)
            && uri.Scheme == Uri.UriSchemeHttp
            && uri.Host is "localhost" or "127.0.0.1" or "[::1]"
            && uri.Fragment.Length == 0
            && uri.UserInfo.Length == 0;
    }
}
