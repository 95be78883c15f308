using Gmail.Messages;

namespace Gmail.Tests.SecondOpinion;

public abstract class DraftTests(GmailServer server) : SharedTests(server)
{
    public sealed class OnOurs() : DraftTests(new EmulatorServer());

    public sealed class OnNpm(NpmEmulate npm) : DraftTests(npm);

    [Fact]
    public async Task Creates_a_draft_around_a_message()
    {
        var draft = await Gmail.Drafts.CreateAsync(Mail("Offer"));
        Assert.NotEmpty(draft.Id!);
        var message = await Gmail.Messages.GetAsync(draft.Message!.Id!);
        Assert.Contains("DRAFT", message.LabelIds!);
        Assert.Equal("Offer", Subject(message));
    }

    [Fact]
    public async Task Lists_drafts()
    {
        var draft = await Gmail.Drafts.CreateAsync(Mail("Offer"));
        var listed = Assert.Single((await Gmail.Drafts.ListAsync()).Drafts);
        Assert.Equal((draft.Id, draft.Message!.Id), (listed.Id, listed.Message!.Id));
    }

    [Fact]
    public async Task Pages_through_drafts()
    {
        for (var i = 0; i < 3; i++)
        {
            await Gmail.Drafts.CreateAsync(Mail($"Offer {i}"));
        }

        var first = await Gmail.Drafts.ListAsync(maxResults: 2);
        var second = await Gmail.Drafts.ListAsync(maxResults: 2, pageToken: first.NextPageToken);
        Assert.Equal(3, first.Drafts.Concat(second.Drafts).Select(draft => draft.Id).Distinct().Count());
    }

    [Fact]
    public async Task Gets_a_draft_byte_for_byte()
    {
        var mail = Some.Bytes(
            "Offer", "Fünf Franken", SignedIn.EmailAddress, "carla@example.org", messageId: "<offer@example.com>");
        var draft = await Gmail.Drafts.CreateAsync(MimeContent.FromBytes(mail));
        var read = await Gmail.Drafts.GetAsync(draft.Id!, MessageFormat.Raw);
        Assert.Equal(mail, Base64Url.Decode(read.Message!.Raw!));
    }

    [Fact]
    public async Task Replaces_the_message_and_keeps_the_draft()
    {
        var draft = await Gmail.Drafts.CreateAsync(Mail("Offer"));
        var updated = await Gmail.Drafts.UpdateAsync(draft.Id!, Mail("Better offer"));
        Assert.Equal(draft.Id, updated.Id);
        var read = await Gmail.Drafts.GetAsync(draft.Id!);
        Assert.Equal("Better offer", Subject(read.Message!));
        Assert.Single((await Gmail.Drafts.ListAsync()).Drafts);
    }

    [Fact]
    public async Task Sends_a_draft_and_it_is_gone()
    {
        var draft = await Gmail.Drafts.CreateAsync(Mail("Offer"));
        var sent = await Gmail.Drafts.SendAsync(draft.Id!);
        Assert.Contains("SENT", sent.LabelIds!);
        Assert.DoesNotContain("DRAFT", sent.LabelIds!);
        Assert.Empty((await Gmail.Drafts.ListAsync()).Drafts);
        Assert.Equal(["Offer"], await SearchAsync(labelIds: ["SENT"]));
    }

    [Fact]
    public async Task Sends_a_draft_only_once()
    {
        var draft = await Gmail.Drafts.CreateAsync(Mail("Offer"));
        await Gmail.Drafts.SendAsync(draft.Id!);
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Drafts.SendAsync(draft.Id!)));
        Assert.Equal(["Offer"], await SearchAsync(labelIds: ["SENT"]));
    }

    [Fact]
    public async Task Keeps_a_draft_in_its_thread()
    {
        var mail = await InsertAsync("Lunch", messageId: "<lunch@example.org>");
        var answer = Some.Mail(
            "Re: Lunch", from: SignedIn.EmailAddress, to: "carla@example.org", inReplyTo: "<lunch@example.org>");
        var draft = await Gmail.Drafts.CreateAsync(answer, mail.ThreadId);
        Assert.Equal(mail.ThreadId, draft.Message!.ThreadId);
        var sent = await Gmail.Drafts.SendAsync(draft.Id!);
        Assert.Equal(mail.ThreadId, sent.ThreadId);
    }

    [Fact]
    public async Task Deletes_a_draft_for_good()
    {
        var draft = await Gmail.Drafts.CreateAsync(Mail("Offer"));
        await Gmail.Drafts.DeleteAsync(draft.Id!);
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Drafts.GetAsync(draft.Id!)));
        Assert.Empty(await SearchAsync(includeSpamTrash: true));
    }

    [Fact]
    public async Task Says_that_a_draft_is_not_there()
    {
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Drafts.GetAsync("r-404")));
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Drafts.SendAsync("r-404")));
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Drafts.UpdateAsync("r-404", Mail("Offer"))));
        Assert.Equal(GmailErrorKind.NotFound, await KindAsync(() => Gmail.Drafts.DeleteAsync("r-404")));
    }

    private MimeContent Mail(string subject) =>
        Some.Mail(subject, from: SignedIn.EmailAddress, to: "carla@example.org");
}
