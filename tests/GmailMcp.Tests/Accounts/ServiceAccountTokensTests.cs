using System.Buffers.Text;
using System.Net;
using System.Text;
using Gmail.Emulator;
using GmailMcp.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Accounts;

public sealed class ServiceAccountTokensTests : IDisposable
{
    private const string Anna = "anna@example.com";

    private readonly CannedGoogle _google = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _http;
    private int _issued;

    public ServiceAccountTokensTests()
    {
        _http = new HttpClient(_google);
        _google.Answer = _ => CannedGoogle.Token($"access-{++_issued}");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Exchanges_a_signed_statement_for_a_token_without_any_client()
    {
        Assert.Equal("access-1", await Tokens().GetAsync(Cancellation));

        var call = Assert.Single(_google.Calls);
        Assert.Equal("https://oauth2.googleapis.com/token", call.Address.AbsoluteUri);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", call["grant_type"]);
        Assert.Null(call["client_id"]);
        Assert.Null(call["client_secret"]);
        Assert.Contains($"\"sub\":\"{Anna}\"", Claims(call), StringComparison.Ordinal);
    }

    [Fact]
    public async Task States_Google_as_its_reader_where_a_stand_in_is_asked()
    {
        var endpoints = GoogleEndpoints.WithRoots("http://127.0.0.1:8025", "http://127.0.0.1:8025");

        await Tokens(endpoints).GetAsync(Cancellation);

        var call = Assert.Single(_google.Calls);
        Assert.Equal("http://127.0.0.1:8025/token", call.Address.AbsoluteUri);
        Assert.Contains("\"aud\":\"https://oauth2.googleapis.com/token\"", Claims(call), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_once_for_500_parallel_calls()
    {
        var gate = new TaskCompletionSource();
        _google.Gate = gate.Task;
        var tokens = Tokens();

        var calls = Enumerable.Range(0, 500).Select(_ => tokens.GetAsync(Cancellation)).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(calls), token => Assert.Equal("access-1", token));
        Assert.Single(_google.Calls);
    }

    [Fact]
    public async Task Goes_on_for_the_others_when_the_caller_who_began_leaves()
    {
        var gate = new TaskCompletionSource();
        _google.Gate = gate.Task;
        var tokens = Tokens();
        using var leaving = new CancellationTokenSource();
        var first = tokens.GetAsync(leaving.Token);
        var second = tokens.GetAsync(Cancellation);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal("access-1", await second);
        Assert.Single(_google.Calls);
    }

    [Fact]
    public async Task Keeps_a_token_until_five_minutes_before_its_end()
    {
        var tokens = Tokens();
        await tokens.GetAsync(Cancellation);

        _clock.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("access-1", await tokens.GetAsync(Cancellation));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("access-2", await tokens.GetAsync(Cancellation));
    }

    [Fact]
    public async Task Replaces_a_refused_token_once_for_all_who_were_refused()
    {
        var tokens = Tokens();
        var refused = await tokens.GetAsync(Cancellation);

        var replaced = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tokens.ReplaceAsync(refused, Cancellation)));

        Assert.All(replaced, token => Assert.Equal("access-2", token));
        Assert.Equal(2, _google.Calls.Count);
    }

    [Fact]
    public async Task Uses_what_is_left_of_a_token_while_Google_gives_no_answer()
    {
        _google.Then(_ => CannedGoogle.Token("old"));
        _google.Answer = _ => CannedGoogle.Html(HttpStatusCode.BadGateway);
        var tokens = Tokens();
        await tokens.GetAsync(Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(56));

        Assert.Equal("old", await FinishAsync(tokens.GetAsync(Cancellation)));
        Assert.Equal("old", await tokens.GetAsync(Cancellation)); // asks nobody within 30 seconds
        Assert.Equal(3, _google.Calls.Count);

        _clock.Advance(TimeSpan.FromMinutes(5));
        var failure = await Assert.ThrowsAsync<GoogleOAuthException>(() => FinishAsync(tokens.GetAsync(Cancellation)));
        Assert.Equal(GoogleOAuthErrorKind.Unavailable, failure.Kind);
    }

    [Fact]
    public async Task Says_where_delegation_is_granted_when_it_is_not()
    {
        _google.Answer = _ => CannedGoogle.Error(HttpStatusCode.Unauthorized, "unauthorized_client");

        var failure = await Assert.ThrowsAsync<GoogleOAuthException>(() => Tokens().GetAsync(Cancellation));

        Assert.Equal(GoogleOAuthErrorKind.InvalidClient, failure.Kind);
        Assert.Equal(
            $"Domain-wide delegation to {RobotKey.Email} is not granted for {Anna} and these scopes: gmail.modify. "
            + "In the Admin console of that domain, under Security > API controls > Domain-wide delegation, add client id "
            + $"{RobotKey.ClientId} with {AccountFolder.Modify}. It may take a day to work.",
            failure.Message);
    }

    [Fact]
    public async Task Says_what_to_look_at_when_the_user_key_or_clock_is_wrong()
    {
        _google.Answer = _ => CannedGoogle.Error(HttpStatusCode.BadRequest, "invalid_grant", "Invalid email or User ID");

        var failure = await Assert.ThrowsAsync<GoogleOAuthException>(() => Tokens().GetAsync(Cancellation));

        Assert.Equal(GoogleOAuthErrorKind.InvalidGrant, failure.Kind);
        Assert.Contains(Anna, failure.What, StringComparison.Ordinal);
        Assert.Contains("2026-11-01 12:00:00 UTC", failure.What, StringComparison.Ordinal);
        Assert.DoesNotContain("gmail-mcp auth", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_no_verdict_for_ever()
    {
        _google.Then(_ => CannedGoogle.Error(HttpStatusCode.Unauthorized, "unauthorized_client"));
        var tokens = Tokens();
        await Assert.ThrowsAsync<GoogleOAuthException>(() => tokens.GetAsync(Cancellation));

        Assert.Equal("access-1", await tokens.GetAsync(Cancellation));
    }

    [Fact]
    public async Task Opens_the_users_mailbox_and_replaces_a_token_that_Gmail_no_longer_takes()
    {
        using var gmail = new EmulatedGmail(new EmulatedGmailOptions { TimeProvider = _clock });
        gmail.AddAccount(Anna);
        gmail.RegisterServiceAccount(RobotKey.Email, RobotKey.PublicPem, "example.com", "gmail.modify");
        using var oauth = new HttpClient(gmail, disposeHandler: false);
        var tokens = Tokens(GoogleEndpoints.Google, oauth);
        using var http = new HttpClient(new AccessTokenHandler(tokens, GoogleEndpoints.Google) { InnerHandler = gmail });
        const string Profile = "https://gmail.googleapis.com/gmail/v1/users/me/profile";

        Assert.Contains(Anna, await http.GetStringAsync(Profile, Cancellation), StringComparison.Ordinal);
        gmail.ExpireAccessTokens();
        Assert.Contains(Anna, await http.GetStringAsync(Profile, Cancellation), StringComparison.Ordinal);
        Assert.Equal(2, gmail.Requests.Count(request => request.MethodId == "oauth.token"));
    }

    private ServiceAccountTokens Tokens(GoogleEndpoints? endpoints = null, HttpClient? http = null) => new(
        RobotKey.Parse(RobotKey.Json()),
        Anna,
        [AccountFolder.Modify],
        new GoogleOAuth(http ?? _http, endpoints ?? GoogleEndpoints.Google, _clock),
        _clock);

    // Google's sign-in is tried again after a second of the clock, which stands still until it is moved.
    private async Task<string> FinishAsync(Task<string> call)
    {
        while (!call.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(call, Task.Delay(1, Cancellation));
        }

        return await call;
    }

    private static string Claims(GoogleCall call) =>
        Encoding.UTF8.GetString(Base64Url.DecodeFromChars(call["assertion"]!.Split('.')[1]));
}
