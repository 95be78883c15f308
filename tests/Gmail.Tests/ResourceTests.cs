using Gmail.History;
using Gmail.Labels;
using Gmail.Messages;
using Gmail.Settings;
using Gmail.Tests.Canned;
using Gmail.Users;

namespace Gmail.Tests;

/// <summary>What each method puts on the wire: verb, path, query, body; and what it charges.</summary>
public sealed class ResourceTests
{
    private static readonly MimeContent Mime = MimeContent.FromBytes("Subject: hi\r\n\r\nhey?>"u8.ToArray());

    private const string Raw = "U3ViamVjdDogaGkNCg0KaGV5Pz4";

    public static TheoryData<string, string, string, Func<GmailClient, Task>> Calls => new()
    {
        { "users.getProfile", "GET profile", "", c => c.Profile.GetAsync() },
        {
            "users.watch", "POST watch", """{"topicName":"projects/p/topics/t","labelIds":["INBOX"],"labelFilterBehavior":"include"}""",
            c => c.Push.WatchAsync(new WatchRequest
            {
                TopicName = "projects/p/topics/t", LabelIds = ["INBOX"], LabelFilterBehavior = "include",
            })
        },
        { "users.stop", "POST stop", "", c => c.Push.StopAsync() },
        {
            "users.messages.list",
            "GET messages?q=from%3Aanna%20%26%20b&labelIds=INBOX&labelIds=UNREAD&maxResults=10&pageToken=p1&includeSpamTrash=true"
            + "&fields=messages%28id%2CthreadId%29%2CnextPageToken%2CresultSizeEstimate",
            "",
            c => c.Messages.ListAsync("from:anna & b", ["INBOX", "UNREAD"], 10, "p1", includeSpamTrash: true)
        },
        { "users.messages.get", "GET messages/m1?format=full", "", c => c.Messages.GetAsync("m1") },
        {
            "users.messages.get", "GET messages/m1?format=metadata&metadataHeaders=From&metadataHeaders=To&fields=id", "",
            c => c.Messages.GetAsync("m1", MessageFormat.Metadata, ["From", "To"], "id")
        },
        { "users.messages.get", "GET messages/m1?format=raw", "", c => c.Messages.GetAsync("m1", MessageFormat.Raw) },
        {
            "users.messages.modify", "POST messages/m1/modify", """{"addLabelIds":["A"],"removeLabelIds":["B"]}""",
            c => c.Messages.ModifyAsync("m1", ["A"], ["B"])
        },
        { "users.messages.trash", "POST messages/m1/trash", "", c => c.Messages.TrashAsync("m1") },
        { "users.messages.untrash", "POST messages/m1/untrash", "", c => c.Messages.UntrashAsync("m1") },
        { "users.messages.delete", "DELETE messages/m1", "", c => c.Messages.DeleteAsync("m1") },
        {
            "users.messages.batchModify", "POST messages/batchModify", """{"ids":["m1","m2"],"removeLabelIds":["UNREAD"]}""",
            c => c.Messages.BatchModifyAsync(["m1", "m2"], null, ["UNREAD"])
        },
        {
            "users.messages.batchDelete", "POST messages/batchDelete", """{"ids":["m1","m2"]}""",
            c => c.Messages.BatchDeleteAsync(["m1", "m2"])
        },
        { "users.messages.send", "POST messages/send", $$"""{"raw":"{{Raw}}"}""", c => c.Messages.SendAsync(Mime) },
        {
            "users.messages.send", "POST messages/send", $$"""{"threadId":"t1","raw":"{{Raw}}"}""",
            c => c.Messages.SendAsync(Mime, "t1")
        },
        {
            "users.messages.insert", "POST messages?internalDateSource=dateHeader&deleted=true",
            $$"""{"threadId":"t1","labelIds":["INBOX"],"raw":"{{Raw}}"}""",
            c => c.Messages.InsertAsync(Mime, new InsertOptions
            {
                ThreadId = "t1", LabelIds = ["INBOX"], InternalDateSource = "dateHeader", IsDeleted = true,
            })
        },
        {
            "users.messages.import", "POST messages/import?neverMarkSpam=true&processForCalendar=true",
            $$"""{"raw":"{{Raw}}"}""",
            c => c.Messages.ImportAsync(Mime, new ImportOptions { NeverMarkSpam = true, ProcessForCalendar = true })
        },
        {
            "users.messages.attachments.get", "GET messages/m1/attachments/a%2Fb", "",
            c => c.Messages.GetAttachmentAsync("m1", "a/b")
        },
        {
            "users.threads.list",
            "GET threads?q=x&maxResults=5&fields=threads%28id%2Csnippet%2ChistoryId%29%2CnextPageToken%2CresultSizeEstimate", "",
            c => c.Threads.ListAsync("x", maxResults: 5)
        },
        { "users.threads.get", "GET threads/t1?format=minimal", "", c => c.Threads.GetAsync(
            "t1", MessageFormat.Minimal) },
        {
            "users.threads.modify", "POST threads/t1/modify", """{"addLabelIds":["A"]}""",
            c => c.Threads.ModifyAsync("t1", ["A"], null)
        },
        { "users.threads.trash", "POST threads/t1/trash", "", c => c.Threads.TrashAsync("t1") },
        { "users.threads.untrash", "POST threads/t1/untrash", "", c => c.Threads.UntrashAsync("t1") },
        { "users.threads.delete", "DELETE threads/t1", "", c => c.Threads.DeleteAsync("t1") },
        {
            "users.drafts.list",
            "GET drafts?maxResults=3&fields=drafts%28id%2Cmessage%28id%2CthreadId%29%29%2CnextPageToken%2CresultSizeEstimate", "",
            c => c.Drafts.ListAsync(maxResults: 3)
        },
        { "users.drafts.get", "GET drafts/r-1?format=raw", "", c => c.Drafts.GetAsync("r-1", MessageFormat.Raw) },
        {
            "users.drafts.create", "POST drafts", $$$"""{"message":{"threadId":"t1","raw":"{{{Raw}}}"}}""",
            c => c.Drafts.CreateAsync(Mime, "t1")
        },
        {
            "users.drafts.update", "PUT drafts/r-1", $$$"""{"message":{"raw":"{{{Raw}}}"}}""",
            c => c.Drafts.UpdateAsync("r-1", Mime)
        },
        { "users.drafts.delete", "DELETE drafts/r-1", "", c => c.Drafts.DeleteAsync("r-1") },
        { "users.drafts.send", "POST drafts/send", """{"id":"r-1"}""", c => c.Drafts.SendAsync("r-1") },
        { "users.labels.list", "GET labels", "", c => c.Labels.ListAsync() },
        { "users.labels.get", "GET labels/Label_1", "", c => c.Labels.GetAsync("Label_1") },
        {
            "users.labels.create", "POST labels",
            """{"name":"A/B","labelListVisibility":"labelShow","color":{"textColor":"#000000","backgroundColor":"#ffffff"}}""",
            c => c.Labels.CreateAsync(new Label
            {
                Name = "A/B",
                LabelListVisibility = LabelListVisibility.Show,
                Color = new LabelColor { TextColor = "#000000", BackgroundColor = "#ffffff" },
            })
        },
        {
            "users.labels.update", "PUT labels/Label_1", """{"name":"B"}""",
            c => c.Labels.UpdateAsync("Label_1", new Label { Name = "B" })
        },
        {
            "users.labels.patch", "PATCH labels/Label_1", """{"messageListVisibility":"hide"}""",
            c => c.Labels.PatchAsync("Label_1", new Label { MessageListVisibility = MessageListVisibility.Hide })
        },
        { "users.labels.delete", "DELETE labels/Label_1", "", c => c.Labels.DeleteAsync("Label_1") },
        {
            "users.history.list",
            "GET history?startHistoryId=7&historyTypes=messageAdded&historyTypes=labelRemoved&labelId=INBOX&maxResults=500&pageToken=p",
            "",
            c => c.History.ListAsync("7", [HistoryType.MessageAdded, HistoryType.LabelRemoved], "INBOX", 500, "p")
        },
        { "users.settings.filters.list", "GET settings/filters", "", c => c.Settings.Filters.ListAsync() },
        { "users.settings.filters.get", "GET settings/filters/f1", "", c => c.Settings.Filters.GetAsync("f1") },
        {
            "users.settings.filters.create", "POST settings/filters",
            """{"criteria":{"from":"news@example.com","size":1000,"sizeComparison":"larger"},"action":{"removeLabelIds":["INBOX"]}}""",
            c => c.Settings.Filters.CreateAsync(new Filter
            {
                Criteria = new FilterCriteria { From = "news@example.com", Size = 1000, SizeComparison = "larger" },
                Action = new FilterAction { RemoveLabelIds = ["INBOX"] },
            })
        },
        { "users.settings.filters.delete", "DELETE settings/filters/f1", "", c => c.Settings.Filters.DeleteAsync("f1") },
        { "users.settings.getVacation", "GET settings/vacation", "", c => c.Settings.Vacation.GetAsync() },
        {
            "users.settings.updateVacation", "PUT settings/vacation",
            """{"enableAutoReply":false,"responseSubject":"Away","startTime":"1793000000000"}""",
            c => c.Settings.Vacation.UpdateAsync(new VacationSettings
            {
                EnableAutoReply = false, ResponseSubject = "Away", StartTime = 1_793_000_000_000,
            })
        },
        { "users.settings.getImap", "GET settings/imap", "", c => c.Settings.Imap.GetAsync() },
        {
            "users.settings.updateImap", "PUT settings/imap", """{"enabled":true,"expungeBehavior":"archive"}""",
            c => c.Settings.Imap.UpdateAsync(
                new ImapSettings { Enabled = true, ExpungeBehavior = ExpungeBehavior.Archive })
        },
        { "users.settings.getPop", "GET settings/pop", "", c => c.Settings.Pop.GetAsync() },
        {
            "users.settings.updatePop", "PUT settings/pop", """{"accessWindow":"disabled","disposition":"markRead"}""",
            c => c.Settings.Pop.UpdateAsync(new PopSettings
            {
                AccessWindow = PopAccessWindow.Disabled, Disposition = MessageDisposition.MarkRead,
            })
        },
        { "users.settings.getLanguage", "GET settings/language", "", c => c.Settings.Language.GetAsync() },
        {
            "users.settings.updateLanguage", "PUT settings/language", """{"displayLanguage":"fr"}""",
            c => c.Settings.Language.UpdateAsync(new LanguageSettings { DisplayLanguage = "fr" })
        },
        {
            "users.settings.getAutoForwarding", "GET settings/autoForwarding", "",
            c => c.Settings.AutoForwarding.GetAsync()
        },
        {
            "users.settings.forwardingAddresses.list", "GET settings/forwardingAddresses", "",
            c => c.Settings.ForwardingAddresses.ListAsync()
        },
        {
            "users.settings.forwardingAddresses.get", "GET settings/forwardingAddresses/b%40example.com", "",
            c => c.Settings.ForwardingAddresses.GetAsync("b@example.com")
        },
        { "users.settings.sendAs.list", "GET settings/sendAs", "", c => c.Settings.SendAs.ListAsync() },
        {
            "users.settings.sendAs.get", "GET settings/sendAs/a%40example.com", "",
            c => c.Settings.SendAs.GetAsync("a@example.com")
        },
        {
            "users.settings.sendAs.update", "PUT settings/sendAs/a%40example.com", """{"displayName":"Anna"}""",
            c => c.Settings.SendAs.UpdateAsync("a@example.com", new SendAs { DisplayName = "Anna" })
        },
        {
            "users.settings.sendAs.patch", "PATCH settings/sendAs/a%40example.com", """{"signature":""}""",
            c => c.Settings.SendAs.PatchAsync("a@example.com", new SendAs { Signature = "" })
        },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public async Task Asks_as_documented(string methodId, string line, string body, Func<GmailClient, Task> call)
    {
        var gmail = new CannedGmail(new JumpingTime()).Answers("{}");
        var client = gmail.Client();
        await call(client);

        var (verb, path) = (line.Split(' ')[0], line.Split(' ')[1]);
        Assert.Equal($"{verb} /gmail/v1/users/me/{path}", gmail.Request.Line);
        Assert.Equal(body, gmail.Request.Text);
        Assert.Equal(
            body.Length > 0 ? "application/json; charset=utf-8" : null, gmail.Request.Headers.GetValueOrDefault("Content-Type"));

        var vendored = VendoredMethod.All[methodId];
        Assert.Equal(vendored.Verb, verb);
        Assert.Matches(Pattern(vendored.Path), "/gmail/v1/users/me/" + path.Split('?')[0]);
        Assert.Equal(UnitsOf(methodId), client.UnitsSpent);
    }

    [Fact]
    public void Covers_every_bound_method() =>
        Assert.Equal(
            VendoredMethod.All.Keys.Except(UnboundMethods.All.Keys).Order(StringComparer.Ordinal),
            Calls.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Refuses_an_id_that_would_name_another_resource(string id)
    {
        var gmail = new CannedGmail().Answers("{}");
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Messages.DeleteAsync(id));
        Assert.Equal(GmailErrorKind.InvalidArgument, error.Kind);
        Assert.Empty(gmail.Requests);
    }

    [Theory]
    [InlineData("../labels", "..%2Flabels")]
    [InlineData("m1?alt=media#x", "m1%3Falt%3Dmedia%23x")]
    [InlineData("m1%2e%2e", "m1%252e%252e")]
    public async Task Escapes_what_would_leave_the_path(string id, string segment)
    {
        var gmail = new CannedGmail().Answers("{}");
        await gmail.Client().Labels.GetAsync(id);
        Assert.Equal($"GET /gmail/v1/users/me/labels/{segment}", gmail.Request.Line);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task Refuses_more_ids_than_Gmail_takes(int count)
    {
        var gmail = new CannedGmail().Answers("{}");
        string[] ids = [.. Enumerable.Range(0, count).Select(i => $"m{i}")];
        var error = await Assert.ThrowsAsync<GmailException>(
            () => gmail.Client().Messages.BatchModifyAsync(ids, ["A"], null));
        Assert.Equal(GmailErrorKind.InvalidArgument, error.Kind);
        Assert.Contains($"given {count}", error.Message, StringComparison.Ordinal);
        Assert.Empty(gmail.Requests);
    }

    private static string Pattern(string template) =>
        "^" + System.Text.RegularExpressions.Regex.Replace(template, @"\{\w+\}", "[^/]+") + "$";

    private static long UnitsOf(string methodId) => typeof(GmailClient).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetCustomAttributes(typeof(GmailMethodAttribute), inherit: false))
        .Cast<GmailMethodAttribute>()
        .First(method => method.MethodId == methodId)
        .Units;
}
