using System.Buffers.Text;
using System.Text;
using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

/// <summary>A person at a terminal who signs in, with a Google that grants what is asked.</summary>
internal sealed class SignInScene : IDisposable
{
    public SignInScene()
    {
        Folder.Google.Answer = _ => Answer();
    }

    public static IReadOnlyList<string> Full => [AccountFolder.Modify, AccountFolder.SettingsBasic];

    public AccountFolder Folder { get; } = new();

    public List<string> Said { get; } = [];

    public void Dispose() => Folder.Dispose();

    public static HttpResponseMessage Answer(
        string? refreshToken = "refresh-1",
        string accessToken = "access-1",
        string subject = "sub-1",
        string? scope = null)
    {
        var claims = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            $$"""{"aud":"{{AccountFolder.ClientId}}","sub":"{{subject}}","email":"anna@example.com"}"""));
        var refresh = refreshToken is null ? "" : $",\"refresh_token\":\"{refreshToken}\"";
        scope ??= $"{AccountFolder.Modify} {AccountFolder.SettingsBasic} openid";
        return CannedGoogle.Token(accessToken, $",\"scope\":\"{scope}\",\"id_token\":\"e30.{claims}.c2ln\"{refresh}");
    }

    public async Task<SignedIn> RunAsync(
        ScriptedBrowser browser, string? keys = null, IReadOnlyList<string>? scopes = null)
    {
        Folder.Write(Folder.KeysPath, keys ?? AccountFolder.Keys());
        using var account = Folder.Open();
        var signedIn = await new BrowserSignIn(account.SignIn, browser).RunAsync(
            new() { Scopes = scopes ?? Full }, opensBrowser: true, Said.Add, readLine: null, findServer: null, TestContext.Current.CancellationToken);
        await browser.Done;
        return signedIn;
    }
}
