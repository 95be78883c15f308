using System.Security.Cryptography;
using System.Text;
using GmailMcp.Policy;
using Microsoft.Extensions.Time.Testing;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>What a dry run shows, and that nothing comes of it.</summary>
public sealed class DryRunTests
{
    private const string Mail = """{"to":["ann@example.org"],"bcc":["bob@example.org"],"subject":"Grüße","body":"Hello there.","dryRun":DRY}""";

    [Fact]
    public async Task Shows_the_very_MIME_that_leaves_afterwards()
    {
        await using var server = await TestServer.StartAsync(time: new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero)));

        var dry = await server.CallAsync("send_email", Mail.Replace("DRY", "true", StringComparison.Ordinal));

        Assert.NotEqual(true, dry.IsError);
        Assert.Empty(server.Changes);
        Assert.Equal("not_sent", dry.Field("state"));
        Assert.Contains("Recipients: ann@example.org, bob@example.org", dry.Text(), StringComparison.Ordinal);

        await server.CallAsync("send_email", Mail.Replace("DRY", "false", StringComparison.Ordinal));
        var mime = dry.Field("mime")!;
        Assert.Contains("Bcc: bob@example.org", mime, StringComparison.Ordinal);
        Assert.Equal(Unsent(Encoding.UTF8.GetString(server.Sent.Raw)), Unsent(mime));
    }

    [Fact]
    public async Task Leaves_the_middle_of_long_attachments_out_and_says_how_much()
    {
        await using var server = await TestServer.StartAsync();
        server.WriteAttachment("long.bin", RandomNumberGenerator.GetBytes(57 * 1000));

        var dry = await server.CallAsync(
            "send_email", """{"to":["ann@example.org"],"subject":"Long","body":"Hello there.","attachments":["long.bin"],"dryRun":true}""");

        Assert.Contains("[… 900 lines of base64 left out …]", dry.Field("mime"), StringComparison.Ordinal);
        Assert.Matches("MIME: 78[0-9]{3} bytes, SHA-256 [0-9a-f]{64}\n", dry.Text());
    }

    [Theory]
    [InlineData("refused", "It would be refused: ann@example.org may not get mail: the deny list has \"example.org\"")]
    [InlineData("asked", "The person would be asked first (he never wrote to ann@example.org, bob@example.org).")]
    [InlineData("always", "It would be refused: --confirm always, and this client cannot ask the person.")]
    [InlineData("never", "It would be sent without asking the person.")]
    [InlineData("unread", "It would be sent: this client cannot ask the person, and no mail was read within the last hour.")]
    [InlineData("read", "It would be saved as a draft: this client cannot ask the person")]
    public async Task Says_what_the_policy_would_do(string way, string expected)
    {
        var policy = new PolicySettings
        {
            Denied = way == "refused" ? [RecipientPattern.Parse("example.org", "test")] : [],
            Confirm = way switch { "always" => ConfirmMode.Always, "never" => ConfirmMode.Never, _ => null },
        };
        var questions = 0;
        await using var server = await TestServer.StartAsync(policy: policy, person: way != "asked" ? null : _ =>
        {
            questions++;
            return new ElicitResult { Action = "accept" };
        });
        if (way == "read")
        {
            var id = server.Mailbox.Deliver(Some.Message(), ["INBOX"]);
            await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");
        }

        var dry = await server.CallAsync("send_email", Mail.Replace("DRY", "true", StringComparison.Ordinal));

        Assert.Contains(expected, dry.Text(), StringComparison.Ordinal);
        Assert.Equal(0, questions);
        Assert.Empty(server.Changes);
    }

    // Gmail adds its own lines on top of what it gets, and takes the Bcc of what it relays.
    private static string Unsent(string mime) => string.Join(
        '\n',
        mime.ReplaceLineEndings("\n").Trim().Split('\n').Where(line =>
            !line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)
            && !line.StartsWith("From:", StringComparison.Ordinal)));
}
