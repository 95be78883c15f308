using Gmail.Emulator;
using Gmail.Messages;
using Gmail.Settings;

namespace Gmail.Tests.Emulated;

public sealed class ContentTests : IDisposable
{
    private readonly Scene _scene = new();

    private GmailClient Gmail => _scene.Client;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(4_000_000, "")]
    [InlineData(6_000_000, "multipart")]
    [InlineData(9_000_000, "resumable")]
    public async Task Uploads_arrive_byte_for_byte_whichever_way(int length, string uploadType)
    {
        var mail = Some.LargeBytes(length, inReplyTo: "<large@example.org>");
        var thread = _scene.Deliver("Large", "<large@example.org>");
        var inserted = await Gmail.Messages.InsertAsync(
            MimeContent.FromBytes(mail), new() { LabelIds = ["STARRED"], ThreadId = thread });
        var opening = _scene.Gmail.Requests[0].PathAndQuery;
        Assert.Equal(uploadType.Length > 0, opening.Contains($"uploadType={uploadType}", StringComparison.Ordinal));
        Assert.Equal(thread, inserted.ThreadId);
        Assert.Contains("STARRED", inserted.LabelIds!);
        var read = await Gmail.Messages.GetAsync(inserted.Id!, MessageFormat.Raw);
        Assert.True(mail.AsSpan().SequenceEqual(Base64Url.Decode(read.Raw!)));
        Assert.Equal(_scene.Gmail.UnitsSpent, Gmail.UnitsSpent);
    }

    [Fact]
    public async Task A_simple_upload_arrives_byte_for_byte()
    {
        var mail = Some.LargeBytes(6_000_000);
        var draft = await Gmail.Messages.InsertAsync(MimeContent.FromBytes(mail));
        Assert.Contains("uploadType=media", _scene.Gmail.Requests[0].PathAndQuery, StringComparison.Ordinal);
        var read = await Gmail.Messages.GetAsync(draft.Id!, MessageFormat.Raw);
        Assert.True(mail.AsSpan().SequenceEqual(Base64Url.Decode(read.Raw!)));
    }

    [Fact]
    public async Task An_upload_whose_answer_is_lost_makes_one_message()
    {
        // The session is opened, the message arrives, and the connection breaks before the answer.
        var gmail = _scene.ClientOf(new LosingHandler(_scene.Gmail));
        var draft = await gmail.Drafts.CreateAsync(MimeContent.FromBytes(Some.LargeBytes(9_000_000)));
        Assert.Single(_scene.Mailbox.Drafts);
        Assert.Equal(draft.Id, _scene.Mailbox.Drafts[0].Id);
    }

    [Fact]
    public async Task Many_messages_come_in_the_order_asked_each_with_its_own_outcome()
    {
        var ids = Enumerable.Range(0, 30).Select(i => _scene.Deliver($"mail {i}")).ToList();
        ids[7] = "18c2f00000000001";
        ids[20] = "no id";
        var results = await Gmail.Messages.GetManyAsync(ids, MessageFormat.Metadata, ["Subject"]);
        Assert.Equal(ids, results.Select(result => result.Id));
        Assert.Equal(GmailErrorKind.NotFound, results[7].Error!.Kind);
        Assert.Equal(GmailErrorKind.InvalidArgument, results[20].Error!.Kind);
        Assert.All(
            results.Where(result => result.IsSuccess),
            result => Assert.Equal($"mail {ids.IndexOf(result.Id)}", result.Value!.Payload!.Headers![0].Value));
        Assert.Equal(4, _scene.Gmail.Requests.Count(request => request.MethodId == "batch")); // of 8, as many as may be in flight
        Assert.Equal(_scene.Gmail.UnitsSpent, Gmail.UnitsSpent);
    }

    [Fact]
    public async Task Parts_that_a_batch_refused_are_asked_for_again()
    {
        var ids = Enumerable.Range(0, 5).Select(i => _scene.Deliver($"mail {i}")).ToList();
        _scene.Gmail.Faults.Add(EmulatedFault.BackendError(), "users.messages.get", times: 2);
        var results = await Gmail.Messages.GetManyAsync(ids, MessageFormat.Minimal);
        Assert.All(results, result => Assert.True(result.IsSuccess));
        Assert.Equal(7, _scene.Gmail.Requests.Count(request => request.IsBatchPart));
    }

    [Fact]
    public async Task An_attachment_id_of_an_earlier_read_still_downloads_or_says_that_it_is_old()
    {
        var file = Some.Noise(50_000);
        var messageId = _scene.Mailbox.Deliver(Some.BytesWithAttachment(file), ["INBOX"]);
        var first = await AttachmentIdAsync(messageId);
        var second = await AttachmentIdAsync(messageId);
        Assert.NotEqual(first, second);
        Assert.Equal(file, await Gmail.Messages.GetAttachmentAsync(messageId, second));
        var error = await Assert.ThrowsAsync<GmailException>(
            () => Gmail.Messages.GetAttachmentAsync(messageId, "made-up"));
        Assert.Contains(error.Kind, new[] { GmailErrorKind.InvalidArgument, GmailErrorKind.NotFound });
    }

    [Fact]
    public async Task A_vacation_reply_is_kept_as_it_was_written()
    {
        var written = new VacationSettings
        {
            EnableAutoReply = true,
            ResponseSubject = "Away",
            ResponseBodyPlainText = "Back on Monday.",
            RestrictToContacts = true,
            StartTime = 1_800_000_000_000,
            EndTime = 1_800_600_000_000,
        };
        await Gmail.Settings.Vacation.UpdateAsync(written);
        var read = await Gmail.Settings.Vacation.GetAsync();
        Assert.Equal(
            (true, "Away", "Back on Monday.", true),
            (read.EnableAutoReply, read.ResponseSubject, read.ResponseBodyPlainText, read.RestrictToContacts));
        Assert.Equal((written.StartTime, written.EndTime), (read.StartTime, read.EndTime));
    }

    [Fact]
    public async Task Settings_are_kept_as_they_were_written()
    {
        await Gmail.Settings.Imap.UpdateAsync(
            new() { Enabled = true, AutoExpunge = false, ExpungeBehavior = ExpungeBehavior.Trash, MaxFolderSize = 2_000 });
        var imap = await Gmail.Settings.Imap.GetAsync();
        Assert.Equal((true, ExpungeBehavior.Trash, 2_000), (imap.Enabled, imap.ExpungeBehavior, imap.MaxFolderSize));
        await Gmail.Settings.Pop.UpdateAsync(
            new() { AccessWindow = PopAccessWindow.FromNowOn, Disposition = MessageDisposition.Archive });
        var pop = await Gmail.Settings.Pop.GetAsync();
        Assert.Equal((PopAccessWindow.FromNowOn, MessageDisposition.Archive), (pop.AccessWindow, pop.Disposition));
        await Gmail.Settings.SendAs.PatchAsync(Scene.Anna, new() { Signature = "<b>Anna</b>" });
        Assert.Contains("Anna", (await Gmail.Settings.SendAs.GetAsync(Scene.Anna)).Signature, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_mail_arrives_at_the_other_account()
    {
        await Gmail.Messages.SendAsync(Some.Mail("Hello", from: Scene.Anna, to: Scene.Ben));
        Assert.Contains("INBOX", Assert.Single(_scene.Other.Messages).LabelIds);
    }

    private async Task<string> AttachmentIdAsync(string messageId) =>
        (await Gmail.Messages.GetAsync(messageId)).Payload!.Parts![1].Body!.AttachmentId!;

    /// <summary>Loses the answer to the first message that arrives in full.</summary>
    private sealed class LosingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private bool _hasLost;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.Method == HttpMethod.Put && !_hasLost)
            {
                _hasLost = true;
                response.Dispose();
                throw new HttpRequestException(HttpRequestError.ResponseEnded);
            }

            return response;
        }
    }
}
