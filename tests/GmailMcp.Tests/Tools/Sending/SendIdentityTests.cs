using System.Text.Json.Nodes;
using MimeKit;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Who a mail is from, what stands below it, and what Markdown becomes.</summary>
public sealed class SendIdentityTests
{
    private const string Signature = "<div><b>Owner</b> &amp; Co<br><a href=\"https://example.org/me\">My page</a></div>";

    [Theory]
    [InlineData("sales@example.org", "Sales Team", "sales@example.org")]
    [InlineData("Me <SALES@Example.org>", "Me", "sales@example.org")]
    [InlineData("\"Owner, The\" <sales@example.org>", "Owner, The", "sales@example.org")]
    [InlineData("info@bücher.example", "", "info@xn--bcher-kva.example")]
    public async Task From_is_one_of_the_addresses_with_its_own_name_or_the_one_given(string from, string name, string address)
    {
        await using var server = await StartAsync();

        var result = await SendAsync(server, new JsonObject { ["from"] = from });

        Assert.Equal("sent", result.Field("state"));
        var sender = Assert.Single(server.Sent.Mime.From.Mailboxes);
        Assert.Equal((name, address), (sender.Name ?? "", sender.GetAddress(idnEncode: true)));
    }

    [Theory]
    [InlineData("boss@example.org", "from is boss@example.org, which this account may not send from.")]
    [InlineData("waiting@example.org", "which this account may not send from: it is not verified yet.")]
    [InlineData("Boss <sales@example.org.evil.example>", "from is sales@example.org.evil.example, which this account may not send from.")]
    [InlineData("s.ales@example.org", "from is s.ales@example.org, which this account may not send from.")]
    public async Task Another_address_is_refused_and_those_allowed_are_named(string from, string expected)
    {
        await using var server = await StartAsync();

        var result = await SendAsync(server, new JsonObject { ["from"] = from });

        Assert.True(result.IsError);
        Assert.Contains(expected, result.AllText(), StringComparison.Ordinal);
        Assert.Contains(
            $"Allowed: {TestServer.Address}, sales@example.org, info@xn--bcher-kva.example.", result.AllText(), StringComparison.Ordinal);
        Assert.Empty(server.Changes);
    }

    [Theory]
    [InlineData("not-an-address")]
    [InlineData("sales@example.org, boss@example.org")]
    [InlineData("Team: sales@example.org;")]
    [InlineData("sales@example.org\r\nBcc: eve@example.net")]
    public async Task What_is_no_address_is_refused_without_asking_Gmail(string from)
    {
        await using var server = await StartAsync();

        var result = await SendAsync(server, new JsonObject { ["from"] = from });

        Assert.True(result.IsError);
        Assert.Empty(server.Gmail.Requests);
    }

    [Fact]
    public async Task Nothing_is_looked_up_unless_asked_for()
    {
        await using var server = await StartAsync();

        await SendAsync(server, new JsonObject { ["from"] = "", ["signature"] = false });

        Assert.DoesNotContain(server.Gmail.Requests, request => request.MethodId.StartsWith("users.settings", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_signature_stands_below_the_HTML_as_it_is_and_below_the_text_in_words()
    {
        await using var server = await StartAsync();

        await SendAsync(server, new JsonObject { ["signature"] = true, ["htmlBody"] = "<html><body><p>Hello</p></body></html>" });

        Assert.Equal(
            "Hello.\n\n-- \nOwner & Co\n[My page](https://example.org/me)", server.Sent.Mime.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal(
            "<html><body><p>Hello</p><br><span class=\"gmail_signature_prefix\">-- </span><br>\n"
            + $"<div dir=\"ltr\" class=\"gmail_signature\">{Signature}</div>\n</body></html>",
            server.Sent.Mime.HtmlBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal(TestServer.Address, Assert.Single(server.Sent.Mime.From.Mailboxes).Address);
    }

    [Fact]
    public async Task HTML_alone_gets_a_text_with_the_signature()
    {
        await using var server = await StartAsync();

        await SendAsync(server, new JsonObject { ["signature"] = true, ["body"] = "", ["htmlBody"] = "<p>Hello</p>" });

        Assert.Contains("Owner & Co", server.Sent.Mime.TextBody, StringComparison.Ordinal);
        Assert.Contains(Signature, server.Sent.Mime.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_without_a_signature_is_said_to_have_none()
    {
        await using var server = await StartAsync();

        var result = await SendAsync(server, new JsonObject { ["signature"] = true, ["from"] = "sales@example.org" });

        Assert.Contains("sales@example.org has no signature in Gmail, so none was added.", result.AllText(), StringComparison.Ordinal);
        Assert.Equal("Hello.", server.Sent.Mime.TextBody!.Trim());
    }

    [Fact]
    public async Task Markdown_is_sent_as_written_and_as_HTML()
    {
        await using var server = await StartAsync();

        await SendAsync(server, new JsonObject { ["bodyFormat"] = "markdown", ["body"] = "Hello **you**\n\n- <b>one</b>" });

        var body = Assert.IsType<MultipartAlternative>(server.Sent.Mime.Body);
        Assert.Equal(["text/plain", "text/html"], body.Select(part => part.ContentType.MimeType));
        Assert.Equal("Hello **you**\n\n- <b>one</b>", server.Sent.Mime.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Contains("<p>Hello <strong>you</strong></p>", server.Sent.Mime.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<li>&lt;b&gt;one&lt;/b&gt;</li>", server.Sent.Mime.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_takes_the_same()
    {
        await using var server = await StartAsync();

        await server.CallAsync("draft_email", new JsonObject
        {
            ["to"] = new JsonArray("ann@example.org"),
            ["subject"] = "Hi",
            ["body"] = "![logo](cid:logo.png) *Hello*",
            ["bodyFormat"] = "markdown",
            ["from"] = "sales@example.org",
            ["signature"] = "true",
            ["attachments"] = new JsonArray(new JsonObject { ["filename"] = "logo.png", ["contentBase64"] = "iVBORw0KGgo=" }),
        });

        var draft = server.Mailbox.Messages.Single(message => message.LabelIds.Contains("DRAFT")).Mime;
        Assert.Equal("\"Sales Team\" <sales@example.org>", draft.From.ToString());
        Assert.Contains("<em>Hello</em>", draft.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("logo.png", Assert.Single(draft.BodyParts.OfType<MimePart>(), part => part.ContentId is not null).ContentId);
    }

    [Theory]
    [InlineData("""{"bodyFormat":"markdown","htmlBody":"<p>x</p>"}""", "htmlBody must be left out")]
    [InlineData("""{"bodyFormat":"markdown","mimeType":"text/html"}""", "body is either Markdown or HTML")]
    [InlineData("""{"bodyFormat":"rtf"}""", "must be one of text, markdown")]
    public async Task Markdown_beside_another_form_is_refused(string arguments, string expected)
    {
        await using var server = await StartAsync();

        var result = await SendAsync(server, (JsonObject)JsonNode.Parse(arguments)!);

        Assert.True(result.IsError);
        Assert.Contains(expected, result.AllText(), StringComparison.Ordinal);
        Assert.Empty(server.Changes);
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync();
        server.Mailbox.AddSendAs("sales@example.org", "Sales Team");
        server.Mailbox.AddSendAs("info@bücher.example");
        server.Mailbox.AddSendAs("waiting@example.org", "Waiting", isVerified: false);
        server.Mailbox.SetSignature(TestServer.Address, Signature);
        return server;
    }

    private static Task<CallToolResult> SendAsync(TestServer server, JsonObject arguments)
    {
        arguments["to"] = new JsonArray("ann@example.org");
        arguments["subject"] = "Hi";
        arguments["body"] ??= "Hello.";
        return server.CallAsync("send_email", arguments);
    }
}
