using GmailMcp.Policy;

namespace GmailMcp.Tools;

/// <summary>Which tools are listed and may run: profile ∩ granted scopes ∩ read-only mode.</summary>
/// <param name="profile">The operator's rung.</param>
/// <param name="isReadOnly">Whether only tools that do not change the mailbox are left; beats everything else.</param>
/// <param name="grantedScopes">The scopes of the signed-in account; null before any sign-in, when all tools of the profile
/// are listed and each answers how to sign in.</param>
internal sealed class ToolSets(Profile profile, bool isReadOnly, IReadOnlyCollection<string>? grantedScopes)
{
    private const string Root = "https://www.googleapis.com/auth/";

    private static readonly string[] Readers = ["https://mail.google.com/", Root + "gmail.modify", Root + "gmail.readonly"];
    private static readonly string[] Modifiers = ["https://mail.google.com/", Root + "gmail.modify"];
    private static readonly string[] Composers = [.. Modifiers, Root + "gmail.compose"];
    private static readonly string[] Labellers = [.. Modifiers, Root + "gmail.labels"];
    private static readonly string[] LabelReaders = [.. Readers, Root + "gmail.labels", Root + "gmail.metadata"];
    private static readonly string[] SettingsReaders = [.. Readers, Root + "gmail.settings.basic"];
    private static readonly string[] SettingsWriters = [Root + "gmail.settings.basic"];

    // https://developers.google.com/workspace/gmail/api/auth/scopes and each method's own page; a test compares them with
    // the method list. gmail.metadata may call messages.list and .get too, but neither search nor read there.
    private static readonly Dictionary<string, string[]> ScopesByMethod = new(StringComparer.Ordinal)
    {
        ["users.getProfile"] = [.. Composers, Root + "gmail.readonly", Root + "gmail.metadata"],
        ["users.messages.list"] = Readers,
        ["users.messages.get"] = Readers,
        ["users.messages.attachments.get"] = Readers,
        ["users.messages.modify"] = Modifiers,
        ["users.messages.trash"] = Modifiers,
        ["users.messages.batchModify"] = Modifiers,
        ["users.messages.delete"] = ["https://mail.google.com/"],
        ["users.messages.batchDelete"] = ["https://mail.google.com/"],
        ["users.threads.get"] = Readers,
        ["users.history.list"] = Readers,
        ["users.drafts.list"] = [.. Composers, Root + "gmail.readonly"],
        ["users.drafts.get"] = [.. Composers, Root + "gmail.readonly"],
        ["users.drafts.create"] = Composers,
        ["users.drafts.update"] = Composers,
        ["users.drafts.delete"] = Composers,
        ["users.drafts.send"] = Composers,
        ["users.labels.list"] = LabelReaders,
        ["users.labels.get"] = LabelReaders,
        ["users.labels.create"] = Labellers,
        ["users.labels.patch"] = Labellers,
        ["users.labels.delete"] = Labellers,
        ["users.settings.sendAs.list"] = SettingsReaders,
        ["users.settings.filters.list"] = SettingsReaders,
        ["users.settings.filters.get"] = SettingsReaders,
        ["users.settings.filters.create"] = SettingsWriters,
        ["users.settings.filters.delete"] = SettingsWriters,
    };

    /// <summary>Whether the operator allows permanent deletion and the token could do it; otherwise deletes move to Trash.</summary>
    public bool MayDeleteForGood =>
        profile == Profile.Delete && !isReadOnly && MissingScope("users.messages.delete", Profile.Delete) is null;

    /// <summary>The scopes that allow a Gmail method, any one of them.</summary>
    public static IReadOnlyList<string> ScopesFor(string method) => ScopesByMethod[method];

    public bool Has(ToolDefinition tool) => WhyNot(tool) is null;

    /// <summary>Why the tool may not run, and what would change that; null when it may.</summary>
    public string? WhyNot(ToolDefinition tool) => WhyNot(tool.Name, tool.Needs);

    /// <summary>The same for anything else that reaches the mailbox, such as a resource.</summary>
    public string? WhyNot(string name, GmailToolAttribute needs)
    {
        var rung = needs.Profile;
        if (isReadOnly && rung > Profile.Readonly)
        {
            return $"{name} changes the mailbox, and this server runs with --read-only. Nothing was done. "
                + "Only the operator can start it without that flag.";
        }

        if (rung > profile)
        {
            return $"{name} is not in the profile \"{profile.ToString().ToLowerInvariant()}\" that this server runs with; "
                + $"it comes with \"{rung.ToString().ToLowerInvariant()}\". Nothing was done. "
                + $"Only the operator can change that (--profile {rung.ToString().ToLowerInvariant()}).";
        }

        var missing = needs.Methods.Select(method => MissingScope(method, rung)).FirstOrDefault(scope => scope is not null);
        return missing is null
            ? null
            : $"{name} needs the permission {missing}, which was not granted at sign-in. Nothing was done. "
                + $"Sign in again: gmail-mcp auth --profile {rung.ToString().ToLowerInvariant()}, "
                + "then restart the server (reconnect the client).";
    }

    // Of the scopes that would do, the one that the sign-in it names will ask for.
    private string? MissingScope(string method, Profile rung) =>
        grantedScopes is null || ScopesByMethod[method].Any(grantedScopes.Contains)
            ? null
            : ProfileScopes.For(rung).FirstOrDefault(ScopesByMethod[method].Contains) ?? ScopesByMethod[method][^1];
}
