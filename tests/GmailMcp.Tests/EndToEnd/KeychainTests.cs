using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>The tokens in the system's keychain instead of the file, with the keyring of a Linux desktop.</summary>
public sealed class KeychainTests
{
    [Fact]
    public async Task Tokens_move_into_the_keychain_are_renewed_there_and_move_back()
    {
        await using var user = await StartAsync();
        await using var keyring = await Keyring.StartAsync(user.Home);
        user.WriteFiles();
        var tokens = Tokens(user);
        var refreshToken = (string?)tokens["refresh_token"];
        tokens["somebodys_own"] = "kept";
        await File.WriteAllTextAsync(CredentialsPath(user), tokens.ToJsonString(), TestContext.Current.CancellationToken);

        var moved = await RunAsync(user, keyring.Variables, "auth", "--keychain");
        var marked = await File.ReadAllTextAsync(CredentialsPath(user), TestContext.Current.CancellationToken);
        var labels = await ListLabelsAsync(user, keyring.Variables);
        var listed = await RunAsync(user, keyring.Variables, "auth", "list");
        var doctor = await RunAsync(user, keyring.Variables, "doctor");
        var back = await RunAsync(user, keyring.Variables, "auth", "--no-keychain");

        Assert.Contains("(kept in the keychain)", moved.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("token", marked, StringComparison.Ordinal);
        Assert.StartsWith("Found ", labels, StringComparison.Ordinal);
        Assert.Contains("credentials.json (kept in the keychain)", listed.Out, StringComparison.Ordinal);
        Assert.Contains("credentials.json (kept in the keychain)", doctor.Out, StringComparison.Ordinal);
        Assert.Equal(0, back.ExitCode);
        Assert.Equal(refreshToken, (string?)Tokens(user)["refresh_token"]);
        Assert.NotEqual("over", (string?)Tokens(user)["access_token"]); // the server's refresh was kept in the keychain
        Assert.Equal("kept", (string?)Tokens(user)["somebodys_own"]);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(CredentialsPath(user))!, ".credentials.json.tokens"));
    }

    [Fact]
    public async Task A_sign_in_goes_straight_into_the_keychain_and_stays_there()
    {
        await using var user = await StartAsync();
        await using var keyring = await Keyring.StartAsync(user.Home);
        user.WriteKeys(Path.Combine(user.Home, ".gmail-mcp", "gcp-oauth.keys.json"));

        await SignInAsync(user, keyring.Variables, "auth", "--keychain");
        var first = await File.ReadAllTextAsync(CredentialsPath(user), TestContext.Current.CancellationToken);
        await SignInAsync(user, keyring.Variables, "auth");
        var second = await File.ReadAllTextAsync(CredentialsPath(user), TestContext.Current.CancellationToken);
        var out1 = await RunAsync(user, keyring.Variables, "auth", "logout");
        await File.WriteAllTextAsync(CredentialsPath(user), second, TestContext.Current.CancellationToken);
        var after = await RunAsync(user, keyring.Variables, "auth", "list");

        Assert.DoesNotContain("token", first + second, StringComparison.Ordinal);
        Assert.Contains("Revoked at Google", out1.Out, StringComparison.Ordinal);
        Assert.Contains("holds no tokens", after.Error, StringComparison.Ordinal); // nothing was left in the keychain
    }

    [Fact]
    public async Task Without_a_keychain_nothing_is_touched_and_the_words_say_so()
    {
        await using var user = await StartAsync();
        user.WriteFiles();
        var before = await File.ReadAllTextAsync(CredentialsPath(user), TestContext.Current.CancellationToken);

        var refused = await RunAsync(user, Keyring.None, "auth", "--keychain");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("The keychain of this system cannot be used:", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--no-keychain", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(CredentialsPath(user), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_locked_keyring_is_no_sign_out_and_the_file_is_a_way_out()
    {
        await using var user = await StartAsync();
        user.WriteFiles();
        await using (var open = await Keyring.StartAsync(user.Home))
        {
            await RunAsync(user, open.Variables, "auth", "--keychain");
        }

        await using var locked = await Keyring.StartAsync(user.Home, isUnlocked: false);
        var listed = await RunAsync(user, locked.Variables, "auth", "list");
        var labels = await ListLabelsAsync(user, locked.Variables);
        var signIn = await RunAsync(user, locked.Variables, "auth");
        await SignInAsync(user, locked.Variables, "auth", "--no-keychain");

        Assert.Equal(1, listed.ExitCode);
        Assert.Contains("The keychain of this system cannot be used:", listed.Error, StringComparison.Ordinal);
        Assert.Contains("The keychain of this system cannot be used:", labels, StringComparison.Ordinal);
        Assert.Contains("The keychain of this system cannot be used:", signIn.Error, StringComparison.Ordinal); // before a browser opens
        Assert.NotNull(Tokens(user)["refresh_token"]);
    }

    [Fact]
    public async Task A_keyring_that_was_made_anew_does_not_stand_in_the_way_out()
    {
        await using var user = await StartAsync();
        user.WriteFiles();
        await using (var first = await Keyring.StartAsync(user.Home))
        {
            await RunAsync(user, first.Variables, "auth", "--keychain");
        }

        Directory.Delete(Path.Combine(user.Home, ".local/share/keyrings"), recursive: true);
        await using var anew = await Keyring.StartAsync(user.Home);
        await SignInAsync(user, anew.Variables, "auth", "--no-keychain");

        Assert.NotNull(Tokens(user)["refresh_token"]);
    }

    [Fact]
    public async Task A_copy_of_the_file_elsewhere_opens_nothing()
    {
        await using var user = await StartAsync();
        await using var keyring = await Keyring.StartAsync(user.Home);
        user.WriteFiles();
        await RunAsync(user, keyring.Variables, "auth", "--keychain");
        var copy = Path.Combine(user.Home, "copy.json");
        File.Copy(CredentialsPath(user), copy);

        var listed = await RunAsync(
            user, new Dictionary<string, string>(keyring.Variables) { ["GMAIL_CREDENTIALS_PATH"] = copy }, "auth", "list");

        Assert.Equal(1, listed.ExitCode);
        Assert.Contains($"The keychain holds no tokens for {copy} any more.", listed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remembered_mail_is_sealed_with_a_key_from_the_keychain()
    {
        await using var user = await StartAsync();
        await using var keyring = await Keyring.StartAsync(user.Home);
        user.WriteFiles();
        var refused = await RunAsync(user, keyring.Variables, "--cache");
        await RunAsync(user, keyring.Variables, "auth", "--keychain");

        await ReadMailAsync(user, keyring.Variables);
        var before = Gets(user);
        await ReadMailAsync(user, keyring.Variables);
        var again = Gets(user) - before;
        var kept = Directory.GetFiles(Path.Combine(user.Home, ".gmail-mcp", "cache"));
        await RunAsync(user, keyring.Variables, "auth", "logout");

        Assert.Contains("auth --keychain", refused.Error, StringComparison.Ordinal);
        Assert.Single(kept);
        Assert.True(before > 0);
        Assert.Equal(0, again);
        Assert.Empty(Directory.GetFiles(Path.Combine(user.Home, ".gmail-mcp"), ".credentials.json.*key"));
    }

    [Fact]
    public async Task Contradictions_and_tokens_of_variables_are_refused()
    {
        await using var user = await StartAsync();

        var both = await RunAsync(user, Keyring.None, "auth", "--keychain", "--no-keychain");
        var variables = await RunAsync(user, user.TokenVariables(prefix: null), "auth", "--keychain");

        Assert.Contains("contradict each other", both.Error, StringComparison.Ordinal);
        Assert.Contains("The tokens come from GMAIL_", variables.Error, StringComparison.Ordinal);
        Assert.Equal((1, 1), (both.ExitCode, variables.ExitCode));
    }

    private static async Task<OldUser> StartAsync()
    {
        Keyring.SkipUnlessHere();
        return await OldUser.StartAsync();
    }

    private static string CredentialsPath(OldUser user) => Path.Combine(user.Home, ".gmail-mcp", "credentials.json");

    private static JsonObject Tokens(OldUser user) => (JsonObject)JsonNode.Parse(File.ReadAllText(CredentialsPath(user)))!;

    private static int Gets(OldUser user) => user.Gmail.Gmail.Requests.Count(request => request.MethodId == "users.messages.get");

    private static Task SignInAsync(OldUser user, IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        ProgramRun.CheckAsync(user, arguments, variables);

    private static Task<Finished> RunAsync(OldUser user, IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        Finished.RunAsync(user.Start(arguments, variables), ReadOnlyMemory<byte>.Empty);

    private static async Task<string> ListLabelsAsync(OldUser user, IReadOnlyDictionary<string, string> variables)
    {
        await using var server = ServerProcess.Start(user.Home, [], user.ToGoogle(variables), keepsHome: true);
        await server.GreetAsync("2025-06-18");
        return (string?)(await server.ResultAsync(1, Frame.Call(1, "list_email_labels")))["content"]![0]!["text"] ?? ""; // every answer has it
    }

    private static async Task ReadMailAsync(OldUser user, IReadOnlyDictionary<string, string> variables)
    {
        await using var server = ServerProcess.Start(user.Home, ["--cache"], user.ToGoogle(variables), keepsHome: true);
        await server.GreetAsync("2025-06-18");
        await server.ResultAsync(1, Frame.Call(1, "read_email", new JsonObject { ["messageId"] = user.MessageId }));
        server.CloseInput();
        Assert.Equal(0, await server.EndAsync());
    }
}
