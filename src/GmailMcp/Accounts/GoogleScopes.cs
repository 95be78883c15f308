namespace GmailMcp.Accounts;

/// <summary>What Google may be asked for, which right holds another, and the short spellings people type.</summary>
internal static class GoogleScopes
{
    public const string FullMail = "https://mail.google.com/";
    public const string Modify = Prefix + "gmail.modify";
    public const string ReadOnly = Prefix + "gmail.readonly";
    public const string Compose = Prefix + "gmail.compose";
    public const string Send = Prefix + "gmail.send";
    public const string Labels = Prefix + "gmail.labels";
    public const string Metadata = Prefix + "gmail.metadata";
    public const string Insert = Prefix + "gmail.insert";
    public const string SettingsBasic = Prefix + "gmail.settings.basic";
    public const string SettingsSharing = Prefix + "gmail.settings.sharing";

    /// <summary>Asked with every sign-in: they name the account and open nothing.</summary>
    public static readonly IReadOnlyList<string> Identity = ["openid", "email"];

    private const string Prefix = "https://www.googleapis.com/auth/";

    private static readonly string[] KnownGmail =
        [FullMail, Modify, ReadOnly, Compose, Send, Labels, Metadata, Insert, SettingsBasic, SettingsSharing];

    // https://developers.google.com/workspace/gmail/api/auth/scopes. Settings are in neither of these: filters and
    // vacation need gmail.settings.basic even beside https://mail.google.com/.
    private static readonly string[] HeldByModify = [ReadOnly, Compose, Send, Labels, Metadata, Insert];

    /// <summary>True when the granted scopes allow all that <paramref name="wanted"/> allows.</summary>
    public static bool Covers(IReadOnlyCollection<string> granted, string wanted) =>
        granted.Contains(wanted)
        || IsIdentity(wanted)
        || (wanted == Modify && granted.Contains(FullMail))
        || (HeldByModify.Contains(wanted) && (granted.Contains(Modify) || granted.Contains(FullMail)))
        || (wanted == Send && granted.Contains(Compose));

    public static IReadOnlyList<string> Missing(IReadOnlyCollection<string> granted, IEnumerable<string> wanted) =>
        [.. wanted.Where(scope => !Covers(granted, scope))];

    /// <summary>True for what says who the person is; Google answers <c>email</c> in its long spelling.</summary>
    public static bool IsIdentity(string scope) =>
        scope is "openid" or "email" or "profile" || scope.StartsWith(Prefix + "userinfo.", StringComparison.Ordinal);

    /// <summary>Reads a list separated by spaces or commas; <c>gmail.modify</c> stands for its full address.</summary>
    /// <exception cref="AccountException">One of them is not a Gmail scope.</exception>
    public static IReadOnlyList<string> Parse(string list)
    {
        var scopes = new List<string>();
        foreach (var typed in list.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var scope = typed switch
            {
                "mail.google.com" or "https://mail.google.com" => FullMail,
                _ when typed.StartsWith("gmail.", StringComparison.Ordinal) => Prefix + typed,
                _ => typed,
            };
            if (!KnownGmail.Contains(scope) && !IsIdentity(scope))
            {
                throw new AccountException(
                    $"'{typed}' is not a Gmail scope.",
                    $"Choose among: {string.Join(", ", KnownGmail.Select(Short))}.");
            }

            scopes.Add(scope);
        }

        return scopes.Count > 0
            ? [.. scopes.Distinct()]
            : throw new AccountException(
                "The list of scopes is empty.", "Name at least one, for example gmail.readonly.");
    }

    public static string Short(string scope) =>
        scope == FullMail ? "mail.google.com"
        : scope.StartsWith(Prefix, StringComparison.Ordinal) ? scope[Prefix.Length..]
        : scope;
}
