using System.Net.Http.Headers;

namespace Gmail.Emulator.Tests;

public sealed class AuthorizationTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData(null, "required")]
    [InlineData("ya29.made-up", "authError")]
    public async Task Refuses_a_missing_or_unknown_token(string? token, string reason)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/gmail/v1/users/me/profile");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? " ");
        var reply = await _api.SendAsync(request);
        Assert.Equal((401, reason), (reply.Status, reply.ErrorReason));
        Assert.Equal("UNAUTHENTICATED", reply["error"]!["status"]!.GetValue<string>());
        Assert.StartsWith("Bearer realm", reply.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_handed_out_lives_until_it_is_ended()
    {
        _api.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(200, (await _api.GetAsync("profile")).Status);
        _api.Gmail.ExpireAccessTokens();
        Assert.Equal(401, (await _api.GetAsync("profile")).Status);
    }

    [Theory]
    [InlineData("gmail.readonly", "GET", "messages", 200)]
    [InlineData("gmail.readonly", "POST", "messages/18c2f0aaaaaaaaaa/trash", 403)]
    [InlineData("gmail.modify", "POST", "messages/18c2f0aaaaaaaaaa/trash", 404)]
    [InlineData("gmail.modify", "DELETE", "messages/18c2f0aaaaaaaaaa", 403)]
    [InlineData("gmail.modify", "DELETE", "threads/18c2f0aaaaaaaaaa", 403)]
    [InlineData("https://mail.google.com/", "DELETE", "messages/18c2f0aaaaaaaaaa", 404)]
    [InlineData("https://mail.google.com/", "PUT", "settings/vacation", 403)]
    [InlineData("gmail.modify", "PUT", "settings/vacation", 403)]
    [InlineData("gmail.modify", "GET", "settings/vacation", 200)]
    [InlineData("gmail.settings.basic", "PUT", "settings/vacation", 200)]
    [InlineData("gmail.send", "POST", "drafts", 403)]
    [InlineData("gmail.send", "GET", "profile", 403)]
    [InlineData("gmail.labels", "POST", "messages/18c2f0aaaaaaaaaa/modify", 403)]
    [InlineData("gmail.labels", "GET", "labels", 200)]
    [InlineData("gmail.metadata", "GET", "messages", 200)]
    [InlineData("gmail.metadata", "GET", "messages/18c2f0aaaaaaaaaa/attachments/x", 403)]
    public async Task Checks_scopes_method_by_method(string scope, string verb, string path, int status)
    {
        _api.SignIn(Api.Anna, scope);
        var reply = await _api.SendAsync(new HttpMethod(verb), path, verb is "POST" or "PUT" ? "{}" : null);
        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task Names_the_reason_of_a_missing_scope()
    {
        _api.SignIn(Api.Anna, "gmail.readonly");
        var reply = await _api.PostAsync("messages/batchDelete", """{"ids":["18c2f0aaaaaaaaaa"]}""");
        Assert.Equal("Request had insufficient authentication scopes.", reply.ErrorMessage);
        Assert.Equal("insufficientPermissions", reply.ErrorReason);
        Assert.Equal(
            "ACCESS_TOKEN_SCOPE_INSUFFICIENT", reply["error"]!["details"]![0]!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task Metadata_alone_sees_no_bodies_and_searches_nothing()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        _api.SignIn(Api.Anna, "gmail.metadata");
        Assert.Equal(403, (await _api.GetAsync("messages?q=lunch")).Status);
        Assert.Equal(403, (await _api.GetAsync("threads?q=lunch")).Status);
        Assert.Equal(403, (await _api.GetAsync("messages/" + id)).Status);
        Assert.Equal(403, (await _api.GetAsync($"messages/{id}?format=raw")).Status);
        Assert.Equal(200, (await _api.GetAsync($"messages/{id}?format=metadata")).Status);
    }

    [Fact]
    public async Task Takes_the_token_as_a_parameter_and_keeps_it_out_of_the_log()
    {
        var uri = new Uri($"https://gmail.googleapis.com/gmail/v1/users/me/profile?access_token={_api.Token}");
        using var reply = await _api.Http.GetAsync(uri, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Equal("/gmail/v1/users/me/profile", _api.Gmail.Requests[^1].PathAndQuery);
    }
}
