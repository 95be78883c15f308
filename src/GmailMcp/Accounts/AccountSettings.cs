namespace GmailMcp.Accounts;

/// <summary>
/// Where keys and credentials are, and who stands in for Google: from the environment, checked once at start.
/// </summary>
internal sealed record AccountSettings
{
    public const string CredentialsPathVariable = "GMAIL_CREDENTIALS_PATH";
    public const string OAuthPathVariable = "GMAIL_OAUTH_PATH";
    public const string PrefixVariable = "GMAIL_ACCOUNT_PREFIX";
    public const string CallbackHostVariable = "GMAIL_MCP_CALLBACK_HOST";
    public const string CredentialsFileName = "credentials.json";

    /// <summary><c>~/.gmail-mcp</c>.</summary>
    public required string DefaultFolder { get; init; }

    /// <summary>The credentials file, or null when stand-ins for Google are set and nobody named one.</summary>
    public required string? CredentialsPath { get; init; }

    /// <summary>The keys file that GMAIL_OAUTH_PATH names, which need not exist.</summary>
    public string? OAuthPath { get; init; }

    /// <summary>
    /// Read by <c>auth</c> alone: a server started in a downloaded folder must not take keys from it.
    /// </summary>
    public required string CurrentFolder { get; init; }

    /// <summary>The client that GMAIL_CLIENT_ID, GMAIL_CLIENT_SECRET and GMAIL_REDIRECT_URI describe.</summary>
    public OAuthKeys? EnvironmentKeys { get; init; }

    /// <summary>The tokens that GMAIL_ACCESS_TOKEN, GMAIL_REFRESH_TOKEN and GMAIL_EXPIRY_DATE hold.</summary>
    public Credentials? EnvironmentTokens { get; init; }

    /// <summary>The variable that holds the tokens, for sentences.</summary>
    public string? EnvironmentTokensVariable { get; init; }

    public GoogleEndpoints Endpoints { get; init; } = GoogleEndpoints.Google;

    /// <summary>Nobody's real account is behind these settings, so the sign-in tools take any OAuth client.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Where the sign-in's callback listens instead of loopback, for containers: an IP address.</summary>
    public string? CallbackHost { get; init; }

    /// <summary>False where no browser can appear: Linux without a display.</summary>
    public bool CanShowBrowser { get; init; } = true;

    /// <summary>Reads the settings.</summary>
    /// <param name="environment">A variable's value, or null.</param>
    /// <param name="homeFolder">The person's home folder.</param>
    /// <param name="currentFolder">Where the program was started; only <c>auth</c> looks for keys there.</param>
    /// <exception cref="AccountException">A value is wrong, or values of two sources would be mixed; it names
    /// them.</exception>
    public static AccountSettings Read(Func<string, string?> environment, string homeFolder, string currentFolder)
    {
        var folder = Path.Combine(homeFolder, ".gmail-mcp");
        var endpoints = GoogleEndpoints.WithRoots(
            environment(GoogleEndpoints.ApiRootVariable), environment(GoogleEndpoints.OAuthRootVariable));
        var named = FullPath(environment(CredentialsPathVariable), homeFolder, currentFolder);
        RefuseDefaultFolder(endpoints, named, folder);
        var variables = new AccountVariables(environment);
        return new()
        {
            DefaultFolder = folder,
            CredentialsPath = named ?? (endpoints.AreStandIns ? null : Path.Combine(folder, CredentialsFileName)),
            OAuthPath = FullPath(environment(OAuthPathVariable), homeFolder, currentFolder),
            CurrentFolder = currentFolder,
            EnvironmentKeys = variables.ReadKeys(),
            EnvironmentTokens = variables.ReadTokens(),
            EnvironmentTokensVariable = variables.TokensVariable,
            Endpoints = endpoints,
            CallbackHost = Empty(environment(CallbackHostVariable)),
            CanShowBrowser = !OperatingSystem.IsLinux()
                || Empty(environment("DISPLAY")) is not null
                || Empty(environment("WAYLAND_DISPLAY")) is not null
                || Empty(environment("WSL_DISTRO_NAME")) is not null,
        };
    }

    // Real tokens live in the default folder; a program that can set two variables must not get them sent to itself.
    private static void RefuseDefaultFolder(GoogleEndpoints endpoints, string? credentialsPath, string folder)
    {
        if (endpoints.AreStandIns
            && credentialsPath is not null
            && Path.GetRelativePath(folder, credentialsPath) is var inside
            && !inside.StartsWith("..", StringComparison.Ordinal)
            && !Path.IsPathRooted(inside))
        {
            throw new AccountException(
                $"{CredentialsPathVariable} names a file in {folder} while {GoogleEndpoints.ApiRootVariable} or "
                + $"{GoogleEndpoints.OAuthRootVariable} is set: Google's real tokens would be sent to that address.",
                $"Name another file, or unset the two roots.");
        }
    }

    // Client configurations are not read by a shell, so "~/" arrives as it was typed.
    private static string? FullPath(string? path, string homeFolder, string currentFolder) =>
        Empty(path) is not { } typed ? null
        : typed == "~" || typed.StartsWith("~/", StringComparison.Ordinal)
            ? Path.GetFullPath(Path.Combine(homeFolder, typed[1..].TrimStart('/')))
            : Path.GetFullPath(typed, currentFolder);

    private static string? Empty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
