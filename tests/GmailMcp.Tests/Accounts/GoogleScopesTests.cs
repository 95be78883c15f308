using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

public sealed class GoogleScopesTests
{
    [Theory]
    [InlineData("https://mail.google.com/", GoogleScopes.Modify, true)]
    [InlineData("https://mail.google.com/", GoogleScopes.ReadOnly, true)]
    [InlineData("https://mail.google.com/", GoogleScopes.SettingsBasic, false)]
    [InlineData(GoogleScopes.Modify, GoogleScopes.ReadOnly, true)]
    [InlineData(GoogleScopes.Modify, GoogleScopes.SettingsBasic, false)]
    [InlineData(GoogleScopes.Modify, "https://mail.google.com/", false)]
    [InlineData(GoogleScopes.ReadOnly, GoogleScopes.Modify, false)]
    [InlineData(GoogleScopes.Compose, GoogleScopes.Send, true)]
    [InlineData(GoogleScopes.Send, GoogleScopes.Compose, false)]
    [InlineData(GoogleScopes.ReadOnly, "openid", true)]
    public void Know_which_right_holds_another(string granted, string wanted, bool isCovered) =>
        Assert.Equal(isCovered, GoogleScopes.Covers([granted], wanted));

    [Theory]
    [InlineData("gmail.readonly", GoogleScopes.ReadOnly)]
    [InlineData("gmail.modify,gmail.settings.basic", GoogleScopes.Modify, GoogleScopes.SettingsBasic)]
    [InlineData("https://mail.google.com/ gmail.labels gmail.labels", GoogleScopes.FullMail, GoogleScopes.Labels)]
    public void Are_read_in_their_short_spelling_too(string list, params string[] expected) =>
        Assert.Equal(expected, GoogleScopes.Parse(list));

    [Theory]
    [InlineData("")]
    [InlineData("gmail.everything")]
    [InlineData("https://www.googleapis.com/auth/drive")]
    public void Are_refused_when_they_are_not_Gmails(string list) =>
        Assert.Throws<AccountException>(() => GoogleScopes.Parse(list));
}
