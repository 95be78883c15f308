namespace Gmail.Emulator;

/// <summary>OAuth scopes that Gmail's methods ask for.</summary>
internal static class Scopes
{
    /// <summary>The only scope that may delete for good.</summary>
    public const string Full = "https://mail.google.com/";

    public const string SettingsBasic = Prefix + "gmail.settings.basic";
    public const string Metadata = Prefix + "gmail.metadata";

    private const string Prefix = "https://www.googleapis.com/auth/";

    /// <summary>All that the consent page knows.</summary>
    public static IReadOnlySet<string> Known { get; } = new HashSet<string>(
        [
            .. FullOr(
                "gmail.readonly", "gmail.modify", "gmail.compose", "gmail.send", "gmail.insert", "gmail.labels",
                "gmail.metadata", "gmail.settings.basic", "gmail.settings.sharing",
                "gmail.addons.current.action.compose", "gmail.addons.current.message.action",
                "gmail.addons.current.message.metadata", "gmail.addons.current.message.readonly",
                "userinfo.email", "userinfo.profile"),
            "openid", "email", "profile",
        ],
        StringComparer.Ordinal);

    /// <summary>Adds the prefix that short names leave out.</summary>
    public static string Normalise(string scope) =>
        scope.StartsWith("gmail.", StringComparison.Ordinal) ? Prefix + scope : scope;

    public static string[] Of(params string[] scopes) => [.. scopes.Select(Normalise)];

    public static string[] FullOr(params string[] scopes) =>
        [Full, .. scopes.Select(scope => Prefix + scope)];
}
