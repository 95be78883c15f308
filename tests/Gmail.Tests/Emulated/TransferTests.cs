using System.Text.RegularExpressions;
using Gmail.Emulator;
using Gmail.Messages;

namespace Gmail.Tests.Emulated;

/// <summary>What a search of ten costs on the wire.</summary>
public sealed partial class TransferTests : IDisposable
{
    private const double MostOfPlain = 0.4;

    private static readonly string[] Headers = ["From", "To", "Subject", "Date"];

    private readonly Scene _scene = new();

    public TransferTests()
    {
        foreach (var message in DemoMailbox.Messages(Canned.JumpingTime.Noon).Take(60))
        {
            _scene.Mailbox.Deliver(message.Raw, ["INBOX"], message.ReceivedAt);
        }
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_search_transfers_at_most_40_percent_of_the_same_requests_without_fields_and_gzip()
    {
        using var lean = new CountingHandler(_scene.Gmail, isPlain: false);
        using var plain = new CountingHandler(_scene.Gmail, isPlain: true);
        var found = await SearchAsync(lean);
        Assert.Equal(10, found.Length);
        Assert.Equal(found, await SearchAsync(plain));
        Assert.Equal(3, lean.Requests);
        Assert.Equal(3, plain.Requests);
        TestContext.Current.SendDiagnosticMessage($"{lean.Bytes} of {plain.Bytes} bytes");
        Assert.InRange(lean.Bytes, 1, plain.Bytes * MostOfPlain);
    }

    private async Task<string[]> SearchAsync(HttpMessageHandler handler)
    {
        var gmail = _scene.ClientOf(handler);
        var list = await gmail.Messages.ListAsync("in:inbox", maxResults: 10);
        var messages = await gmail.Messages.GetManyAsync(
            [.. list.Messages.Select(message => message.Id!)], MessageFormat.Metadata, Headers);
        return [.. messages.Select(result => result.Value!.Payload!.Headers!.First(one => one.Name == "Subject").Value!)];
    }

    /// <summary>Counts the bytes of the answers' bodies; a plain one takes fields and gzip out of the requests.</summary>
    private sealed class CountingHandler(HttpMessageHandler inner, bool isPlain) : DelegatingHandler(inner)
    {
        public long Bytes { get; private set; }

        public int Requests { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (isPlain)
            {
                await MakePlainAsync(request);
            }

            var response = await base.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            Bytes += body.Length;
            Requests++;
            return response;
        }

        private static async Task MakePlainAsync(HttpRequestMessage request)
        {
            request.Headers.AcceptEncoding.Clear();
            request.RequestUri = new Uri(WithoutFields(request.RequestUri!.AbsoluteUri));
            if (request.Content is { } content)
            {
                var type = content.Headers.ContentType;
                request.Content = new StringContent(WithoutFields(await content.ReadAsStringAsync()));
                request.Content.Headers.ContentType = type;
            }
        }

        private static string WithoutFields(string text) => Fields().Replace(text, "");
    }

    [GeneratedRegex("&fields=[^& ]*")]
    private static partial Regex Fields();
}
