namespace Gmail.Emulator.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Keeps_the_vacation_reply()
    {
        var start = _api.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var body = $$"""
            {"enableAutoReply":true,"responseSubject":"Away","responseBodyHtml":"<b>Back soon</b><script>x()</script>",
             "startTime":"{{start}}","endTime":"{{start + 1000}}"}
            """;
        await _api.PutAsync("settings/vacation", body);
        var reply = await _api.GetAsync("settings/vacation");
        Assert.True(reply["enableAutoReply"]!.GetValue<bool>());
        Assert.Equal("<b>Back soon</b>", reply.String("responseBodyHtml"));
        Assert.Equal(start.ToString(), reply.String("startTime"));
    }

    [Theory]
    [InlineData("""{"enableAutoReply":true}""")]
    [InlineData("""{"enableAutoReply":true,"responseSubject":"Away","startTime":"2000","endTime":"1000"}""")]
    [InlineData("""{"enableAutoReply":true,"responseSubject":"Away","startTime":"soon"}""")]
    public async Task Refuses_a_vacation_reply_that_says_nothing_or_ends_before_it_starts(string body) =>
        Assert.Equal(400, (await _api.PutAsync("settings/vacation", body)).Status);

    [Fact]
    public async Task Answers_arriving_mail_once_in_four_days()
    {
        await _api.PutAsync(
            "settings/vacation",
            """{"enableAutoReply":true,"responseSubject":"Away:","responseBodyPlainText":"Back on Monday"}""");
        var mail = Some.Mail(from: $"Ben <{Api.Ben}>", messageId: "<q@example.com>");
        _api.Mailbox.Deliver(mail);
        _api.Mailbox.Deliver(mail);
        var answer = Assert.Single(_api.Other.Messages);
        Assert.Equal("Away: Lunch", answer.Mime.Subject);
        Assert.Equal("q@example.com", answer.Mime.InReplyTo);
        _api.Clock.Advance(TimeSpan.FromDays(4));
        _api.Mailbox.Deliver(mail);
        Assert.Equal(2, _api.Other.Messages.Count);
    }

    [Theory]
    [InlineData("List-Id: <news.example.org>\r\n")]
    [InlineData("Auto-Submitted: auto-generated\r\n")]
    [InlineData("Precedence: bulk\r\n")]
    public async Task Answers_no_robots(string headers)
    {
        await _api.PutAsync("settings/vacation", """{"enableAutoReply":true,"responseSubject":"Away"}""");
        _api.Mailbox.Deliver(Some.Mail(from: Api.Ben, headers: headers));
        Assert.Empty(_api.Other.Messages);
    }

    [Fact]
    public async Task Answers_only_between_start_and_end()
    {
        var start = _api.Clock.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        await _api.PutAsync(
            "settings/vacation",
            $$"""
            {"enableAutoReply":true,"responseSubject":"Away","startTime":"{{start}}","endTime":"{{start + 60000}}"}
            """);
        _api.Mailbox.Deliver(Some.Mail(from: Api.Ben));
        Assert.Empty(_api.Other.Messages);
        _api.Clock.Advance(TimeSpan.FromHours(1));
        _api.Mailbox.Deliver(Some.Mail(from: Api.Ben));
        Assert.Single(_api.Other.Messages);
    }

    [Theory]
    [InlineData("restrictToContacts")]
    [InlineData("restrictToDomain")]
    public async Task Answers_only_those_it_may(string restriction)
    {
        await _api.PutAsync(
            "settings/vacation", $$"""{"enableAutoReply":true,"responseSubject":"Away","{{restriction}}":true}""");
        _api.Mailbox.Deliver(Some.Mail(from: "carla@example.org"));
        Assert.Empty(_api.Gmail.Relayed);
        _api.Mailbox.Deliver(Some.Mail(to: Api.Ben), ["SENT"]);
        _api.Mailbox.Deliver(Some.Mail(from: Api.Ben));
        Assert.Single(_api.Other.Messages);
    }

    [Fact]
    public async Task Keeps_IMAP_POP_and_language()
    {
        await _api.PutAsync("settings/imap", """{"enabled":false,"expungeBehavior":"trash","maxFolderSize":1000}""");
        await _api.PutAsync("settings/pop", """{"accessWindow":"allMail","disposition":"archive"}""");
        await _api.PutAsync("settings/language", """{"displayLanguage":"de"}""");
        Assert.Equal("trash", (await _api.GetAsync("settings/imap")).String("expungeBehavior"));
        Assert.Equal("allMail", (await _api.GetAsync("settings/pop")).String("accessWindow"));
        Assert.Equal("de", (await _api.GetAsync("settings/language")).String("displayLanguage"));
        Assert.False((await _api.GetAsync("settings/autoForwarding"))["enabled"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("imap", """{"expungeBehavior":"burn"}""")]
    [InlineData("imap", """{"maxFolderSize":7}""")]
    [InlineData("pop", """{"accessWindow":"always"}""")]
    [InlineData("language", """{"displayLanguage":"not a tag"}""")]
    public async Task Refuses_values_that_are_not_in_the_documentation(string setting, string body) =>
        Assert.Equal(400, (await _api.PutAsync("settings/" + setting, body)).Status);

    [Fact]
    public async Task Lists_send_as_addresses_and_changes_the_primary_one_only()
    {
        _api.Mailbox.AddSendAs("office@example.com", "Office");
        var list = (await _api.GetAsync("settings/sendAs")).Items("sendAs");
        Assert.True(list[0]["isPrimary"]!.GetValue<bool>());
        Assert.Equal("accepted", list[1]["verificationStatus"]!.GetValue<string>());
        var patched = await _api.PatchAsync(
            "settings/sendAs/" + Api.Anna, """{"signature":"<p onclick=\"x()\">Anna</p>"}""");
        Assert.Equal("<p>Anna</p>", patched.String("signature"));
        Assert.Equal("Anna Muster", patched.String("displayName"));
        var alias = await _api.PatchAsync("settings/sendAs/office@example.com", """{"signature":"x"}""");
        Assert.Equal(403, alias.Status);
        Assert.Equal(404, (await _api.GetAsync("settings/sendAs/unknown@example.com")).Status);
    }

    [Fact]
    public async Task Lists_forwarding_addresses()
    {
        Assert.Null((await _api.GetAsync("settings/forwardingAddresses"))["forwardingAddresses"]);
        _api.Mailbox.AddForwardingAddress(Api.Ben, isVerified: false);
        var reply = await _api.GetAsync("settings/forwardingAddresses/" + Uri.EscapeDataString(Api.Ben));
        Assert.Equal("pending", reply.String("verificationStatus"));
        Assert.Single((await _api.GetAsync("settings/forwardingAddresses")).Items("forwardingAddresses"));
    }

    [Theory]
    [InlineData("PUT", "settings/autoForwarding")]
    [InlineData("POST", "settings/forwardingAddresses")]
    [InlineData("POST", "settings/sendAs")]
    [InlineData("POST", "settings/sendAs/anna@example.com/verify")]
    [InlineData("GET", "settings/delegates")]
    [InlineData("GET", "settings/cse/identities")]
    public async Task Keeps_methods_for_service_accounts_from_people(string verb, string path)
    {
        _api.SignIn(
            Api.Anna, "https://mail.google.com/", "gmail.settings.basic", "gmail.settings.sharing");
        var reply = await _api.SendAsync(new HttpMethod(verb), path, verb == "GET" ? null : "{}");
        Assert.Equal(403, reply.Status);
        Assert.Contains("service accounts", reply.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watches_one_topic_for_seven_days()
    {
        var reply = await _api.PostAsync("watch", """{"topicName":"projects/p/topics/one"}""");
        Assert.Equal(
            _api.Clock.GetUtcNow().AddDays(7).ToUnixTimeMilliseconds().ToString(), reply.String("expiration"));
        var second = await _api.PostAsync("watch", """{"topicName":"projects/p/topics/two"}""");
        Assert.StartsWith("Only one user push", second.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(204, (await _api.PostAsync("stop")).Status);
        Assert.Equal(200, (await _api.PostAsync("watch", """{"topicName":"projects/p/topics/two"}""")).Status);
        Assert.Equal(400, (await _api.PostAsync("watch", """{"topicName":"nonsense"}""")).Status);
    }
}
