using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gmail.Messages;

namespace Gmail.Tests.SecondOpinion;

/// <summary>Where the two servers answer differently: each test is a row of docs/second-opinion.md, and fails when either
/// changes its answer.</summary>
public abstract partial class DifferenceTests(GmailServer server) : SharedTests(server)
{
    public sealed class OnOurs() : DifferenceTests(new EmulatorServer());

    public sealed class OnNpm(NpmEmulate npm) : DifferenceTests(npm);

    [Fact]
    public async Task Profile()
    {
        var error = await Record.ExceptionAsync(() => Gmail.Profile.GetAsync());
        Assert.Equal(Either<GmailErrorKind?>(null, GmailErrorKind.NotFound), (error as GmailException)?.Kind);
    }

    [Fact]
    public async Task Batches()
    {
        var message = await InsertAsync("one");
        var error = await Record.ExceptionAsync(
            () => Gmail.Messages.GetManyAsync([message.Id!, message.Id!], MessageFormat.Minimal));
        Assert.Equal(Either<GmailErrorKind?>(null, GmailErrorKind.NotFound), (error as GmailException)?.Kind);
    }

    [Fact]
    public async Task Multipart_uploads()
    {
        var thread = await InsertAsync("Large", messageId: "<large@example.org>");
        var sent = await Gmail.Messages.InsertAsync(
            MimeContent.FromBytes(Some.LargeBytes(5_100_000)),
            new InsertOptions { ThreadId = thread.ThreadId, LabelIds = ["INBOX"] });
        var message = await Gmail.Messages.GetAsync(sent.Id!, MessageFormat.Metadata);
        Assert.Equal(Either("Large", ""), Subject(message));
    }

    [Fact]
    public async Task Resumable_uploads()
    {
        var mail = MimeContent.FromBytes(Some.LargeBytes(8_100_000));
        var error = await Record.ExceptionAsync(() => Gmail.Drafts.CreateAsync(mail));
        Assert.Equal(Either<GmailErrorKind?>(null, GmailErrorKind.Malformed), (error as GmailException)?.Kind);
    }

    [Theory]
    [InlineData("settings/vacation")]
    [InlineData("settings/imap")]
    [InlineData("settings/pop")]
    [InlineData("settings/language")]
    [InlineData("settings/autoForwarding")]
    public async Task Settings_that_only_one_has(string path) =>
        Assert.Equal(Either(HttpStatusCode.OK, HttpStatusCode.NotFound), (await GetAsync(path)).StatusCode);

    [Fact]
    public async Task Single_send_as_addresses_and_filters()
    {
        var filter = await Gmail.Settings.Filters.CreateAsync(new()
        {
            Criteria = new() { From = "carla@example.org" },
            Action = new() { AddLabelIds = ["STARRED"] },
        });
        var expected = Either(HttpStatusCode.OK, HttpStatusCode.NotFound);
        Assert.Equal(expected, (await GetAsync($"settings/filters/{filter.Id}")).StatusCode);
        Assert.Equal(expected, (await GetAsync($"settings/sendAs/{SignedIn.EmailAddress}")).StatusCode);
    }

    [Theory]
    [InlineData("subject:alpha OR subject:beta")]
    [InlineData("{subject:alpha subject:beta}")]
    public async Task Search_for_one_or_the_other(string query)
    {
        await InsertAsync("alpha", hours: 1);
        await InsertAsync("beta", hours: 2);
        await InsertAsync("gamma", hours: 3);
        Assert.Equal(Either<string[]>(["beta", "alpha"], []), await SearchAsync(query));
    }

    [Theory]
    [InlineData("-from:carla", "dora")]
    [InlineData("-subject:carla", "dora")]
    [InlineData("-(from:carla)", "dora")]
    public async Task Search_for_what_is_not(string query, string found)
    {
        await InsertAsync("carla");
        await InsertAsync("dora", from: "Dora <dora@example.org>");
        Assert.Equal(Either<string[]>([found], []), await SearchAsync(query));
    }

    [Fact]
    public async Task Search_for_a_phrase_in_a_field()
    {
        await InsertAsync("red wine");
        await InsertAsync("wine, not red");
        Assert.Equal(Either<string[]>(["red wine"], []), await SearchAsync("subject:\"red wine\""));
    }

    [Theory]
    [InlineData("larger:1K")]
    [InlineData("size:1000")]
    [InlineData("older_than:2d")]
    [InlineData("filename:pdf")]
    public async Task Search_by_size_age_and_file_name(string query)
    {
        await InsertAsync(Some.BytesWithAttachment(Some.Noise(3_000), "old and large"));
        await Gmail.Messages.InsertAsync(Some.Mail("new and small"), new InsertOptions { LabelIds = ["INBOX"] });
        Assert.Equal(Either<string[]>(["old and large"], []), await SearchAsync(query));
    }

    [Fact]
    public async Task Search_by_Message_ID()
    {
        await InsertAsync("wanted", messageId: "<Wanted@example.org>");
        await InsertAsync("other", messageId: "<other@example.org>");
        Assert.Equal(Either<string[]>(["wanted"], []), await SearchAsync("rfc822msgid:Wanted@example.org"));
    }

    [Fact]
    public async Task Dates_in_a_search()
    {
        // 07:00 UTC is 23:00 of the day before in California: PST is eight hours behind UTC.
        await InsertAsync("still Sunday", hours: -5);
        Assert.Equal(Either<string[]>([], ["still Sunday"]), await SearchAsync("after:2026/11/02"));
    }

    [Fact]
    public async Task Nested_parts()
    {
        var inserted = await InsertAsync(Nested());
        var message = await Gmail.Messages.GetAsync(inserted.Id!);
        Assert.Equal(
            Either(
                "multipart/mixed(multipart/related(multipart/alternative(text/plain,text/html),image/png))",
                "multipart/mixed(multipart/alternative(text/plain,text/html),image/png)"),
            Outline(message.Payload!));
    }

    [Fact]
    public async Task Headers_beyond_the_usual_ones()
    {
        var inserted = await InsertAsync(Some.Bytes(headers: "List-Unsubscribe: <https://list.example/off>\r\n"));
        var message = await Gmail.Messages.GetAsync(inserted.Id!);
        Assert.Equal(Either("<https://list.example/off>", null), Header(message, "List-Unsubscribe"));
    }

    [Fact]
    public async Task Encoded_subjects()
    {
        var inserted = await InsertAsync(Some.Bytes("=?utf-8?Q?Gr=C3=BC=C3=9Fe?="));
        var message = await Gmail.Messages.GetAsync(inserted.Id!);
        Assert.Equal(Either("Grüße", "=?utf-8?Q?Gr=C3=BC=C3=9Fe?="), Subject(message));
    }

    [Fact]
    public async Task Text_in_an_old_charset()
    {
        var inserted = await InsertAsync(Some.Lines(
            "From: carla@example.org",
            "To: anna@example.com",
            "Subject: price",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=windows-1252",
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "5 =80"));
        var message = await Gmail.Messages.GetAsync(inserted.Id!);
        var text = Encoding.UTF8.GetString(Base64Url.Decode(message.Payload!.Body!.Data!));
        Assert.Equal(Either("5 €", "5 \uFFFD"), text.TrimEnd());
    }

    [Fact]
    public async Task Names_of_metadata_headers_in_another_case()
    {
        var inserted = await InsertAsync("Lunch");
        var message = await Gmail.Messages.GetAsync(inserted.Id!, MessageFormat.Metadata, ["SUBJECT"]);
        Assert.Equal(Either("Lunch", ""), Subject(message));
    }

    private async Task<HttpResponseMessage> GetAsync(string path) => await SignedIn.Http.GetAsync(path);

    private async Task<JsonObject> GetJsonAsync(string path) =>
        (JsonObject)JsonNode.Parse(await SignedIn.Http.GetStringAsync(path))!; // what is no JSON fails here

    private async Task<HttpResponseMessage> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await SignedIn.Http.PostAsync(path, content);
    }

    private static string Outline(MessagePart part) => part.Parts is { Count: > 0 } parts
        ? $"{part.MimeType}({string.Join(',', parts.Select(Outline))})"
        : part.MimeType ?? "";

    private static byte[] Nested() => Some.Lines(
        "From: Carla <carla@example.org>",
        "To: anna@example.com",
        "Subject: nested",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=mix",
        "",
        "--mix",
        "Content-Type: multipart/related; boundary=rel",
        "",
        "--rel",
        "Content-Type: multipart/alternative; boundary=alt",
        "",
        "--alt",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Hello Anna",
        "--alt",
        "Content-Type: text/html; charset=utf-8",
        "",
        "<p>Hello <b>Anna</b></p>",
        "--alt--",
        "--rel",
        "Content-Type: image/png",
        "Content-Disposition: inline",
        "Content-ID: <logo>",
        "Content-Transfer-Encoding: base64",
        "",
        "iVBORw0KGgo=",
        "--rel--",
        "--mix--");
}
