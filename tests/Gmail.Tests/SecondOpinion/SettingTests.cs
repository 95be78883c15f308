using Gmail.Settings;

namespace Gmail.Tests.SecondOpinion;

public abstract class SettingTests(GmailServer server) : SharedTests(server)
{
    public sealed class OnOurs() : SettingTests(new EmulatorServer());

    public sealed class OnNpm(NpmEmulate npm) : SettingTests(npm);

    [Fact]
    public async Task Creates_and_lists_filters()
    {
        var label = await Gmail.Labels.CreateAsync(new() { Name = "Shop" });
        var created = await Gmail.Settings.Filters.CreateAsync(Filter("billing@shop.example", label.Id!));
        Assert.NotEmpty(created.Id!);
        var listed = Assert.Single(await Gmail.Settings.Filters.ListAsync());
        Assert.Equal((created.Id, "billing@shop.example"), (listed.Id, listed.Criteria!.From));
        Assert.Equal([label.Id!], listed.Action!.AddLabelIds!);
        Assert.Equal(["INBOX"], listed.Action.RemoveLabelIds!);
    }

    [Fact]
    public async Task Lists_no_filters_where_there_are_none() =>
        Assert.Empty(await Gmail.Settings.Filters.ListAsync());

    [Fact]
    public async Task Deletes_a_filter()
    {
        var created = await Gmail.Settings.Filters.CreateAsync(Filter("carla@example.org", "STARRED"));
        await Gmail.Settings.Filters.DeleteAsync(created.Id!);
        Assert.Empty(await Gmail.Settings.Filters.ListAsync());
        Assert.Equal(
            GmailErrorKind.NotFound, await KindAsync(() => Gmail.Settings.Filters.DeleteAsync(created.Id!)));
    }

    [Fact]
    public async Task Refuses_a_filter_for_a_label_that_is_not_there() =>
        Assert.Equal(
            GmailErrorKind.InvalidArgument,
            await KindAsync(() => Gmail.Settings.Filters.CreateAsync(Filter("carla@example.org", "Label_404"))));

    [Fact]
    public async Task Refuses_a_filter_that_does_nothing() =>
        Assert.Equal(
            GmailErrorKind.InvalidArgument,
            await KindAsync(() => Gmail.Settings.Filters.CreateAsync(
                new() { Criteria = new() { From = "carla@example.org" }, Action = new() })));

    [Fact]
    public async Task Lists_the_address_of_the_account_as_the_primary_one()
    {
        var address = Assert.Single(await Gmail.Settings.SendAs.ListAsync());
        Assert.Equal((SignedIn.EmailAddress, true, true), (address.SendAsEmail, address.IsPrimary, address.IsDefault));
    }

    [Fact]
    public async Task Lists_no_forwarding_addresses_where_there_are_none() =>
        Assert.Empty(await Gmail.Settings.ForwardingAddresses.ListAsync());

    [Fact]
    public async Task Watches_and_stops()
    {
        await InsertAsync("mail");
        var watch = await Gmail.Push.WatchAsync(new() { TopicName = "projects/p/topics/gmail" });
        Assert.Matches("^[0-9]+$", watch.HistoryId);
        Assert.True(watch.Expiration > DateTimeOffset.Parse("2026-01-01Z").ToUnixTimeMilliseconds());
        await Gmail.Push.StopAsync();
    }

    private static Filter Filter(string from, string labelId) => new()
    {
        Criteria = new() { From = from },
        Action = new() { AddLabelIds = [labelId], RemoveLabelIds = ["INBOX"] },
    };
}
