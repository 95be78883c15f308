using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

public sealed class KeysLocatorTests : IDisposable
{
    private readonly AccountFolder _folder = new();
    private readonly List<string> _said = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Looks_at_the_named_path_then_beside_the_credentials_then_in_the_home_folder()
    {
        var named = Path.Combine(_folder.Home, "named.json");
        var beside = Path.Combine(_folder.Home, "elsewhere", "gcp-oauth.keys.json");
        _folder.Set("GMAIL_OAUTH_PATH", named).Set("GMAIL_CREDENTIALS_PATH", Path.Combine(_folder.Home, "elsewhere", "c.json"));

        _folder.Write(_folder.KeysPath, AccountFolder.Keys(clientId: "third"));
        Assert.Equal("third", Find()?.ClientId);
        _folder.Write(beside, AccountFolder.Keys(clientId: "second"));
        Assert.Equal("second", Find()?.ClientId);
        _folder.Write(named, AccountFolder.Keys(clientId: "first"));
        Assert.Equal("first", Find()?.ClientId);
        _folder.Set("GMAIL_CLIENT_ID", "environment").Set("GMAIL_CLIENT_SECRET", "s");
        Assert.Equal("environment", Find()?.ClientId);
    }

    [Fact]
    public void Takes_the_file_that_an_old_server_left_in_its_folder_from_everybody_else()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        const UnixFileMode all = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        var elsewhere = Path.Combine(_folder.Home, "named.json");
        _folder.Write(_folder.KeysPath, AccountFolder.Keys());
        _folder.Write(elsewhere, AccountFolder.Keys());
        File.SetUnixFileMode(_folder.KeysPath, all);
        File.SetUnixFileMode(elsewhere, all);

        Assert.NotNull(Find());
        _folder.Set("GMAIL_OAUTH_PATH", elsewhere);
        Assert.NotNull(Find());

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.KeysPath));
        Assert.Equal(all, File.GetUnixFileMode(elsewhere)); // somebody's own, perhaps mounted
    }

    [Fact]
    public void Never_takes_keys_from_the_current_folder_but_says_that_they_are_there()
    {
        var here = Path.Combine(_folder.Current, "gcp-oauth.keys.json");
        _folder.Write(here, AccountFolder.Keys());
        var locator = new KeysLocator(_folder.Settings());

        Assert.Null(locator.Find());
        var failure = Assert.Throws<SignInRequiredException>(locator.FindOrExplain);

        Assert.Equal(SignInReason.NoKeys, failure.Reason);
        Assert.StartsWith("OAuth keys file not found. Please place gcp-oauth.keys.json in current directory or", failure.Message, StringComparison.Ordinal);
        Assert.Contains(here, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_the_current_folders_keys_at_sign_in_over_older_ones_and_says_so()
    {
        _folder.Write(_folder.KeysPath, AccountFolder.Keys(clientId: "older"));
        _folder.Write(Path.Combine(_folder.Current, "gcp-oauth.keys.json"), AccountFolder.Keys(clientId: "newer"));
        var locator = new KeysLocator(_folder.Settings());

        Assert.Equal("newer", locator.FindForSignIn(_said.Add).ClientId);

        Assert.Equal("newer", locator.Find()?.ClientId);
        Assert.Contains("OAuth keys found in current directory, copied to global config.", _said);
    }

    [Fact]
    public void Leaves_the_current_folder_alone_when_a_path_is_named()
    {
        var named = Path.Combine(_folder.Home, "named.json");
        _folder.Set("GMAIL_OAUTH_PATH", named).Write(named, AccountFolder.Keys(clientId: "named"));
        _folder.Write(Path.Combine(_folder.Current, "gcp-oauth.keys.json"), AccountFolder.Keys(clientId: "here"));

        Assert.Equal("named", new KeysLocator(_folder.Settings()).FindForSignIn(_said.Add).ClientId);

        Assert.Empty(_said);
        Assert.False(File.Exists(_folder.KeysPath));
    }

    [Fact]
    public void Leaves_the_home_folders_client_secret_at_home_while_something_stands_in_for_Google()
    {
        _folder.WithKeys().Set("GMAIL_MCP_GOOGLE_OAUTH_ROOT", "http://127.0.0.1:8025");

        Assert.Null(Find());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""{"installed":{"client_id":"id"}}""")]
    [InlineData("""{"web":{"client_secret":"hush-hush"}}""")]
    [InlineData("""{"type":"service_account","private_key":"hush-hush"}""")]
    public void Says_what_a_keys_file_should_hold_without_repeating_it(string text)
    {
        _folder.Write(_folder.KeysPath, text);

        var failure = Assert.Throws<AccountException>(() => Find());

        Assert.StartsWith(
            "Invalid OAuth keys file format. File should contain either \"installed\" or \"web\" credentials.",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Contains(_folder.KeysPath, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_a_copy_beside_the_credentials_that_only_the_owner_can_read()
    {
        var mounted = Path.Combine(_folder.Home, "mounted.json");
        _folder.Set("GMAIL_OAUTH_PATH", mounted).Write(mounted, AccountFolder.Keys("web", "\"http://localhost:3000/oauth2callback\""));
        var locator = new KeysLocator(_folder.Settings());

        locator.KeepBesideCredentials(locator.FindOrExplain());
        File.Delete(mounted);

        var kept = locator.Find();
        Assert.Equal((AccountFolder.ClientId, AccountFolder.ClientSecret, ClientKind.Web), (kept?.ClientId, kept?.ClientSecret, kept?.Kind));
        Assert.Equal(["http://localhost:3000/oauth2callback"], kept?.RedirectUris);
        Assert.Equal(OperatingSystem.IsWindows() ? null : "-rw-------", OperatingSystem.IsWindows() ? null : Mode(_folder.KeysPath));
    }

    private static string Mode(string path) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0
            ? "open"
            : "-rw-------";

    private OAuthKeys? Find() => new KeysLocator(_folder.Settings()).Find();
}
