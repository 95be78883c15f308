using System.Net;
using System.Text.Json;
using GmailMcp.Tests.Accounts;

namespace GmailMcp.Tests.Cli;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly AccountCommands _commands = new();

    public DoctorCommandTests()
    {
        Folder.Google.Answer = call => call.Address.Host == "oauth2.googleapis.com"
            ? CannedGoogle.Token("access-2")
            : Profile(call.Bearer is null ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
    }

    private AccountFolder Folder => _commands.Folder;

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task Finds_everything_in_order()
    {
        Folder.WithKeys().WithCredentials(TimeSpan.FromMinutes(50));

        Assert.Equal(0, await _commands.RunAsync("doctor"));

        Assert.DoesNotContain("problem  ", _commands.Out, StringComparison.Ordinal);
        Assert.Contains("works: anna@example.com", _commands.Out, StringComparison.Ordinal);
        Assert.EndsWith("Everything is in order.\n", _commands.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_how_to_begin_when_there_is_nothing()
    {
        Assert.Equal(1, await _commands.RunAsync("doctor", "--json"));

        Assert.Equal("problem", Level("keys"));
        Assert.Equal("problem", Level("credentials"));
        Assert.All(Findings(), finding => Assert.True(
            finding.GetProperty("level").GetString() == "ok" || finding.TryGetProperty("fix", out _)));
    }

    [Fact]
    public async Task Works_offline_and_calls_that_no_problem()
    {
        Folder.WithKeys().WithCredentials(TimeSpan.FromMinutes(50));
        Folder.Google.Answer = _ => throw new HttpRequestException("no network");

        Assert.Equal(0, await _commands.RunAsync("doctor", "--json"));

        Assert.Equal("warning", Level("Gmail API"));
    }

    [Fact]
    public async Task Finds_a_revoked_sign_in()
    {
        Folder.WithKeys().WithCredentials(TimeSpan.Zero);
        Folder.Google.Answer = call => call.Address.Host == "oauth2.googleapis.com"
            ? CannedGoogle.Error(HttpStatusCode.BadRequest, "invalid_grant")
            : Profile(HttpStatusCode.Unauthorized);

        Assert.Equal(1, await _commands.RunAsync("doctor", "--json"));

        Assert.Equal("problem", Level("sign-in"));
        Assert.Equal("refresh-1", Folder.Stored().RefreshToken);
    }

    [Fact]
    public async Task Finds_an_API_that_is_not_enabled()
    {
        Folder.WithKeys().WithCredentials(TimeSpan.FromMinutes(50));
        Folder.Google.Answer = _ => CannedGoogle.Json(
            HttpStatusCode.Forbidden, """{"error":{"code":403,"errors":[{"reason":"accessNotConfigured"}]}}""");

        Assert.Equal(1, await _commands.RunAsync("doctor"));

        Assert.Contains("https://console.cloud.google.com/apis/library/gmail.googleapis.com", _commands.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "warning", 0)]
    [InlineData(-30, "problem", 1)]
    public async Task Compares_the_clock_with_Googles(int minutes, string level, int exitCode)
    {
        Folder.WithKeys().WithCredentials(TimeSpan.FromMinutes(50));
        Folder.Google.Answer = call =>
        {
            var answer = Profile(call.Bearer is null ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
            answer.Headers.Date = Folder.Clock.GetUtcNow() - TimeSpan.FromMinutes(minutes);
            return answer;
        };

        Assert.Equal(exitCode, await _commands.RunAsync("doctor", "--json"));

        Assert.Equal(level, Level("clock"));
    }

    [Fact]
    public async Task Finds_rights_that_the_tools_need_and_were_not_granted()
    {
        Folder.WithKeys().WithCredentials(TimeSpan.FromMinutes(50));
        var text = File.ReadAllText(Folder.CredentialsPath);
        File.WriteAllText(Folder.CredentialsPath, text.Replace(AccountFolder.SettingsBasic, "", StringComparison.Ordinal));

        await _commands.RunAsync("doctor");

        Assert.Contains("the profile full needs gmail.settings.basic", _commands.Out, StringComparison.Ordinal);
        Assert.Contains("fix: gmail-mcp auth --profile full", _commands.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_no_more_of_a_server_that_only_reads()
    {
        Folder.WithKeys().WithCredentials(TimeSpan.FromMinutes(50));
        var text = File.ReadAllText(Folder.CredentialsPath);
        File.WriteAllText(
            Folder.CredentialsPath,
            text.Replace($"{AccountFolder.Modify} {AccountFolder.SettingsBasic}", "https://www.googleapis.com/auth/gmail.readonly", StringComparison.Ordinal));

        await _commands.RunAsync("doctor", "--read-only");

        Assert.Contains("all that the profile readonly needs is granted", _commands.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warns_of_the_seven_days_of_an_app_in_Testing()
    {
        var end = Folder.Clock.GetUtcNow() + TimeSpan.FromDays(3);
        Folder.WithKeys().WithCredentials(
            TimeSpan.FromMinutes(50), $$""", "gmail_mcp":{"refresh_token_expires_at":{{end.ToUnixTimeMilliseconds()}} }""");

        Assert.Equal(0, await _commands.RunAsync("doctor", "--json"));

        Assert.Equal("warning", Level("token age"));
        Assert.Contains("2026-11-04", _commands.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_files_that_others_can_read_and_links()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Mode bits are Unix's.");
        Folder.WithKeys().WithCredentials(TimeSpan.FromMinutes(50));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Folder.CredentialsPath, (UnixFileMode)0b110_100_100);
        }

        await _commands.RunAsync("doctor");

        Assert.Contains($"{Folder.CredentialsPath} is open to other users: mode 0644", _commands.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_settings_that_are_wrong()
    {
        Folder.Set("GMAIL_MCP_GOOGLE_API_ROOT", "https://evil.example");

        Assert.Equal(1, await _commands.RunAsync("doctor", "--json"));

        Assert.Equal("problem", Level("settings"));
    }

    private HttpResponseMessage Profile(HttpStatusCode status)
    {
        var answer = CannedGoogle.Json(status, """{"emailAddress":"anna@example.com","historyId":"1"}""");
        answer.Headers.Date = Folder.Clock.GetUtcNow();
        return answer;
    }

    private List<JsonElement> Findings()
    {
        using var document = JsonDocument.Parse(_commands.Out);
        return [.. document.RootElement.EnumerateArray().Select(finding => finding.Clone())];
    }

    private string? Level(string check) =>
        Findings().First(finding => finding.GetProperty("check").GetString() == check).GetProperty("level").GetString();
}
