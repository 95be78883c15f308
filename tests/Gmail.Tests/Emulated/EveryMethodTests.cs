using System.Reflection;
using Gmail.Drafts;
using Gmail.Messages;

namespace Gmail.Tests.Emulated;

/// <summary>Each method that the client binds, called once with what it is for, at a server that was written without knowledge
/// of the client.</summary>
public sealed class EveryMethodTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly HashSet<string> _called = [];

    private GmailClient Gmail => _scene.Client;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Is_taken_by_the_emulator_at_the_price_that_the_client_reckons_with()
    {
        _scene.Mailbox.AddForwardingAddress(Scene.Ben);
        var bound = typeof(GmailClient).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Select(method => method.GetCustomAttribute<GmailMethodAttribute>()?.MethodId)
            .OfType<string>()
            .Distinct();
        await MessagesAsync();
        await ThreadsAsync();
        await DraftsAsync();
        await LabelsAsync();
        await SettingsAsync();
        await TheRestAsync();
        Assert.Equal(bound.Order(StringComparer.Ordinal), _called.Order(StringComparer.Ordinal));
    }

    private async Task MessagesAsync()
    {
        var attached = _scene.Mailbox.Deliver(Some.BytesWithAttachment(Some.Noise(5_000)), ["INBOX"]);
        var messageId = _scene.Deliver();
        await CallAsync("users.messages.list", () => Gmail.Messages.ListAsync("lunch", ["INBOX"], 10));
        var read = await CallAsync("users.messages.get", () => Gmail.Messages.GetAsync(attached));
        var attachmentId = read.Payload!.Parts![1].Body!.AttachmentId!;
        await CallAsync(
            "users.messages.attachments.get", () => Gmail.Messages.GetAttachmentAsync(attached, attachmentId));
        await CallAsync("users.messages.modify", () => Gmail.Messages.ModifyAsync(messageId, ["STARRED"], ["UNREAD"]));
        await CallAsync("users.messages.trash", () => Gmail.Messages.TrashAsync(messageId));
        await CallAsync("users.messages.untrash", () => Gmail.Messages.UntrashAsync(messageId));
        await CallAsync("users.messages.insert", () => Gmail.Messages.InsertAsync(Some.Mail()));
        await CallAsync("users.messages.import", () => Gmail.Messages.ImportAsync(Some.Mail()));
        await CallAsync("users.messages.send", () => Gmail.Messages.SendAsync(Some.Mail(to: Scene.Ben)));
        await CallAsync(
            "users.messages.batchModify", () => Gmail.Messages.BatchModifyAsync([messageId], ["IMPORTANT"], null));
        await CallAsync("users.messages.delete", () => Gmail.Messages.DeleteAsync(messageId));
        await CallAsync("users.messages.batchDelete", () => Gmail.Messages.BatchDeleteAsync([attached]));
    }

    private async Task ThreadsAsync()
    {
        var threadId = _scene.Deliver();
        await CallAsync("users.threads.list", () => Gmail.Threads.ListAsync(maxResults: 5));
        await CallAsync("users.threads.get", () => Gmail.Threads.GetAsync(threadId));
        await CallAsync("users.threads.modify", () => Gmail.Threads.ModifyAsync(threadId, ["STARRED"], null));
        await CallAsync("users.threads.trash", () => Gmail.Threads.TrashAsync(threadId));
        await CallAsync("users.threads.untrash", () => Gmail.Threads.UntrashAsync(threadId));
        await CallAsync("users.threads.delete", () => Gmail.Threads.DeleteAsync(threadId));
    }

    private async Task DraftsAsync()
    {
        var draft = await CallAsync("users.drafts.create", () => Gmail.Drafts.CreateAsync(Some.Mail(to: Scene.Ben)));
        await CallAsync("users.drafts.list", () => Gmail.Drafts.ListAsync("lunch"));
        await CallAsync<Draft>("users.drafts.get", () => Gmail.Drafts.GetAsync(draft.Id!, MessageFormat.Minimal));
        await CallAsync("users.drafts.update", () => Gmail.Drafts.UpdateAsync(draft.Id!, Some.Mail("Dinner", to: Scene.Ben)));
        await CallAsync("users.drafts.send", () => Gmail.Drafts.SendAsync(draft.Id!));
        var other = await Gmail.Drafts.CreateAsync(Some.Mail());
        await CallAsync("users.drafts.delete", () => Gmail.Drafts.DeleteAsync(other.Id!));
    }

    private async Task LabelsAsync()
    {
        var label = await CallAsync("users.labels.create", () => Gmail.Labels.CreateAsync(new() { Name = "Plans" }));
        await CallAsync("users.labels.list", () => Gmail.Labels.ListAsync());
        var read = await CallAsync("users.labels.get", () => Gmail.Labels.GetAsync(label.Id!));
        await CallAsync("users.labels.update", () => Gmail.Labels.UpdateAsync(label.Id!, read with { Name = "Dreams" }));
        await CallAsync("users.labels.patch", () => Gmail.Labels.PatchAsync(label.Id!, new() { Name = "Deeds" }));
        await CallAsync("users.labels.delete", () => Gmail.Labels.DeleteAsync(label.Id!));
    }

    private async Task SettingsAsync()
    {
        var settings = Gmail.Settings;
        var filter = await CallAsync("users.settings.filters.create", () => settings.Filters.CreateAsync(new()
        {
            Criteria = new() { From = Scene.Ben, HasAttachment = true, Size = 1_000, SizeComparison = "larger" },
            Action = new() { AddLabelIds = ["STARRED"], Forward = Scene.Ben },
        }));
        await CallAsync("users.settings.filters.list", () => settings.Filters.ListAsync());
        await CallAsync("users.settings.filters.get", () => settings.Filters.GetAsync(filter.Id!));
        await CallAsync("users.settings.filters.delete", () => settings.Filters.DeleteAsync(filter.Id!));
        var vacation = await CallAsync("users.settings.getVacation", () => settings.Vacation.GetAsync());
        await CallAsync("users.settings.updateVacation", () => settings.Vacation.UpdateAsync(
            vacation with { EnableAutoReply = true, ResponseSubject = "Away" }));
        var sendAs = await CallAsync("users.settings.sendAs.get", () => settings.SendAs.GetAsync(Scene.Anna));
        await CallAsync("users.settings.sendAs.list", () => settings.SendAs.ListAsync());
        await CallAsync("users.settings.sendAs.patch", () => settings.SendAs.PatchAsync(
            Scene.Anna, new() { Signature = "<b>Anna</b>" }));
        await CallAsync("users.settings.sendAs.update", () => settings.SendAs.UpdateAsync(
            Scene.Anna, sendAs with { DisplayName = "Anna M." }));
        var imap = await CallAsync("users.settings.getImap", () => settings.Imap.GetAsync());
        await CallAsync("users.settings.updateImap", () => settings.Imap.UpdateAsync(imap with { MaxFolderSize = 1_000 }));
        var pop = await CallAsync("users.settings.getPop", () => settings.Pop.GetAsync());
        await CallAsync("users.settings.updatePop", () => settings.Pop.UpdateAsync(pop));
        await CallAsync("users.settings.getLanguage", () => settings.Language.GetAsync());
        await CallAsync("users.settings.updateLanguage", () => settings.Language.UpdateAsync(new() { DisplayLanguage = "de" }));
        await CallAsync("users.settings.getAutoForwarding", () => settings.AutoForwarding.GetAsync());
        await CallAsync("users.settings.forwardingAddresses.list", () => settings.ForwardingAddresses.ListAsync());
        await CallAsync(
            "users.settings.forwardingAddresses.get", () => settings.ForwardingAddresses.GetAsync(Scene.Ben));
    }

    private async Task TheRestAsync()
    {
        var profile = await CallAsync("users.getProfile", () => Gmail.Profile.GetAsync());
        Assert.Equal(Scene.Anna, profile.EmailAddress);
        await CallAsync("users.history.list", () => Gmail.History.ListAsync(profile.HistoryId!));
        await CallAsync("users.watch", () => Gmail.Push.WatchAsync(new() { TopicName = "projects/p/topics/t" }));
        await CallAsync("users.stop", () => Gmail.Push.StopAsync());
    }

    private async Task<T> CallAsync<T>(string methodId, Func<Task<T>> call)
    {
        var answer = default(T)!; // set by the call
        await CallAsync(methodId, async () => { answer = await call(); });
        Assert.NotNull(answer);
        return answer;
    }

    private async Task CallAsync(string methodId, Func<Task> call)
    {
        var (ours, theirs) = (Gmail.UnitsSpent, _scene.Gmail.UnitsSpent);
        await call();
        Assert.Equal(methodId, _scene.Gmail.Requests[^1].MethodId);
        Assert.Equal(
            (methodId, _scene.Gmail.UnitsSpent - theirs), (methodId, (int)(Gmail.UnitsSpent - ours)));
        _called.Add(methodId);
    }
}
