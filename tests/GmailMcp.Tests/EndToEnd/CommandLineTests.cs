using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GmailMcp.Tests.Storage;
using Testing;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>What stands after <c>gmail-mcp</c>.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const int LongestHelp = 60;

    private readonly ScratchFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Starts_where_the_home_folder_is_not_there(bool isWhole)
    {
        var home = isWhole ? _home["missing"] : "missing";
        var start = ServerBinary.Start(_home.Path, ["tools", "--demo"]);
        start.Environment["HOME"] = home;
        start.Environment["USERPROFILE"] = home;
        using var process = System.Diagnostics.Process.Start(start)!; // not null: no shell
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Long, TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (process.ExitCode, await error));
        Assert.Contains("search_emails", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_fits_on_a_screen_and_is_as_reviewed()
    {
        var ended = await Finished.RunAsync(_home.Path, "--help");

        Golden.Matches("help.txt", ended.Out);
        Assert.True(ended.Lines.Count <= LongestHelp, $"{ended.Lines.Count} lines");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
    }

    [Fact]
    public async Task The_version_is_that_which_clients_see()
    {
        await using var server = ServerProcess.Start("--demo");

        var ended = await Finished.RunAsync(_home.Path, "--version");
        var hello = await server.GreetAsync("2025-06-18");

        Assert.Matches(new Regex(@"^\d+\.\d+\.\d+(-[\w.]+)?\n$"), ended.Out);
        Assert.Equal((string?)hello["serverInfo"]!["version"], ended.Out.Trim());
    }

    [Theory]
    [InlineData("full", "tools", "--json", "--demo")]
    [InlineData("readonly", "tools", "--json", "--demo", "--profile", "readonly")]
    public async Task The_tools_are_printed_as_clients_get_them(string profile, params string[] arguments)
    {
        await using var server = ServerProcess.Start("--demo", "--profile", profile);

        var ended = await Finished.RunAsync(_home.Path, arguments);
        await server.GreetAsync("2025-06-18");
        var listed = await server.ResultAsync(1, Frame.Request(1, "tools/list"));

        Assert.Equal(listed["tools"]!.ToJsonString(), JsonNode.Parse(ended.Out)!["tools"]!.ToJsonString());
    }

    [Fact]
    public async Task The_tools_are_printed_for_people_too()
    {
        var ended = await Finished.RunAsync(_home.Path, "tools", "--demo");

        Assert.Equal(34, ended.Lines.Count);
        Assert.Contains(ended.Lines, line => Regex.IsMatch(line, @"^search_emails +\w"));
    }

    [Fact]
    public async Task The_demo_does_the_main_job()
    {
        var ended = await Finished.RunAsync(_home.Path, "demo");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.DoesNotContain("Error:", ended.Out, StringComparison.Ordinal);
        foreach (var tool in new[] { "search_emails", "read_email", "get_or_create_label", "modify_email", "draft_email", "send_email" })
        {
            Assert.Contains($"→ {tool} {{", ended.Out, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_home.Path));
    }

    [Fact]
    public async Task The_demo_prints_its_frames_on_request()
    {
        var ended = await Finished.RunAsync(_home.Path, "demo", "--json");

        Assert.Equal(0, ended.ExitCode);
        Assert.All(ended.Lines, line => Assert.Matches(new Regex(@"^(->|<-) \{"), line));
        var frames = ended.Lines.Select(line => JsonNode.Parse(line[3..])!.AsObject()).ToList();
        Assert.All(frames, frame => Assert.Equal("2.0", (string?)frame["jsonrpc"]));
        Assert.Contains(frames, frame => (string?)frame["params"]?["name"] == "send_email");
        Assert.DoesNotContain(frames, frame => frame["result"]?["isError"]?.GetValue<bool>() == true);
    }

    // What a shell does with "gmail-mcp demo | head -1": the reader goes away after a line.
    [Fact]
    public async Task The_demo_does_not_mind_a_reader_that_leaves()
    {
        using var process = System.Diagnostics.Process.Start(ServerBinary.Start(_home.Path, "demo"))!; // not null: no shell
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

        var first = await Patience.ForAsync(
            process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask(), () => "a line");
        process.StandardOutput.Close();
        var said = await Patience.ForAsync(error, () => "the demo's end");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("gmail-mcp demo", first, StringComparison.Ordinal);
        Assert.Equal((0, ""), (process.ExitCode, said));
    }

    [Theory]
    [InlineData("three.mbox", 3, "Seeds for the spring")]
    [InlineData("key.eml", 1, "The garden key")]
    [InlineData("folder", 2, "A bench to give away")]
    public async Task A_mailbox_file_is_served_in_place_of_the_demo(string file, int count, string subject)
    {
        var ended = await Finished.RunAsync(_home.Path,
            "call", "search_emails", """{"query":"in:anywhere","maxResults":50}""", "--demo",
            "--mailbox", Path.Combine(Repository.Root, "tests", "Testing", "Mail", file));

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Equal(count, ended.Lines.Count(line => line.StartsWith("ID: ", StringComparison.Ordinal)));
        Assert.Contains($"Subject: {subject}\n", ended.Out, StringComparison.Ordinal);
    }

    // Google Takeout: the labels are in a header, and "From " at the start of a line is quoted.
    [Fact]
    public async Task The_labels_and_texts_of_an_mbox_are_kept()
    {
        var mailbox = Path.Combine(Repository.Root, "tests", "Testing", "Mail", "three.mbox");

        var found = await Finished.RunAsync(_home.Path,
            "call", "search_emails", """{"query":"label:garden is:unread"}""", "--demo", "--mailbox", mailbox);
        var messageId = Regex.Match(found.Out, @"^ID: (\w+)$", RegexOptions.Multiline).Groups[1].Value;
        var read = await Finished.RunAsync(_home.Path,
            "call", "read_email", $$"""{"messageId":"{{messageId}}"}""", "--demo", "--mailbox", mailbox);

        Assert.Contains("Subject: Seeds for the spring\n", read.Out, StringComparison.Ordinal);
        Assert.Contains("\nFrom the look of it we want the blue beans.", read.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("option \"--no-such-option\"", "--no-such-option")]
    [InlineData("--mailbox FILE works only together with --demo", "--mailbox", "mail.mbox")]
    [InlineData("There is no file or folder", "--demo", "--mailbox", "nowhere.mbox")]
    [InlineData("nowhere.mbox", "call", "list_email_labels", "--demo", "--mailbox", "nowhere.mbox")]
    [InlineData("everything", "--demo", "--profile", "everything")]
    [InlineData("Error: gmail-mcp has no command or option \"emulate\". Did you mean emulator? gmail-mcp --help lists what there is.", "emulate")]
    [InlineData("Error: gmail-mcp doctor has no command or option \"--jsn\". Did you mean --json?", "doctor", "--jsn")]
    [InlineData("--port", "emulator", "--port", "70000")]
    [InlineData("TOOL", "call")]
    public async Task A_wrong_command_line_gets_a_sentence_and_an_exit_code(string expected, params string[] arguments)
    {
        var ended = await Finished.RunAsync(_home.Path, arguments);

        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains(expected, ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--profile must be readonly, triage, draft, send, full or delete; got \"everything\".", "--demo", "--profile", "everything")]
    [InlineData("--profile must be readonly, triage, draft, send, full or delete; got \"readonyl\". Did you mean readonly?",
        "call", "list_email_labels", "--demo", "--profile", "readonyl")]
    [InlineData("--profile must be readonly, triage, draft, send, full or delete; got \"2\".", "auth", "--profile", "2")]
    [InlineData("--port must be 0 to 65535; got \"70000\".", "emulator", "--port", "70000")]
    [InlineData("--port must be 0 to 65535; got \"http\".", "emulator", "--port", "http")]
    [InlineData("--port takes a whole number; got \"http\".", "--http", "--demo", "--port", "http")]
    [InlineData("--rate-limit takes a whole number; got \"fast\".", "--http", "--demo", "--rate-limit", "fast")]
    public async Task A_value_that_an_option_does_not_take_gets_one_sentence_and_no_help(string expected, params string[] arguments)
    {
        var ended = await Finished.RunAsync(_home.Path, arguments);

        Assert.Equal((1, "", $"Error: {expected}\n"), (ended.ExitCode, ended.Out, ended.Error));
    }

    [Theory]
    [InlineData("--profile")]
    [InlineData("--profile", "full", "--profile", "send")]
    public async Task An_option_with_no_value_or_two_gets_one_line(params string[] arguments)
    {
        var ended = await Finished.RunAsync(_home.Path, arguments);

        Assert.Equal((1, ""), (ended.ExitCode, ended.Out));
        Assert.Matches(new Regex(@"^Error: [^\n]*--profile[^\n]*\n$"), ended.Error);
    }

    [Fact]
    public async Task Help_is_given_whatever_else_is_wrong()
    {
        var ended = await Finished.RunAsync(_home.Path, "--profile", "everything", "--help");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("--read-only", ended.Out, StringComparison.Ordinal);
    }
}
