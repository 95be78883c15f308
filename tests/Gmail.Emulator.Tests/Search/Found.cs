using System.Text;
using Gmail.Emulator.Search;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace Gmail.Emulator.Tests.Search;

/// <summary>Asks queries of single messages.</summary>
internal static class Found
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    static Found() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static EmulatedMessage Message(string raw, DateTimeOffset? receivedAt = null, params string[] labelIds)
    {
        var bytes = Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n"));
        return Message(bytes, receivedAt, labelIds);
    }

    public static EmulatedMessage Message(
        byte[] raw, DateTimeOffset? receivedAt = null, params string[] labelIds) => new()
        {
            Id = "18c0000000000001",
            ThreadId = "18c0000000000001",
            Raw = raw,
            Mime = MimeMessage.Load(new MemoryStream(raw), TestContext.Current.CancellationToken),
            InternalDate = receivedAt ?? Noon,
            LabelIds = [.. labelIds],
        };

    public static bool By(string query, EmulatedMessage message) => SearchQuery.Parse(query).Matches(message, Context);

    public static bool Listed(string query, EmulatedMessage message) =>
        SearchQuery.Parse(query).Lists(message, Context);

    public static SearchContext Context { get; } = new()
    {
        Time = new FakeTimeProvider(Noon),
        EmailAddress = "robin.field@example.com",
        LabelNames = ["Travel/Lisbon", "My Family"],
        LabelIdByName = name => name.ToUpperInvariant() switch
        {
            "TRAVEL/LISBON" => "Label_1",
            "MY FAMILY" => "Label_2",
            _ => null,
        },
    };
}
