using Gmail.Labels;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Mailbox;

/// <summary>The label list is kept for half a minute, and never longer than it is true of what we did ourselves.</summary>
public sealed class LabelListTests
{
    [Fact]
    public async Task The_list_is_asked_for_once_in_half_a_minute()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        await using var server = await TestServer.StartAsync(time: time);

        Assert.Equal(1, (await server.CountAsync("list_email_labels")).Units);
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, (await server.CountAsync("list_email_labels")).Units);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, (await server.CountAsync("list_email_labels")).Units);
    }

    [Theory]
    [InlineData("create_label", """{"name":"New"}""", "New")]
    [InlineData("get_or_create_label", """{"name":"New"}""", "New")]
    [InlineData("update_label", """{"id":"Old","name":"Newer"}""", "Newer")]
    public async Task Our_own_change_is_in_the_next_list(string tool, string arguments, string name)
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Old");
        await server.CallAsync("list_email_labels");

        var changed = await server.CallAsync(tool, arguments);
        var list = await server.CallAsync("list_email_labels");
        await server.CallAsync("undo", $$"""{"undoId":"{{changed.Field("undoId")}}"}""");
        var undone = await server.CallAsync("list_email_labels");

        Assert.Contains($"Name: {name}\n", list.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain($"Name: {name}\n", undone.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_that_was_deleted_is_not_in_the_next_list()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Old");
        await server.CallAsync("list_email_labels");

        await server.CallAsync("delete_label", """{"id":"Old"}""");

        Assert.DoesNotContain("Old", (await server.CallAsync("list_email_labels")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_made_elsewhere_is_found_by_its_name_at_once()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message());
        await server.CallAsync("list_email_labels");
        var made = await server.Elsewhere.Labels.CreateAsync(new Label { Name = "Elsewhere" }, TestContext.Current.CancellationToken);

        var result = await server.CallAsync("modify_email", $$"""{"messageId":"{{id}}","addLabelIds":["elsewhere"]}""");

        Assert.NotEqual(true, result.IsError);
        Assert.Contains(made.Id!, server.Mailbox.Messages.Single().LabelIds);
    }

    [Fact]
    public async Task A_label_renamed_elsewhere_is_not_deleted_by_its_old_name()
    {
        await using var server = await TestServer.StartAsync();
        var label = server.Mailbox.CreateLabel("Old");
        await server.CallAsync("list_email_labels");
        await server.Elsewhere.Labels.PatchAsync(label.Id, new Label { Name = "Kept" }, TestContext.Current.CancellationToken);

        var result = await server.CallAsync("delete_label", """{"id":"Old"}""");

        Assert.True(result.IsError);
        Assert.Contains(server.Mailbox.Labels, known => known.Name == "Kept");
    }
}
