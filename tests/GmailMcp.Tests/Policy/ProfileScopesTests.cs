using GmailMcp.Policy;

namespace GmailMcp.Tests.Policy;

public sealed class ProfileScopesTests
{
    private const string Root = "https://www.googleapis.com/auth/";

    public static TheoryData<string, string[]> Ladder => new()
    {
        { "Readonly", [Root + "gmail.readonly"] },
        { "Triage", [Root + "gmail.modify"] },
        { "Draft", [Root + "gmail.modify"] },
        { "Send", [Root + "gmail.modify"] },
        { "Full", [Root + "gmail.modify", Root + "gmail.settings.basic"] },
        { "Delete", ["https://mail.google.com/", Root + "gmail.settings.basic"] },
    };

    [Theory]
    [MemberData(nameof(Ladder))]
    public void Ask_Google_for_no_more_than_the_rung_needs(string rung, string[] scopes) =>
        Assert.Equal(scopes, ProfileScopes.For(Enum.Parse<Profile>(rung)));
}
