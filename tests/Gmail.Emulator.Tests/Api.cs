using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Gmail.Emulator.Tests;

/// <summary>An emulator with Anna and Ben, and an HttpClient signed in as Anna.</summary>
internal sealed class Api : IDisposable
{
    public const string Anna = "anna@example.com";
    public const string Ben = "ben@example.com";

    private readonly HttpClient _http;
    private string _token;

    public Api(EmulatedGmailOptions? options = null)
    {
        Gmail = new EmulatedGmail(options ?? new EmulatedGmailOptions { TimeProvider = Clock });
        Mailbox = Gmail.AddAccount(Anna, "Anna Muster");
        Other = Gmail.AddAccount(Ben, "Ben Beispiel");
        _token = Gmail.IssueAccessToken(Anna);
        _http = new HttpClient(Gmail, disposeHandler: false) { BaseAddress = new Uri("https://gmail.googleapis.com") };
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));

    public EmulatedGmail Gmail { get; }

    public EmulatedMailbox Mailbox { get; }

    public EmulatedMailbox Other { get; }

    public HttpClient Http => _http;

    public string Token => _token;

    public static Api At(Func<TimeProvider, EmulatedGmailOptions> options)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        return new Api(options(clock), clock);
    }

    private Api(EmulatedGmailOptions options, FakeTimeProvider clock)
        : this(options) => Clock = clock;

    public void SignIn(string emailAddress, params string[] scopes) =>
        _token = Gmail.IssueAccessToken(emailAddress, scopes);

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, string json = "{}") => SendAsync(HttpMethod.Post, path, json);

    public Task<Reply> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public Task<Reply> PatchAsync(string path, string json) => SendAsync(HttpMethod.Patch, path, json);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Reply> SendAsync(HttpMethod verb, string path, string? json = null) => SendAsync(
        new HttpRequestMessage(verb, "/gmail/v1/users/me/" + path)
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        });

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Authorization ??= new AuthenticationHeaderValue("Bearer", _token);
            var cancellationToken = TestContext.Current.CancellationToken;
            using var response = await _http.SendAsync(request, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new Reply(
                (int)response.StatusCode,
                response.Headers.Concat(response.Content.Headers)
                    .ToDictionary(header => header.Key, header => string.Join(", ", header.Value)),
                bytes);
        }
    }

    /// <summary>The ids that messages.list gives for a query.</summary>
    public async Task<IReadOnlyList<string>> SearchAsync(string query, string more = "")
    {
        var reply = await GetAsync($"messages?q={Uri.EscapeDataString(query)}{more}");
        return [.. reply.Items("messages").Select(message => message["id"]!.GetValue<string>())];
    }

    public static string Raw(byte[] mime) => Convert.ToBase64String(mime).Replace('+', '-').Replace('/', '_');

    public void Dispose()
    {
        _http.Dispose();
        Gmail.Dispose();
    }
}
