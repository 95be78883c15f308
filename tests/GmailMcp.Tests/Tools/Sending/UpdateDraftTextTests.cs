using MimeKit;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>The text of a draft has two forms. Changing one changes what it says in both, and what it showed is not lost.</summary>
public sealed class UpdateDraftTextTests
{
    private const string PictureGoes = "No longer shown in the text, and now files beside it: pic.png.";

    [Fact]
    public async Task A_new_text_replaces_both_forms_and_keeps_files_and_pictures()
    {
        var (after, result) = await UpdateRichAsync("""{"body":"New words"}""");

        Assert.Equal("New words", after.TextBody!.TrimEnd());
        Assert.Contains("New words", after.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Old words", after.HtmlBody, StringComparison.Ordinal);
        AssertHasBothAsFiles(after, result);
    }

    [Fact]
    public async Task Pictures_that_the_new_text_shows_stay_in_it()
    {
        var (after, result) = await UpdateRichAsync("""{"htmlBody":"<b>New</b> <img src='cid:pic@example.org'>"}""");

        Assert.Equal("New", after.TextBody!.Split(' ', '\n')[0]);
        Assert.Contains("<b>New</b>", after.HtmlBody, StringComparison.Ordinal);
        Assert.Equal(["data.bin"], after.Attachments.OfType<MimePart>().Select(part => part.FileName));
        Assert.Single(after.BodyParts.OfType<MimePart>(), part => part.ContentId == "pic@example.org");
        Assert.Single(result.Content);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task An_empty_HTML_removes_that_form_and_the_plain_text_stays(string empty)
    {
        var (after, result) = await UpdateRichAsync($$"""{"htmlBody":"{{empty}}"}""");

        Assert.Equal("Old words", after.TextBody!.TrimEnd());
        Assert.Null(after.HtmlBody);
        AssertHasBothAsFiles(after, result);
    }

    [Fact]
    public async Task An_empty_HTML_of_a_draft_without_plain_text_leaves_its_words()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddAsync(server, Some.Message("Hi", contentType: "text/html", body: "<p>Only <b>here</b></p>"));

        await PersonsDrafts.UpdateAsync(server, draftId, """{"htmlBody":""}""");

        var after = PersonsDrafts.Only(server);
        Assert.Equal("Only here", after.TextBody!.TrimEnd());
        Assert.Null(after.HtmlBody);
    }

    [Fact]
    public async Task An_empty_HTML_leaves_the_bytes_of_the_plain_text_alone()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddAsync(server, Some.Message(
            "Hi",
            contentType: "multipart/alternative; boundary=b",
            body: "--b\r\nContent-Type: text/plain; charset=us-ascii; format=flowed\r\n\r\nOne line that \r\nflows on.\r\n"
                + "--b\r\nContent-Type: text/html\r\n\r\n<p>One line that flows on.</p>\r\n--b--"));

        await PersonsDrafts.UpdateAsync(server, draftId, """{"htmlBody":""}""");

        var text = Assert.IsType<TextPart>(PersonsDrafts.Only(server).Body);
        Assert.True(text.IsFlowed);
        Assert.Equal("One line that \nflows on.", text.Text.ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public async Task An_empty_text_empties_both_forms()
    {
        var (after, result) = await UpdateRichAsync("""{"body":""}""");

        Assert.Equal("", after.TextBody!.TrimEnd());
        Assert.Null(after.HtmlBody);
        AssertHasBothAsFiles(after, result);
    }

    [Fact]
    public async Task An_empty_text_beside_new_HTML_is_made_from_it()
    {
        var (after, _) = await UpdateRichAsync("""{"body":"","htmlBody":"<p>Fresh</p>"}""");

        Assert.Equal("Fresh", after.TextBody!.TrimEnd());
        Assert.Contains("Fresh", after.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_forms_are_taken_as_given()
    {
        var (after, _) = await UpdateRichAsync("""{"body":"Plain","htmlBody":"<p>Rich</p>"}""");

        Assert.Equal("Plain", after.TextBody!.TrimEnd());
        Assert.Contains("Rich", after.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_without_HTML_gets_none()
    {
        await using var server = await TestServer.StartAsync();
        var draft = await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Text"}""");

        await PersonsDrafts.UpdateAsync(server, draft.Field("draftId")!, """{"body":"*Other*"}""");

        Assert.Equal("*Other*", Assert.IsType<TextPart>(PersonsDrafts.Only(server).Body).Text.TrimEnd());
    }

    [Fact]
    public async Task Markdown_makes_the_HTML()
    {
        await using var server = await TestServer.StartAsync();
        var draft = await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Text"}""");

        await PersonsDrafts.UpdateAsync(server, draft.Field("draftId")!, """{"body":"**Other**","bodyFormat":"markdown"}""");

        var after = PersonsDrafts.Only(server);
        Assert.Equal("**Other**", after.TextBody!.TrimEnd());
        Assert.Contains("<strong>Other</strong>", after.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sections_of_the_text_are_one_text()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddAsync(server, Some.Message(
            "Hi",
            contentType: "multipart/mixed; boundary=b",
            body: "--b\r\nContent-Type: text/plain\r\n\r\nAbove\r\n"
                + "--b\r\nContent-Type: image/png\r\nContent-Disposition: inline; filename=in.png\r\n\r\nx\r\n"
                + "--b\r\nContent-Type: text/plain\r\n\r\nBelow\r\n--b--"));

        await PersonsDrafts.UpdateAsync(server, draftId, """{"attachments":[]}""");
        var without = PersonsDrafts.Only(server);
        await PersonsDrafts.UpdateAsync(server, draftId, """{"body":"All"}""");

        Assert.Equal(["Above", "Below"], without.BodyParts.OfType<TextPart>().Select(part => part.Text.TrimEnd()));
        Assert.Equal(["All"], PersonsDrafts.Only(server).BodyParts.OfType<TextPart>().Select(part => part.Text.TrimEnd()));
    }

    [Fact]
    public async Task Pictures_go_with_the_files_where_those_are_replaced_and_the_answer_says_so()
    {
        var (after, result) = await UpdateRichAsync("""{"body":"New words","attachments":[]}""");

        Assert.Empty(PersonsDrafts.Files(after));
        Assert.Contains("gone with the files: pic.png", result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_given_anew_takes_the_place_of_the_old_one()
    {
        var (after, _) = await UpdateRichAsync(
            """{"attachments":["{\"filename\":\"new.png\",\"contentBase64\":\"AAEC\",\"contentId\":\"pic@example.org\"}"]}""");

        Assert.Equal("new.png pic@example.org inline 000102", Assert.Single(PersonsDrafts.Files(after)));
        Assert.Contains("Old words", after.HtmlBody, StringComparison.Ordinal);
    }

    private static void AssertHasBothAsFiles(MimeMessage after, CallToolResult result)
    {
        Assert.Equal(["data.bin", "pic.png"], after.Attachments.OfType<MimePart>().Select(part => part.FileName).Order(StringComparer.Ordinal));
        Assert.Equal(PictureGoes, ((TextContentBlock)result.Content[^1]).Text);
    }

    private static async Task<(MimeMessage After, CallToolResult Result)> UpdateRichAsync(string changes)
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddRichAsync(server);
        var result = await PersonsDrafts.UpdateAsync(server, draftId, changes);
        Assert.Null(result.IsError);
        return (PersonsDrafts.Only(server), result);
    }
}
