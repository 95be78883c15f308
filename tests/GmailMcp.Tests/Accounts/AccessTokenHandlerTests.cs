using System.Net;
using System.Text;
using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

public sealed class AccessTokenHandlerTests : IDisposable
{
    private const string Profile = "https://gmail.googleapis.com/gmail/v1/users/me/profile";

    private readonly AccountFolder _folder = new AccountFolder().WithKeys().WithCredentials(TimeSpan.FromMinutes(50));
    private readonly CannedGoogle _gmail = new();
    private readonly OwnerAccount _account;
    private readonly HttpClient _http;

    public AccessTokenHandlerTests()
    {
        _account = _folder.Open();
        _http = new HttpClient(_account.CreateHandler(_gmail));
        _gmail.Answer = call => new(call.Bearer == "access-2" ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _account.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Answers_a_401_by_one_refresh_and_one_more_try()
    {
        using var response = await _http.GetAsync(Profile, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["access-1", "access-2"], _gmail.Calls.Select(call => call.Bearer));
        Assert.Single(_folder.Google.Calls);
    }

    [Fact]
    public async Task Tries_no_third_time()
    {
        _gmail.Answer = _ => new(HttpStatusCode.Unauthorized);

        using var response = await _http.GetAsync(Profile, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(2, _gmail.Calls.Count);
        Assert.Single(_folder.Google.Calls);
    }

    [Fact]
    public async Task Refreshes_once_when_many_calls_are_refused_at_the_same_time()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _http.GetAsync(Profile, Cancellation)));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Single(_folder.Google.Calls);
    }

    [Fact]
    public async Task Sends_a_body_in_memory_again()
    {
        using var response = await _http.PostAsync(
            Profile, new StringContent("""{"addLabelIds":["STARRED"]}""", Encoding.UTF8, "application/json"), Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["""{"addLabelIds":["STARRED"]}""", """{"addLabelIds":["STARRED"]}"""], _gmail.Calls.Select(call => call.Body));
    }

    [Fact]
    public async Task Sends_a_streamed_body_once_but_has_a_good_token_for_the_next_call()
    {
        using var refused = await _http.PostAsync(Profile, new StreamContent(new MemoryStream([1, 2, 3])), Cancellation);
        using var next = await _http.GetAsync(Profile, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal(["access-1", "access-2"], _gmail.Calls.Select(call => call.Bearer));
    }

    [Fact]
    public async Task Sends_a_streamed_body_again_when_its_owner_says_that_it_can_be_made_anew()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Profile)
        {
            Content = new StreamContent(new MemoryStream([65, 66])),
        };
        request.Options.Set(AccessTokenHandler.IsRewindable, true);

        using var response = await _http.SendAsync(request, Cancellation);

        Assert.Equal(["AB", "AB"], _gmail.Calls.Select(call => call.Body));
    }

    [Theory]
    [InlineData("https://evil.example/gmail/v1/users/me/profile")]
    [InlineData("http://gmail.googleapis.com/gmail/v1/users/me/profile")]
    [InlineData("https://gmail.googleapis.com.evil.example/")]
    [InlineData("https://evilgoogleapis.com/")]
    [InlineData("https://gmail.googleapis.com:8443/")]
    public async Task Sends_the_token_to_nobody_but_Google(string address)
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetAsync(address, Cancellation));

        Assert.Empty(_gmail.Calls);
    }

    [Fact]
    public async Task Tells_who_must_sign_in_when_the_refresh_token_is_dead()
    {
        _folder.Google.Answer = _ => CannedGoogle.Error(HttpStatusCode.BadRequest, "invalid_grant");

        var failure = await Assert.ThrowsAsync<SignInRequiredException>(() => _http.GetAsync(Profile, Cancellation));

        Assert.Equal(SignInReason.Revoked, failure.Reason);
    }
}
