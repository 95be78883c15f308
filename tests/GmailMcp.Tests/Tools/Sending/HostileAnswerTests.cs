using System.Text;
using System.Text.Json.Nodes;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Mail made to send its answer to somebody it does not name. Gmail gives names decoded, and a decoded name can read like an
/// address.</summary>
public sealed class HostileAnswerTests
{
    private const string Thief = "thief@example.net";

    [Theory]
    [InlineData("\"<thief@example.net>\" x")]
    [InlineData("<thief@example.net>")]
    [InlineData("thief@example.net")]
    [InlineData("thief@example.net,")]
    [InlineData("Ann <thief@example.net>,")]
    [InlineData("thief@example.net (")]
    [InlineData("a:thief@example.net;")]
    [InlineData("Ann\", <thief@example.net>, \"")]
    [InlineData("Ann\\")]
    public async Task A_name_that_reads_like_an_address_gets_nothing(string name)
    {
        await using var server = await TestServer.StartAsync();
        var encoded = $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}?=";
        var id = server.Mailbox.Deliver(Some.Message(
            "Plans",
            from: $"{encoded} <ann@example.org>",
            to: $"{TestServer.Address}, {encoded} <bob@example.org>",
            extraHeaders: $"Cc: {encoded} <dan@example.org>\r\n"));

        await server.CallAsync("reply_to_email", new JsonObject { ["messageId"] = id, ["body"] = "Fine." });
        await server.CallAsync("reply_all", new JsonObject { ["messageId"] = id, ["body"] = "Fine, all." });

        Assert.Equal(
            ["ann@example.org", "ann@example.org bob@example.org dan@example.org"],
            server.Gmail.Relayed.Select(mail => string.Join(' ', mail.Recipients.Order(StringComparer.Ordinal))));
    }

    // The one in To alone, the one in Cc alone: each list by itself decides whether a second look is needed.
    [Theory]
    [InlineData("From")]
    [InlineData("Reply-To")]
    [InlineData("Cc")]
    public async Task One_such_name_alone_gets_nothing_either(string field)
    {
        await using var server = await TestServer.StartAsync();
        foreach (var name in (string[])["<thief@example.net>", "thief@example.net,", "thief@example.net (", $"{TestServer.Address},"])
        {
            var hostile = $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}?= <dan@example.org>";
            var id = server.Mailbox.Deliver(Some.Message(
                $"Plans {name.Length}",
                from: field == "From" ? hostile : "Ann <ann@example.org>",
                extraHeaders: field == "From" ? "" : $"{field}: {hostile}\r\n"));

            await server.CallAsync("reply_all", new JsonObject { ["messageId"] = id, ["body"] = $"Fine, {name}." });

            Assert.Contains("dan@example.org", server.Gmail.Relayed[^1].Recipients);
        }

        Assert.Equal(4, server.Gmail.Relayed.Count);
        Assert.DoesNotContain(server.Gmail.Relayed, mail => mail.Recipients.Contains(Thief));
    }
}
