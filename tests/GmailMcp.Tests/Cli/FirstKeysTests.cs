using GmailMcp.Tests.Accounts;

namespace GmailMcp.Tests.Cli;

/// <summary><c>auth</c> where there is no OAuth client yet.</summary>
public sealed class FirstKeysTests : IDisposable
{
    private static readonly string[] Pages =
    [
        "https://console.cloud.google.com/projectcreate",
        "https://console.cloud.google.com/apis/library/gmail.googleapis.com",
        "https://console.cloud.google.com/auth/overview",
        "https://console.cloud.google.com/auth/audience",
        "https://console.cloud.google.com/auth/clients/create",
    ];

    private readonly AccountCommands _commands = new() { IsInteractive = true };

    public FirstKeysTests()
    {
        _commands.Folder.Google.Answer = _ => CannedGoogle.Token(
            "access-1", $$""","refresh_token":"refresh-1","scope":"{{AccountFolder.Modify}} {{AccountFolder.SettingsBasic}}" """);
    }

    private AccountFolder Folder => _commands.Folder;

    private string Download => Path.Combine(Folder.Home, "Downloads", "client_secret_1-a.apps.googleusercontent.com.json");

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task Off_a_terminal_the_steps_are_shown_and_nothing_is_asked()
    {
        _commands.IsInteractive = false;
        _commands.Input = new StringReader("y\ny\ny\n");
        Folder.Write(Download, AccountFolder.Keys());

        Assert.Equal(1, await _commands.RunAsync("auth"));

        Assert.All(Pages, page => Assert.Contains(page + "\n", _commands.Out, StringComparison.Ordinal));
        Assert.Contains($"Save the file client_secret_….json as {Folder.KeysPath}\n", _commands.Out, StringComparison.Ordinal);
        Assert.StartsWith("Error: OAuth keys file not found.", _commands.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("[Y/n]", _commands.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(Folder.KeysPath));
    }

    [Theory]
    [InlineData("\n\n")]
    [InlineData("y\n\n")]
    public async Task A_download_is_taken_when_the_person_agrees(string typed)
    {
        Folder.Write(Download, AccountFolder.Keys());
        _commands.Input = new StringReader(typed);

        Assert.Equal(0, await _commands.RunAsync("auth"));

        Assert.StartsWith($"Found {Download}. Copy it to {Folder.KeysPath}, readable by you alone? [Y/n]: ", _commands.Out, StringComparison.Ordinal);
        Assert.Equal(AccountFolder.Keys(), File.ReadAllText(Folder.KeysPath));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Folder.KeysPath) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Contains("Authentication completed successfully", _commands.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declined_download_stays_where_it_is()
    {
        Folder.Write(Download, AccountFolder.Keys());
        _commands.Input = new StringReader("n\n\n");

        Assert.Equal(1, await _commands.RunAsync("auth"));

        Assert.False(File.Exists(Folder.KeysPath));
        Assert.Contains(Pages[0], _commands.Out, StringComparison.Ordinal);
        Assert.StartsWith("Error: OAuth keys file not found.", _commands.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_appears_meanwhile_is_found()
    {
        _commands.Input = new Person(
            () => "",
            () =>
            {
                Folder.Write(Download, AccountFolder.Keys());
                return "";
            },
            () => "yes",
            () => "");

        Assert.Equal(0, await _commands.RunAsync("auth"));

        Assert.Contains("There is no client_secret_….json in", _commands.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(Folder.KeysPath));
    }

    [Fact]
    public async Task A_file_that_the_person_saved_in_its_place_is_used()
    {
        _commands.Input = new Person(
            () =>
            {
                Folder.WithKeys();
                return "";
            },
            () => "");

        Assert.Equal(0, await _commands.RunAsync("auth"));
    }

    [Theory]
    [InlineData("<html>", "it is not JSON")]
    [InlineData("[]", "it is no JSON object")]
    [InlineData("{}", "it names neither \"installed\" nor \"web\"")]
    [InlineData("""{"type":"service_account","private_key":"hush"}""", "it is a service account's key")]
    [InlineData("""{"refresh_token":"hush"}""", "it holds tokens of somebody who signed in")]
    [InlineData("""{"client_id":"1-a.apps.googleusercontent.com"}""", "without \"installed\" or \"web\" around it")]
    [InlineData("""{"installed":{"client_secret":"hush"}}""", "it names no client_id")]
    [InlineData("""{"installed":{"client_id":"1-a.apps.googleusercontent.com"}}""", "it holds no client_secret")]
    public async Task What_is_wrong_with_a_typed_file_is_said_and_the_next_one_taken(string content, string words)
    {
        var wrong = Path.Combine(Folder.Home, "wrong.json");
        var right = Path.Combine(Folder.Home, "right file.json");
        Folder.Write(wrong, content).Write(right, AccountFolder.Keys());
        _commands.Input = new StringReader($"{wrong}\n'{right}'\n\n");

        Assert.Equal(0, await _commands.RunAsync("auth"));

        Assert.Contains(words, _commands.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", _commands.Out + _commands.Error, StringComparison.Ordinal);
        Assert.Equal(AccountFolder.Keys(), File.ReadAllText(Folder.KeysPath));
    }

    [Theory]
    [InlineData("installed", "\"http://localhost\"", "client-1.apps.example", "does not end in .apps.googleusercontent.com")]
    [InlineData("web", "", "1-a.apps.googleusercontent.com", "make a client of type Desktop app")]
    public async Task What_Google_may_refuse_is_said_before(string kind, string redirects, string clientId, string words)
    {
        Folder.Write(Folder.KeysPath, AccountFolder.Keys(kind, redirects, clientId));
        _commands.IsInteractive = false;
        _commands.Browser = ScriptedBrowser.ThatAllows();

        await _commands.RunAsync("auth");

        Assert.Contains(words, _commands.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_sign_in_the_doctor_looks_and_a_client_is_offered()
    {
        Folder.WithKeys();
        _commands.Input = new StringReader("cursor\n");

        Assert.Equal(0, await _commands.RunAsync("auth", "--profile", "draft"));

        Assert.Contains("ok       credentials", _commands.Out, StringComparison.Ordinal);
        Assert.Equal(["install --client cursor --profile draft"], _commands.Ran);
    }

    [Fact]
    public async Task Who_wants_no_client_yet_is_told_how_later()
    {
        Folder.WithKeys();
        _commands.Input = new StringReader("\n");

        Assert.Equal(0, await _commands.RunAsync("auth"));

        Assert.Matches(@"Later: gmail-mcp install --client \S+\n\z", _commands.Out);
        Assert.Empty(_commands.Ran);
    }

    private sealed class Person(params Func<string?>[] lines) : TextReader
    {
        private int _next;

        public override string? ReadLine() => _next < lines.Length ? lines[_next++]() : null;
    }
}
