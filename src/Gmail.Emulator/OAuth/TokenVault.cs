using Gmail.Emulator.Http;

namespace Gmail.Emulator.OAuth;

/// <summary>Access tokens, refresh tokens and codes that are alive.</summary>
internal sealed class TokenVault(EmulatedGmail gmail)
{
    /// <summary>"There is currently a limit of 100 refresh tokens per Google Account per OAuth 2.0 client ID … the
    /// oldest is invalidated without warning."</summary>
    private const int MostRefreshTokens = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, AccessToken> _access = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AuthorizationCode> _codes = new(StringComparer.Ordinal);
    private readonly List<RefreshToken> _refresh = [];

    public AccessToken IssueAccess(string account, string? clientId, IEnumerable<string> scopes)
    {
        var token = new AccessToken(
            "ya29." + Text(120),
            account,
            clientId,
            new HashSet<string>(scopes, StringComparer.Ordinal),
            clientId is null ? DateTimeOffset.MaxValue : Now + gmail.Options.AccessTokenLifetime);
        lock (_gate)
        {
            _access[token.Value] = token;
        }

        return token;
    }

    public RefreshToken IssueRefresh(string account, string clientId, IReadOnlySet<string> scopes)
    {
        var token = new RefreshToken(
            "1//" + Text(72), account, clientId, scopes, Now + gmail.Options.RefreshTokenLifetime);
        lock (_gate)
        {
            _refresh.Add(token);
            var live = _refresh.FindAll(other => other.Account == account && other.ClientId == clientId);
            if (live.Count > MostRefreshTokens)
            {
                _refresh.Remove(live[0]);
            }
        }

        return token;
    }

    public string IssueCode(AuthorizationCode code)
    {
        var value = "4/0A" + Text(60);
        lock (_gate)
        {
            _codes[value] = code;
        }

        return value;
    }

    /// <summary>The live token with this value.</summary>
    public AccessToken? FindAccess(string? value)
    {
        lock (_gate)
        {
            var token = value is null ? null : _access.GetValueOrDefault(value);
            return token?.ExpiresAt > Now ? token : null;
        }
    }

    /// <summary>The live token with this value.</summary>
    public RefreshToken? FindRefresh(string? value)
    {
        lock (_gate)
        {
            return _refresh.Find(token => token.Value == value && !(token.ExpiresAt <= Now));
        }
    }

    /// <summary>The code, which is used up by this.</summary>
    public AuthorizationCode? TakeCode(string? value)
    {
        lock (_gate)
        {
            return value is not null && _codes.Remove(value, out var code) && code.ExpiresAt > Now ? code : null;
        }
    }

    /// <summary>Ends every token of an account, for one client or for all.</summary>
    public void Revoke(string account, string? clientId)
    {
        lock (_gate)
        {
            bool IsMeant(string owner, string? client) =>
                owner.Equals(account, StringComparison.OrdinalIgnoreCase) && (clientId is null || client == clientId);

            _refresh.RemoveAll(token => IsMeant(token.Account, token.ClientId));
            foreach (var token in _access.Values.Where(token => IsMeant(token.Account, token.ClientId)).ToList())
            {
                _access.Remove(token.Value);
            }
        }
    }

    public void ExpireAccess()
    {
        lock (_gate)
        {
            _access.Clear();
        }
    }

    private DateTimeOffset Now => gmail.Options.TimeProvider.GetUtcNow();

    private string Text(int length)
    {
        var bytes = new byte[length];
        gmail.Chance.NextBytes(bytes);
        return Base64UrlText.Encode(bytes).TrimEnd('=');
    }
}
