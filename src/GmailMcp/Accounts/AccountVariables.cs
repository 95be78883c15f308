using System.Globalization;

namespace GmailMcp.Accounts;

/// <summary>
/// Keys and tokens in environment variables: GMAIL_CLIENT_ID and so on, or GMAIL_X_CLIENT_ID with
/// GMAIL_ACCOUNT_PREFIX=X.
/// A refresh token works only with the client that it was made for, so half a set is refused rather than completed
/// from a file.
/// </summary>
internal sealed class AccountVariables
{
    private static readonly string[] Names =
        ["CLIENT_ID", "CLIENT_SECRET", "REDIRECT_URI", "ACCESS_TOKEN", "REFRESH_TOKEN", "EXPIRY_DATE"];

    private readonly Func<string, string?> _environment;
    private readonly string _start;

    public AccountVariables(Func<string, string?> environment)
    {
        _environment = environment;
        var prefix = environment(AccountSettings.PrefixVariable)?.Trim();
        _start = string.IsNullOrEmpty(prefix) ? "GMAIL_" : $"GMAIL_{prefix}_";
        RefuseUnprefixed(prefix);
    }

    public string? TokensVariable =>
        Read("REFRESH_TOKEN") is not null ? Variable("REFRESH_TOKEN")
        : Read("ACCESS_TOKEN") is not null ? Variable("ACCESS_TOKEN")
        : null;

    public OAuthKeys? ReadKeys()
    {
        var clientId = Read("CLIENT_ID");
        var clientSecret = Read("CLIENT_SECRET");
        if (clientId is null && clientSecret is null)
        {
            return null;
        }

        if (clientId is null || clientSecret is null)
        {
            var (present, absent) = clientId is null ? ("CLIENT_SECRET", "CLIENT_ID") : ("CLIENT_ID", "CLIENT_SECRET");
            throw Mixed(present, [absent], "the other half would come from a keys file");
        }

        // The variables do not say which kind of client it is. This address works for both kinds: a web client has it
        // registered (the old set-up says so) and a desktop client takes any loopback address.
        return new()
        {
            ClientId = clientId,
            ClientSecret = clientSecret,
            Kind = ClientKind.Web,
            RedirectUris = [Read("REDIRECT_URI") ?? CallbackAddress.Default],
            Source = Variable("CLIENT_ID"),
        };
    }

    public Credentials? ReadTokens()
    {
        var accessToken = Read("ACCESS_TOKEN");
        var refreshToken = Read("REFRESH_TOKEN");
        if (accessToken is null && refreshToken is null)
        {
            return null;
        }

        if (refreshToken is not null && Read("CLIENT_ID") is null)
        {
            throw Mixed(
                "REFRESH_TOKEN", ["CLIENT_ID", "CLIENT_SECRET"], "the keys it was made with would come from a file");
        }

        return new() { AccessToken = accessToken, RefreshToken = refreshToken, ExpiresAt = ReadExpiry() };
    }

    private DateTimeOffset? ReadExpiry()
    {
        if (Read("EXPIRY_DATE") is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : throw new AccountException(
                    $"{Variable("EXPIRY_DATE")} is not a time.", "It takes milliseconds since 1970, as in a "
                    + "credentials file.");
    }

    private void RefuseUnprefixed(string? prefix)
    {
        if (string.IsNullOrEmpty(prefix) || Names.Any(name => Read(name) is not null))
        {
            return;
        }

        if (Names.FirstOrDefault(name => Value("GMAIL_" + name) is not null) is { } plain)
        {
            throw new AccountException(
                $"{AccountSettings.PrefixVariable} is {prefix}, so {Variable(plain)} is read, but only "
                + $"GMAIL_{plain} is set.",
                $"Rename the variable, or unset {AccountSettings.PrefixVariable}.");
        }
    }

    private AccountException Mixed(string present, string[] absent, string why) =>
        new(
            $"{Variable(present)} is set, but {string.Join(" and ", absent.Select(Variable))} "
            + $"{(absent.Length == 1 ? "is" : "are")} not: {why}, and sources are not mixed.",
            $"Set them too, or unset {Variable(present)}.");

    private string Variable(string name) => _start + name;

    private string? Read(string name) => Value(Variable(name));

    private string? Value(string variable) =>
        _environment(variable) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
