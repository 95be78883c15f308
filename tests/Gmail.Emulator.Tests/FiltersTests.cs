namespace Gmail.Emulator.Tests;

public sealed class FiltersTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Creates_gets_lists_and_deletes()
    {
        Assert.Null((await _api.GetAsync("settings/filters"))["filter"]);
        var created = await CreateAsync("""{"from":"carla"}""", """{"removeLabelIds":["INBOX"]}""");
        var id = created.String("id");
        Assert.Equal("carla", created["criteria"]!["from"]!.GetValue<string>());
        Assert.Equal(id, (await _api.GetAsync("settings/filters/" + id)).String("id"));
        Assert.Single((await _api.GetAsync("settings/filters")).Items("filter"));
        Assert.Equal(204, (await _api.DeleteAsync("settings/filters/" + id)).Status);
        Assert.Equal(404, (await _api.GetAsync("settings/filters/" + id)).Status);
        Assert.Equal(404, (await _api.DeleteAsync("settings/filters/" + id)).Status);
    }

    [Theory]
    [InlineData("""{"from":"carla"}""", true)]
    [InlineData("""{"from":"CARLA@EXAMPLE.ORG"}""", true)]
    [InlineData("""{"from":"dora"}""", false)]
    [InlineData("""{"from":"dora OR carla"}""", true)]
    [InlineData("""{"to":"anna"}""", true)]
    [InlineData("""{"to":"ben"}""", false)]
    [InlineData("""{"subject":"  lunch "}""", true)]
    [InlineData("""{"subject":"supper"}""", false)]
    [InlineData("""{"query":"noon"}""", true)]
    [InlineData("""{"query":"midnight"}""", false)]
    [InlineData("""{"negatedQuery":"noon"}""", false)]
    [InlineData("""{"negatedQuery":"midnight"}""", true)]
    [InlineData("""{"hasAttachment":true}""", false)]
    [InlineData("""{"size":10,"sizeComparison":"larger"}""", true)]
    [InlineData("""{"size":10,"sizeComparison":"smaller"}""", false)]
    [InlineData("""{"from":"carla","subject":"supper"}""", false)]
    public async Task Acts_on_arriving_mail_that_meets_every_criterion(string criteria, bool acts)
    {
        var label = _api.Mailbox.CreateLabel("Filed").Id;
        await CreateAsync(criteria, $$"""{"addLabelIds":["{{label}}"],"removeLabelIds":["INBOX","UNREAD"]}""");
        var id = _api.Mailbox.Deliver(Some.Mail());
        var message = _api.Mailbox.Messages.Single(message => message.Id == id);
        Assert.Equal(acts ? [label] : ["INBOX", "UNREAD"], message.LabelIds.Order());
    }

    [Fact]
    public async Task Leaves_mail_that_is_there_already_alone()
    {
        _api.Mailbox.Deliver(Some.Mail());
        await CreateAsync("""{"from":"carla"}""", """{"addLabelIds":["STARRED"]}""");
        Assert.DoesNotContain("STARRED", _api.Mailbox.Messages[0].LabelIds);
    }

    [Fact]
    public async Task Trashes_what_a_filter_deletes()
    {
        await CreateAsync("""{"from":"carla"}""", """{"addLabelIds":["TRASH"]}""");
        _api.Mailbox.Deliver(Some.Mail());
        Assert.Equal(["TRASH", "UNREAD"], _api.Mailbox.Messages[0].LabelIds.Order());
    }

    [Fact]
    public async Task Forwards_to_a_verified_address()
    {
        _api.Mailbox.AddForwardingAddress(Api.Ben);
        await CreateAsync("""{"from":"carla"}""", $$"""{"forward":"{{Api.Ben}}"}""");
        _api.Mailbox.Deliver(Some.Mail());
        var forwarded = Assert.Single(_api.Other.Messages);
        Assert.Equal("carla@example.org", forwarded.Mime.From.Mailboxes.Single().Address);
        Assert.Equal(Api.Ben, forwarded.Mime.Headers["X-Forwarded-To"]);
    }

    [Fact]
    public async Task Refuses_to_forward_to_an_address_that_is_not_verified()
    {
        _api.Mailbox.AddForwardingAddress(Api.Ben, isVerified: false);
        Assert.Equal(400, (await CreateAsync("""{"from":"carla"}""", $$"""{"forward":"{{Api.Ben}}"}""")).Status);
        Assert.Equal(
            400, (await CreateAsync("""{"from":"carla"}""", """{"forward":"mallory@example.org"}""")).Status);
    }

    [Fact]
    public async Task Takes_one_user_label()
    {
        var (one, two) = (_api.Mailbox.CreateLabel("One").Id, _api.Mailbox.CreateLabel("Two").Id);
        var reply = await CreateAsync("""{"from":"carla"}""", $$"""{"addLabelIds":["{{one}}","{{two}}"]}""");
        Assert.Equal(400, reply.Status);
    }

    [Theory]
    [InlineData("{}", """{"addLabelIds":["STARRED"]}""")]
    [InlineData("""{"from":"carla"}""", "{}")]
    [InlineData("""{"from":"carla"}""", """{"addLabelIds":["INBOX"]}""")]
    [InlineData("""{"from":"carla"}""", """{"addLabelIds":["Label_404"]}""")]
    [InlineData("""{"from":"carla"}""", """{"removeLabelIds":["STARRED"]}""")]
    [InlineData("""{"size":10}""", """{"addLabelIds":["STARRED"]}""")]
    [InlineData("""{"size":10,"sizeComparison":"bigger"}""", """{"addLabelIds":["STARRED"]}""")]
    public async Task Refuses_what_is_no_filter(string criteria, string action) =>
        Assert.Equal(400, (await CreateAsync(criteria, action)).Status);

    [Fact]
    public async Task Refuses_the_same_filter_twice()
    {
        await CreateAsync("""{"from":"carla"}""", """{"addLabelIds":["STARRED"]}""");
        var reply = await CreateAsync("""{"from":"carla"}""", """{"addLabelIds":["STARRED"]}""");
        Assert.Equal((400, "Filter already exists"), (reply.Status, reply.ErrorMessage));
    }

    [Fact]
    public async Task Holds_1000_filters()
    {
        for (var i = 0; i < 1000; i++)
        {
            var reply = await CreateAsync($$"""{"from":"p{{i}}"}""", """{"addLabelIds":["STARRED"]}""");
            Assert.Equal(200, reply.Status);
        }

        Assert.Equal(400, (await CreateAsync("""{"from":"last"}""", """{"addLabelIds":["STARRED"]}""")).Status);
    }

    private Task<Reply> CreateAsync(string criteria, string action) =>
        _api.PostAsync("settings/filters", $$"""{"criteria":{{criteria}},"action":{{action}}}""");
}
