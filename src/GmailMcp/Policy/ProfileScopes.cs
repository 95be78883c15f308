namespace GmailMcp.Policy;

/// <summary>What each rung of the ladder asks Google for at sign-in.</summary>
internal static class ProfileScopes
{
    private const string FullMail = "https://mail.google.com/";
    private const string Readonly = "https://www.googleapis.com/auth/gmail.readonly";
    private const string Modify = "https://www.googleapis.com/auth/gmail.modify";
    private const string SettingsBasic = "https://www.googleapis.com/auth/gmail.settings.basic";

    /// <summary>
    /// Triage, draft and send ask for the same: Google has no scope that labels without composing, or drafts without
    /// sending, so those limits are kept by the server and not by the token.
    /// </summary>
    public static IReadOnlyList<string> For(Profile profile) => profile switch
    {
        Profile.Readonly => [Readonly],
        Profile.Triage or Profile.Draft or Profile.Send => [Modify],
        Profile.Full => [Modify, SettingsBasic],
        Profile.Delete => [FullMail, SettingsBasic],
        _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, "An unknown profile."),
    };
}
