namespace GmailMcp.Tests.Cli;

/// <summary>What <c>install</c> asks a person on a terminal.</summary>
public sealed class InstallQuestionsTests
{
    [Theory]
    [InlineData("\n\n\n", "")]
    [InlineData("draft\n/srv/out\n/srv/in\n", "--profile draft --attachments-from /srv/out --downloads-to /srv/in")]
    [InlineData("Readonly\n\n", "--profile readonly")] // it attaches nothing, so it is not asked from where
    [InlineData("everything\n3\nfull\n~/GmailAttachments\n~/GmailDownloads\n", "")]
    public async Task The_answers_become_arguments(string typed, string arguments)
    {
        using var client = new InstalledClient("cursor", "{}") { Typed = typed };

        Assert.Equal((0, ""), (await client.InstallAsync(), client.Error));

        Assert.Equal(arguments, string.Join(' ', client.Entry!.Arguments!));
        Assert.StartsWith("What may the assistant do", client.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--demo")]
    [InlineData("--yes")]
    [InlineData("--print")]
    [InlineData("--profile", "send")]
    public async Task Flags_answer_without_asking(params string[] flags)
    {
        using var client = new InstalledClient("cursor", "{}") { Typed = "" };

        Assert.Equal((0, ""), (await client.InstallAsync(flags), client.Error));

        Assert.DoesNotContain("?", client.Out.Replace("Not signed in yet?", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("""{"refresh_token":"r","access_token":"a"}""", false)]
    [InlineData("no credentials, but doctor and not auth knows what to do", false)]
    public async Task Who_is_signed_in_is_not_told_how_to(string? credentials, bool isTold)
    {
        using var client = new InstalledClient("cursor", "{}") { Credentials = credentials };

        await client.InstallAsync();

        Assert.Equal(isTold, client.Out.Contains("Not signed in yet? gmail-mcp auth", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_opens_mailboxes_by_a_service_account_needs_not_sign_in()
    {
        using var client = new InstalledClient("cursor", "{}");

        await client.InstallAsync("--service-account", "/srv/key.json", "--delegate", "someone@example.com");

        Assert.DoesNotContain("Not signed in", client.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_that_ends_changes_nothing()
    {
        using var client = new InstalledClient("cursor", "{}") { Typed = "draft\n" };

        Assert.Equal(1, await client.InstallAsync());

        Assert.Equal("{}", client.Text());
        Assert.Contains("Nothing was changed", client.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_setting_of_the_server_can_be_given()
    {
        using var client = new InstalledClient("codex", "");

        await client.InstallAsync("--read-only", "--allow-to", "a@example.com", "--allow-to", "example.org", "--cap", "send=3", "--policy", WritePolicy(client));

        Assert.Equal(
            $"--read-only --policy {client.Folder}/p.json --allow-to a@example.com --allow-to example.org --cap send=3",
            string.Join(' ', client.Entry!.Arguments!));
    }

    // A client starts the server in a folder of its own, so paths are written whole.
    private static string WritePolicy(InstalledClient client)
    {
        File.WriteAllText(Path.Combine(client.Folder, "p.json"), "{}");
        return Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(client.Folder, "p.json"));
    }
}
