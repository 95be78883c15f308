using System.Net;
using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

public sealed class AccessTokensTests : IDisposable
{
    private readonly AccountFolder _folder = new AccountFolder().WithKeys();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Uses_a_token_with_more_than_five_minutes_left_without_asking_Google()
    {
        using var account = _folder.WithCredentials(TimeSpan.FromMinutes(6)).Open();

        Assert.Equal("access-1", await account.Tokens.GetAsync(Cancellation));
        Assert.Empty(_folder.Google.Calls);
    }

    [Fact]
    public async Task Replaces_a_token_five_minutes_before_its_end()
    {
        using var account = _folder.WithCredentials(TimeSpan.FromMinutes(4)).Open();

        Assert.Equal("access-2", await account.Tokens.GetAsync(Cancellation));

        var call = Assert.Single(_folder.Google.Calls);
        Assert.Equal("https://oauth2.googleapis.com/token", call.Address.AbsoluteUri);
        Assert.Equal("refresh_token", call["grant_type"]);
        Assert.Equal("refresh-1", call["refresh_token"]);
        Assert.Equal(AccountFolder.ClientId, call["client_id"]);
        Assert.Equal(AccountFolder.ClientSecret, call["client_secret"]);
    }

    [Fact]
    public async Task Keeps_the_new_token_in_the_file_with_all_that_was_there()
    {
        using var account = _folder.WithCredentials(TimeSpan.Zero, """, "added_by_someone":{"a":[1]}""").Open();

        await account.Tokens.GetAsync(Cancellation);

        var stored = _folder.Stored();
        Assert.Equal("access-2", stored.AccessToken);
        Assert.Equal("refresh-1", stored.RefreshToken);
        Assert.Equal(_folder.Clock.GetUtcNow() + TimeSpan.FromSeconds(3599), stored.ExpiresAt);
        Assert.Equal([AccountFolder.Modify, AccountFolder.SettingsBasic], stored.Scopes);
        Assert.Contains("\"added_by_someone\"", File.ReadAllText(_folder.CredentialsPath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refreshes_once_for_500_parallel_calls()
    {
        using var account = _folder.WithCredentials(TimeSpan.Zero).Open();
        var gate = new TaskCompletionSource();
        _folder.Google.Gate = gate.Task;

        var calls = Enumerable.Range(0, 500).Select(_ => account.Tokens.GetAsync(Cancellation)).ToList();
        gate.SetResult();
        var tokens = await Task.WhenAll(calls);

        Assert.All(tokens, token => Assert.Equal("access-2", token));
        Assert.Single(_folder.Google.Calls);
    }

    [Fact]
    public async Task Refreshes_once_for_servers_that_share_a_file()
    {
        _folder.WithCredentials(TimeSpan.Zero);
        var accounts = Enumerable.Range(0, 4).Select(_ => _folder.Open()).ToList();
        var gate = new TaskCompletionSource();
        _folder.Google.Gate = gate.Task;

        var calls = accounts.SelectMany(account => Enumerable.Range(0, 25).Select(_ => account.Tokens.GetAsync(Cancellation))).ToList();
        gate.SetResult();
        var tokens = await Task.WhenAll(calls);

        Assert.All(tokens, token => Assert.Equal("access-2", token));
        Assert.Single(_folder.Google.Calls);
        accounts.ForEach(account => account.Dispose());
    }

    [Fact]
    public async Task Finishes_the_refresh_when_the_caller_who_started_it_leaves()
    {
        using var account = _folder.WithCredentials(TimeSpan.Zero).Open();
        var gate = new TaskCompletionSource();
        _folder.Google.Gate = gate.Task;
        using var leaving = new CancellationTokenSource();
        var first = account.Tokens.GetAsync(leaving.Token);
        var second = account.Tokens.GetAsync(Cancellation);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal("access-2", await second);
        Assert.Single(_folder.Google.Calls);
    }

    [Fact]
    public async Task Marks_a_revoked_account_keeps_its_file_and_asks_Google_no_more()
    {
        _folder.Google.Answer = _ => CannedGoogle.Error(
            HttpStatusCode.BadRequest, "invalid_grant", "Token has been expired or revoked.");
        using var account = _folder.WithCredentials(TimeSpan.Zero).Open();

        var first = await Assert.ThrowsAsync<SignInRequiredException>(() => account.Tokens.GetAsync(Cancellation));
        await Assert.ThrowsAsync<SignInRequiredException>(() => account.Tokens.GetAsync(Cancellation));

        Assert.Equal(SignInReason.Revoked, first.Reason);
        Assert.EndsWith("Sign in again: gmail-mcp auth.", first.Message, StringComparison.Ordinal);
        Assert.Equal("refresh-1", _folder.Stored().RefreshToken);
        Assert.Equal("invalid_grant", _folder.Stored().SignInAgain);
        Assert.Single(_folder.Google.Calls);
    }

    [Fact]
    public async Task Works_again_as_soon_as_another_program_has_signed_in()
    {
        _folder.Google.Then(_ => CannedGoogle.Error(HttpStatusCode.BadRequest, "invalid_grant"));
        using var account = _folder.WithCredentials(TimeSpan.Zero).Open();
        await Assert.ThrowsAsync<SignInRequiredException>(() => account.Tokens.GetAsync(Cancellation));

        var text = File.ReadAllText(_folder.CredentialsPath);
        _folder.Write(_folder.CredentialsPath, text.Replace("refresh-1", "refresh-of-the-new-sign-in", StringComparison.Ordinal));

        Assert.Equal("access-2", await account.Tokens.GetAsync(Cancellation));
        Assert.Equal("refresh-of-the-new-sign-in", _folder.Google.Calls.Last()["refresh_token"]);
    }

    public static TheoryData<string> AnswersWithoutAVerdict => ["500", "502", "200 html", "302", "no access token", "429"];

    [Theory]
    [MemberData(nameof(AnswersWithoutAVerdict))]
    public async Task Loses_no_token_to_an_answer_that_is_none(string kind)
    {
        _folder.Google.Answer = _ => kind switch
        {
            "500" => CannedGoogle.Error(HttpStatusCode.InternalServerError, "invalid_grant"),
            "502" => CannedGoogle.Html(HttpStatusCode.BadGateway),
            "200 html" => CannedGoogle.Html(HttpStatusCode.OK),
            "302" => new(HttpStatusCode.Found) { Headers = { Location = new("https://evil.example/token") } },
            "429" => CannedGoogle.Error(HttpStatusCode.TooManyRequests, "rate_limit_exceeded"),
            _ => CannedGoogle.Json(HttpStatusCode.OK, """{"token_type":"Bearer"}"""),
        };
        using var account = _folder.WithCredentials(TimeSpan.Zero).Open();
        var before = File.ReadAllText(_folder.CredentialsPath);

        var failure = await Assert.ThrowsAsync<GoogleOAuthException>(
            () => WithTimePassing(account.Tokens.GetAsync(Cancellation)));

        Assert.Equal(GoogleOAuthErrorKind.Unavailable, failure.Kind);
        Assert.DoesNotContain("html", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, File.ReadAllText(_folder.CredentialsPath));
        Assert.Equal(2, _folder.Google.Calls.Count);
    }

    [Fact]
    public async Task Recovers_from_one_server_error()
    {
        _folder.Google.Then(_ => CannedGoogle.Html(HttpStatusCode.ServiceUnavailable));
        using var account = _folder.WithCredentials(TimeSpan.Zero).Open();

        Assert.Equal("access-2", await WithTimePassing(account.Tokens.GetAsync(Cancellation)));
    }

    [Fact]
    public async Task Gives_up_on_a_token_endpoint_that_never_answers()
    {
        _folder.Google.Gate = new TaskCompletionSource().Task;
        using var account = _folder.WithCredentials(TimeSpan.Zero).Open();

        var failure = await Assert.ThrowsAsync<GoogleOAuthException>(
            () => WithTimePassing(account.Tokens.GetAsync(Cancellation)));

        Assert.Contains("no answer within 30 seconds", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData(HttpStatusCode.BadRequest, "deleted_client")]
    public async Task Keeps_the_token_when_the_client_is_wrong_and_tells_how_to_correct_it(HttpStatusCode status, string error)
    {
        _folder.Google.Answer = _ => CannedGoogle.Error(status, error);
        using var account = _folder.WithCredentials(TimeSpan.Zero).Open();
        var before = File.ReadAllText(_folder.CredentialsPath);

        var failure = await Assert.ThrowsAsync<GoogleOAuthException>(() => account.Tokens.GetAsync(Cancellation));

        Assert.Equal(GoogleOAuthErrorKind.InvalidClient, failure.Kind);
        Assert.Contains("The stored tokens are kept", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_folder.CredentialsPath));
    }

    [Fact]
    public async Task Goes_on_with_the_old_token_while_Google_is_down_and_does_not_ask_for_each_call()
    {
        _folder.Google.Answer = _ => CannedGoogle.Html(HttpStatusCode.BadGateway);
        using var account = _folder.WithCredentials(TimeSpan.FromMinutes(4)).Open();

        for (var call = 0; call < 10; call++)
        {
            Assert.Equal("access-1", await WithTimePassing(account.Tokens.GetAsync(Cancellation)));
        }

        Assert.Equal(2, _folder.Google.Calls.Count);
    }

    [Fact]
    public async Task Records_that_Google_has_narrowed_the_scopes_and_says_so()
    {
        _folder.Google.Answer = _ => CannedGoogle.Token("access-2", $$""","scope":"{{AccountFolder.Modify}}" """);
        using var account = _folder.WithCredentials(TimeSpan.Zero).Open();

        await account.Tokens.GetAsync(Cancellation);

        Assert.Equal([AccountFolder.Modify], _folder.Stored().Scopes);
        Assert.Contains("gmail.settings.basic", Assert.Single(_folder.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_new_refresh_token_and_uses_it_next_time()
    {
        _folder.Google.Then(_ => CannedGoogle.Token("access-2", ""","refresh_token":"refresh-2" """));
        using var account = _folder.WithCredentials(TimeSpan.Zero).Open();
        await account.Tokens.GetAsync(Cancellation);

        _folder.Clock.Advance(TimeSpan.FromHours(2));
        await account.Tokens.GetAsync(Cancellation);

        Assert.Equal("refresh-2", _folder.Stored().RefreshToken);
        Assert.Equal("refresh-2", _folder.Google.Calls.Last()["refresh_token"]);
    }

    [Theory]
    [InlineData(+1)]
    [InlineData(-1)]
    public async Task Refreshes_at_most_twice_when_the_wall_clock_jumps_an_hour(int hours)
    {
        var issued = 1;
        _folder.Google.Answer = _ => CannedGoogle.Token($"access-{++issued}");
        var clock = new JumpingClock(_folder.Clock);
        using var account = new OwnerAccount(
            _folder.WithCredentials(TimeSpan.Zero).Settings(), _folder.Google, clock, _folder.Notices.Add);
        await account.Tokens.GetAsync(Cancellation);

        clock.Jump = TimeSpan.FromHours(hours);
        for (var minute = 0; minute < 50; minute++)
        {
            _folder.Clock.Advance(TimeSpan.FromMinutes(1));
            await account.Tokens.GetAsync(Cancellation);
        }

        Assert.InRange(_folder.Google.Calls.Count, 1, 2);
    }

    [Fact]
    public async Task Serves_from_memory_when_the_file_cannot_be_written()
    {
        using var account = _folder.WithCredentials(TimeSpan.Zero).Open();
        var store = new UnwritableStore(account.Store);
        var tokens = new AccessTokens(store, account.Google, account.Keys.FindOrExplain, _folder.Clock, _folder.Notices.Add);

        Assert.Equal("access-2", await tokens.GetAsync(Cancellation));
        Assert.Equal("access-2", await tokens.GetAsync(Cancellation));

        Assert.Single(_folder.Google.Calls);
        Assert.Equal("access-1", _folder.Stored().AccessToken);
    }

    [Fact]
    public async Task Says_who_must_do_what_when_nobody_is_signed_in()
    {
        using var account = _folder.Open();

        var failure = await Assert.ThrowsAsync<SignInRequiredException>(() => account.Tokens.GetAsync(Cancellation));

        Assert.Equal(SignInReason.NotSignedIn, failure.Reason);
        Assert.Contains(_folder.CredentialsPath, failure.Message, StringComparison.Ordinal);
        Assert.Contains("gmail-mcp auth", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_first_how_to_get_keys_when_there_are_none_and_that_the_current_folder_has_some()
    {
        using var bare = new AccountFolder();
        bare.Write(Path.Combine(bare.Current, "gcp-oauth.keys.json"), AccountFolder.Keys());
        using var account = bare.Open();

        var failure = await Assert.ThrowsAsync<SignInRequiredException>(() => account.Tokens.GetAsync(Cancellation));

        Assert.Equal(SignInReason.NoKeys, failure.Reason);
        Assert.Contains(bare.Current, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_at_once_when_the_credentials_are_deleted()
    {
        using var account = _folder.WithCredentials(TimeSpan.FromMinutes(50)).Open();
        await account.Tokens.GetAsync(Cancellation);

        File.Delete(_folder.CredentialsPath);

        await Assert.ThrowsAsync<SignInRequiredException>(() => account.Tokens.GetAsync(Cancellation));
    }

    [Fact]
    public async Task Refuses_keys_of_another_client_than_the_credentials_were_made_with()
    {
        _folder.WithCredentials(TimeSpan.Zero, """, "gmail_mcp":{"client_id":"another.apps.example"}""");
        using var account = _folder.Open();

        var failure = await Assert.ThrowsAsync<AccountException>(() => account.Tokens.GetAsync(Cancellation));

        Assert.Contains("another.apps.example", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.KeysPath, failure.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Google.Calls);
    }

    [Fact]
    public async Task Needs_only_a_refresh_token_from_the_environment_and_writes_nothing()
    {
        _folder.Set("GMAIL_CLIENT_ID", "env-client").Set("GMAIL_CLIENT_SECRET", "env-secret").Set("GMAIL_REFRESH_TOKEN", "env-refresh");
        using var account = _folder.Open();

        Assert.Equal("access-2", await account.Tokens.GetAsync(Cancellation));
        Assert.Equal("access-2", await account.Tokens.GetAsync(Cancellation));

        Assert.Equal("env-refresh", Assert.Single(_folder.Google.Calls)["refresh_token"]);
        Assert.False(File.Exists(_folder.CredentialsPath));
    }

    [Fact]
    public async Task Uses_a_bare_access_token_of_the_environment_for_as_long_as_it_works()
    {
        using var account = _folder.Set("GMAIL_ACCESS_TOKEN", "env-access").Open();

        Assert.Equal("env-access", await account.Tokens.GetAsync(Cancellation));
        var failure = await Assert.ThrowsAsync<SignInRequiredException>(
            () => account.Tokens.ReplaceAsync("env-access", Cancellation));

        Assert.Equal(SignInReason.NoRefreshToken, failure.Reason);
    }

    [Fact]
    public async Task Tells_no_secret_in_any_failure()
    {
        _folder.Google.Answer = call => CannedGoogle.Error(
            HttpStatusCode.BadRequest, "strange_error", $"your token {call["refresh_token"]} and {call["client_secret"]}");
        using var account = _folder.WithCredentials(TimeSpan.Zero).Open();

        var failure = await Assert.ThrowsAsync<GoogleOAuthException>(() => account.Tokens.GetAsync(Cancellation));

        Assert.DoesNotContain("refresh-1", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(AccountFolder.ClientSecret, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("access-1", account.Tokens.Current?.ToString() ?? "", StringComparison.Ordinal);
    }

    private async Task<string> WithTimePassing(Task<string> waiting)
    {
        while (!waiting.IsCompleted)
        {
            _folder.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(waiting, Task.Delay(1, Cancellation));
        }

        return await waiting;
    }
}
