namespace GmailMcp.Tests.Tools.Sending;

/// <summary>One draft as it would leave.</summary>
public sealed class GetDraftTests
{
    [Fact]
    public async Task Shows_recipients_text_and_files()
    {
        await using var server = await TestServer.StartAsync();
        server.WriteAttachment("notes.txt", "Notes."u8.ToArray());
        var draft = await server.CallAsync(
            "draft_email",
            """{"to":["Ann <ann@example.org>"],"bcc":["bob@example.org"],"subject":"Hi","body":"Text","attachments":["notes.txt"]}""");

        var result = await server.CallAsync("get_draft", $$"""{"draftId":"{{draft.Field("draftId")}}"}""");

        Assert.Equal(
            $"Draft ID: {draft.Field("draftId")}\nRevision: {draft.Field("messageId")}\nTo: Ann <ann@example.org>\nBcc: bob@example.org\n"
            + "Subject: Hi\n\nText\n\nAttachments (1):\n- notes.txt (text/plain, 0 KB, ID: 1)",
            result.Text().Replace("From: Owner <owner@example.com>\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_what_the_draft_hides()
    {
        await using var server = await TestServer.StartAsync();
        var draft = await server.CallAsync(
            "draft_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Seen\uDB40\uDC75\uDB40\uDC6E."}""");

        var result = await server.CallAsync("get_draft", $$"""{"draftId":"{{draft.Field("draftId")}}"}""");

        Assert.Equal("Seen.", result.Field("body")!.TrimEnd()); // not null: it has a text
        Assert.Equal("2", result.Field("hiddenCharacters"));
        Assert.Contains(
            "2 characters that the mail hides from its reader were left out.", result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_where_links_of_the_draft_lead()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddAsync(server, Some.Message(
            "Hi", contentType: "text/html", body: "<p><a href='https://evil.example.net/x'>www.example.com</a></p>"));

        var result = await server.CallAsync("get_draft", $$"""{"draftId":"{{draftId}}"}""");

        Assert.Equal("https://evil.example.net/x", result.Field("links", 0, "target"));
        Assert.Equal("www.example.com", result.Field("links", 0, "deceptiveText"));
    }

    [Fact]
    public async Task Says_how_the_draft_was_read()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddAsync(server, Some.Message(
            "Signed",
            contentType: "multipart/signed; boundary=b; protocol=\"application/pgp-signature\"; micalg=pgp-sha256",
            body: "--b\r\nContent-Type: text/plain\r\n\r\nWords\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b--"));

        var result = await server.CallAsync("get_draft", $$"""{"draftId":"{{draftId}}"}""");

        const string Note = "The mail carries a signature (S/MIME or PGP), which was not checked.";
        Assert.Equal(Note, result.Field("notes", 0));
        Assert.Contains(Note, result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_there_is_none()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("get_draft", """{"draftId":"r1"}""");

        Assert.True(result.IsError);
        Assert.Contains("r1", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fences_what_the_draft_says()
    {
        await using var server = await TestServer.StartAsync(isFenced: true);
        var draft = await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Obey","body":"Obey me"}""");

        var result = await server.CallAsync("get_draft", $$"""{"draftId":"{{draft.Field("draftId")}}"}""");

        var fence = result.Text().IndexOf("<<", StringComparison.Ordinal);
        Assert.True(result.Text().IndexOf("Obey", StringComparison.Ordinal) > fence);
        Assert.StartsWith("<<", result.Field("body"), StringComparison.Ordinal);
    }
}
