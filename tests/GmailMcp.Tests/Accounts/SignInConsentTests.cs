using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

public sealed class SignInConsentTests : IDisposable
{
    private readonly SignInScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Keeps_the_refresh_token_at_hand_when_Google_sends_none()
    {
        await _scene.RunAsync(ScriptedBrowser.ThatAllows());
        _scene.Folder.Google.Answer = _ => SignInScene.Answer(refreshToken: null, accessToken: "access-2");
        var again = ScriptedBrowser.ThatAllows();

        await _scene.RunAsync(again);

        Assert.Equal("consent", again.Page!["prompt"]);
        Assert.Equal("anna@example.com", again.Page["login_hint"]);
        Assert.Equal(("access-2", "refresh-1"), (_scene.Folder.Stored().AccessToken, _scene.Folder.Stored().RefreshToken));
    }

    [Fact]
    public async Task Mends_a_sign_in_that_was_revoked()
    {
        await _scene.RunAsync(ScriptedBrowser.ThatAllows());
        using (var account = _scene.Folder.Open())
        {
            account.Store.TryWrite(_scene.Folder.Stored() with { SignInAgain = "invalid_grant" });
        }

        var again = ScriptedBrowser.ThatAllows();
        await _scene.RunAsync(again);

        Assert.Equal("consent", again.Page!["prompt"]);
        Assert.Null(_scene.Folder.Stored().SignInAgain);
    }

    [Fact]
    public async Task Does_not_mix_the_tokens_of_two_people()
    {
        await _scene.RunAsync(ScriptedBrowser.ThatAllows());
        _scene.Folder.Google.Answer = _ => SignInScene.Answer(refreshToken: null, accessToken: "access-of-bert", subject: "sub-2");

        await Assert.ThrowsAsync<AccountException>(() => _scene.RunAsync(ScriptedBrowser.ThatAllows()));

        Assert.Equal("access-1", _scene.Folder.Stored().AccessToken);
    }

    [Fact]
    public async Task Reports_what_the_person_unticked()
    {
        _scene.Folder.Google.Answer = _ => SignInScene.Answer(scope: $"{AccountFolder.Modify} openid https://www.googleapis.com/auth/userinfo.email");

        var signedIn = await _scene.RunAsync(ScriptedBrowser.ThatAllows());

        Assert.Equal([AccountFolder.SettingsBasic], signedIn.RefusedScopes);
        Assert.DoesNotContain(AccountFolder.SettingsBasic, _scene.Folder.Stored().Scopes);
    }
}
