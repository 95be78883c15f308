using Gmail.Messages;

namespace Gmail.Tests.SecondOpinion;

public abstract class MessageTests(GmailServer server) : SharedTests(server)
{
    // Sixteen hexadecimal digits as an id has, but no message's.
    private const string NoMessage = "18c2f00000000001";

    public sealed class OnOurs() : MessageTests(new EmulatorServer());

    public sealed class OnNpm(NpmEmulate npm) : MessageTests(npm);

    [Fact]
    public async Task Lists_newest_first()
    {
        await InsertAsync("second", hours: 2);
        await InsertAsync("third", hours: 3);
        await InsertAsync("first", hours: 1);
        Assert.Equal(["third", "second", "first"], await SearchAsync());
    }

    [Fact]
    public async Task Lists_ids_that_get_finds()
    {
        var inserted = await InsertAsync("Lunch");
        var listed = Assert.Single((await Gmail.Messages.ListAsync()).Messages);
        Assert.Equal((inserted.Id, inserted.ThreadId), (listed.Id, listed.ThreadId));
        Assert.Null(listed.Payload);
    }

    [Fact]
    public async Task Lists_nothing_in_an_empty_mailbox()
    {
        var list = await Gmail.Messages.ListAsync();
        Assert.Empty(list.Messages);
        Assert.Null(list.NextPageToken);
    }

    [Fact]
    public async Task Pages_through_a_list_and_meets_each_message_once()
    {
        for (var i = 0; i < 5; i++)
        {
            await InsertAsync($"mail {i}", hours: i);
        }

        var ids = new List<string?>();
        string? page = null;
        var sizes = new List<int>();
        do
        {
            var list = await Gmail.Messages.ListAsync(maxResults: 2, pageToken: page);
            ids.AddRange(list.Messages.Select(message => message.Id));
            sizes.Add(list.Messages.Count);
            page = list.NextPageToken;
        }
        while (page is not null);
        Assert.Equal([2, 2, 1], sizes);
        Assert.Equal(5, ids.Distinct().Count());
    }

    [Fact]
    public async Task Lists_what_has_every_label()
    {
        await InsertAsync("both", labelIds: ["INBOX", "STARRED"]);
        await InsertAsync("one", labelIds: ["INBOX"]);
        Assert.Equal(["both"], await SearchAsync(labelIds: ["INBOX", "STARRED"]));
    }

    [Fact]
    public async Task Leaves_out_spam_and_trash_until_asked()
    {
        await InsertAsync("kept", hours: 3);
        await InsertAsync("junk", hours: 2, labelIds: ["SPAM"]);
        await InsertAsync("thrown away", hours: 1, labelIds: ["TRASH"]);
        Assert.Equal(["kept"], await SearchAsync());
        Assert.Equal(["kept", "junk", "thrown away"], await SearchAsync(includeSpamTrash: true));
    }

    [Fact]
    public async Task Gets_headers_and_text()
    {
        var inserted = await InsertAsync("Lunch", "At noon, as always.");
        var message = await Gmail.Messages.GetAsync(inserted.Id!);
        Assert.Equal("Lunch", Subject(message));
        Assert.Equal("Carla <carla@example.org>", Header(message, "From"));
        Assert.Equal(SignedIn.EmailAddress, Header(message, "To"));
        Assert.Equal("text/plain", message.Payload!.MimeType);
        var text = System.Text.Encoding.UTF8.GetString(Base64Url.Decode(message.Payload.Body!.Data!));
        Assert.Equal("At noon, as always.", text.TrimEnd());
    }

    [Fact]
    public async Task Gets_the_time_snippet_and_size()
    {
        var inserted = await InsertAsync("Lunch", "At noon, as always.", hours: 1);
        var message = await Gmail.Messages.GetAsync(inserted.Id!);
        Assert.Equal(Some.Monday.AddHours(1).ToUnixTimeMilliseconds(), message.InternalDate);
        Assert.Equal("At noon, as always.", message.Snippet);
        Assert.InRange(message.SizeEstimate ?? 0, 100, 1_000);
        Assert.Matches("^[0-9]+$", message.HistoryId);
    }

    [Fact]
    public async Task Gets_only_the_headers_asked_for()
    {
        var inserted = await InsertAsync("Lunch");
        var message = await Gmail.Messages.GetAsync(inserted.Id!, MessageFormat.Metadata, ["Subject", "From"]);
        Assert.Equal(["From", "Subject"], message.Payload!.Headers!.Select(header => header.Name).Order());
        Assert.Null(message.Payload.Body?.Data);
    }

    [Fact]
    public async Task Gets_labels_without_a_payload()
    {
        var inserted = await InsertAsync("Lunch", labelIds: ["INBOX", "UNREAD"]);
        var message = await Gmail.Messages.GetAsync(inserted.Id!, MessageFormat.Minimal);
        Assert.Null(message.Payload);
        Assert.Null(message.Raw);
        Assert.Equal(["INBOX", "UNREAD"], message.LabelIds!.Order());
    }

    [Fact]
    public async Task Gets_the_message_byte_for_byte()
    {
        var mail = Some.Bytes("Grüße", "Übermorgen?", headers: "X-Nobody-Knows: 1\r\n");
        var inserted = await InsertAsync(mail);
        var message = await Gmail.Messages.GetAsync(inserted.Id!, MessageFormat.Raw);
        Assert.Equal(mail, Base64Url.Decode(message.Raw!));
        Assert.Null(message.Payload);
    }

    [Fact]
    public async Task Inserts_under_the_labels_given_and_no_others()
    {
        var label = await Gmail.Labels.CreateAsync(new() { Name = "Plans" });
        var inserted = await InsertAsync("Lunch", labelIds: [label.Id!, "STARRED"]);
        Assert.Equal(
            new[] { label.Id!, "STARRED" }.Order(StringComparer.Ordinal),
            inserted.LabelIds!.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Refuses_to_insert_under_a_label_that_is_not_there() =>
        Assert.Equal(
            GmailErrorKind.InvalidArgument,
            await KindAsync(() => InsertAsync("Lunch", labelIds: ["Label_404"])));

    [Fact]
    public async Task Imports_by_the_date_of_the_message()
    {
        var date = Some.Monday.AddDays(-30);
        var imported = await Gmail.Messages.ImportAsync(
            Some.Mail("Old news", date: date),
            new ImportOptions { LabelIds = ["INBOX"], InternalDateSource = "dateHeader" });
        var message = await Gmail.Messages.GetAsync(imported.Id!, MessageFormat.Minimal);
        Assert.Equal(date.ToUnixTimeMilliseconds(), message.InternalDate);
        Assert.Contains("INBOX", message.LabelIds!);
    }

    [Fact]
    public async Task Sends_and_keeps_a_copy_under_SENT()
    {
        var sent = await Gmail.Messages.SendAsync(
            Some.Mail("Hello", from: SignedIn.EmailAddress, to: "carla@example.org"));
        Assert.Contains("SENT", sent.LabelIds!);
        Assert.Equal(["Hello"], await SearchAsync(labelIds: ["SENT"]));
    }

    [Fact]
    public async Task Sends_a_large_message_through_the_upload_endpoint()
    {
        var mail = Some.LargeBytes(5_100_000);
        var sent = await Gmail.Messages.SendAsync(MimeContent.FromBytes(mail));
        var message = await Gmail.Messages.GetAsync(sent.Id!, MessageFormat.Metadata);
        Assert.Equal("Large", Subject(message));
        Assert.InRange(message.SizeEstimate ?? 0, 5_000_000, 7_000_000); // "estimated": with or without base64
    }

    [Fact]
    public async Task Adds_and_removes_labels()
    {
        var inserted = await InsertAsync("Lunch", labelIds: ["INBOX", "UNREAD"]);
        var changed = await Gmail.Messages.ModifyAsync(inserted.Id!, ["STARRED"], ["UNREAD"]);
        Assert.Equal(["INBOX", "STARRED"], changed.LabelIds!.Order());
        var message = await Gmail.Messages.GetAsync(inserted.Id!, MessageFormat.Minimal);
        Assert.Equal(["INBOX", "STARRED"], message.LabelIds!.Order());
    }

    [Fact]
    public async Task Refuses_to_add_a_label_that_is_not_there()
    {
        var inserted = await InsertAsync("Lunch");
        Assert.Equal(
            GmailErrorKind.InvalidArgument,
            await KindAsync(() => Gmail.Messages.ModifyAsync(inserted.Id!, ["Label_404"], null)));
    }

    [Fact]
    public async Task Trashes()
    {
        var inserted = await InsertAsync("Lunch");
        var trashed = await Gmail.Messages.TrashAsync(inserted.Id!);
        Assert.Equal(["TRASH"], trashed.LabelIds!);
        Assert.Empty(await SearchAsync());
    }

    [Fact]
    public async Task Takes_out_of_the_trash()
    {
        var inserted = await InsertAsync("Lunch");
        await Gmail.Messages.TrashAsync(inserted.Id!);
        var back = await Gmail.Messages.UntrashAsync(inserted.Id!);
        Assert.DoesNotContain("TRASH", back.LabelIds ?? []);
        Assert.Equal(["Lunch"], await SearchAsync());
    }

    [Fact]
    public async Task Deletes_for_good()
    {
        var inserted = await InsertAsync("Lunch");
        await Gmail.Messages.DeleteAsync(inserted.Id!);
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Messages.GetAsync(inserted.Id!)));
        Assert.Empty(await SearchAsync(includeSpamTrash: true));
    }

    [Fact]
    public async Task Changes_many_at_once_and_is_silent_about_unknown_ones()
    {
        var one = await InsertAsync("one", hours: 1);
        var two = await InsertAsync("two", hours: 2);
        await InsertAsync("three", hours: 3);
        await Gmail.Messages.BatchModifyAsync([one.Id!, two.Id!, NoMessage], ["STARRED"], ["INBOX"]);
        Assert.Equal(["two", "one"], await SearchAsync(labelIds: ["STARRED"]));
        Assert.Equal(["three"], await SearchAsync(labelIds: ["INBOX"]));
    }

    [Fact]
    public async Task Deletes_many_at_once_and_is_silent_about_unknown_ones()
    {
        var one = await InsertAsync("one");
        await InsertAsync("two");
        await Gmail.Messages.BatchDeleteAsync([one.Id!, NoMessage]);
        Assert.Equal(["two"], await SearchAsync());
    }

    [Fact]
    public async Task Says_that_a_message_is_not_there()
    {
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Messages.GetAsync(NoMessage)));
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Messages.TrashAsync(NoMessage)));
        Assert.Equal(
            GmailErrorKind.NotFound, await KindAsync(() => Gmail.Messages.ModifyAsync(NoMessage, ["STARRED"], null)));
    }

    [Fact]
    public async Task Says_that_a_token_is_missing()
    {
        SignedIn.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(GmailErrorKind.Unauthorized, await KindAsync(() => Gmail.Messages.ListAsync()));
    }

    [Fact]
    public async Task Lists_an_attachment_and_downloads_its_bytes()
    {
        var file = Some.Noise(100_000);
        var inserted = await InsertAsync(Some.BytesWithAttachment(file));
        var part = await AttachmentAsync(inserted.Id!);
        Assert.Equal(("plan.pdf", "application/pdf"), (part.Filename, part.MimeType));
        Assert.Equal(file.Length, part.Body!.Size);
        Assert.Equal(file, await Gmail.Messages.GetAttachmentAsync(inserted.Id!, part.Body.AttachmentId!));
    }

    [Fact]
    public async Task Downloads_an_attachment_to_a_stream()
    {
        var file = Some.Noise(300_000);
        var inserted = await InsertAsync(Some.BytesWithAttachment(file));
        var part = await AttachmentAsync(inserted.Id!);
        using var stream = new MemoryStream();
        var length = await Gmail.Messages.DownloadAttachmentAsync(
            inserted.Id!, part.Body!.AttachmentId!, stream);
        Assert.Equal(file.Length, length);
        Assert.Equal(file, stream.ToArray());
    }

    private async Task<MessagePart> AttachmentAsync(string messageId)
    {
        var message = await Gmail.Messages.GetAsync(messageId);
        return Assert.Single(message.Payload!.Parts!, part => part.Body?.AttachmentId is not null);
    }
}
