using System.Globalization;
using System.Text.Json.Nodes;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.Routes;

/// <summary>The profile, and push notifications as far as they can be seen without Pub/Sub.</summary>
internal static class ProfileRoutes
{
    /// <summary>"You must call watch at least once every 7 days" (guide, Push notifications).</summary>
    private static readonly TimeSpan WatchLifetime = TimeSpan.FromDays(7);

    public static IReadOnlyDictionary<string, Func<Call, JsonObject?>> All { get; } =
        new Dictionary<string, Func<Call, JsonObject?>>
        {
            ["users.getProfile"] = GetProfile,
            ["users.watch"] = Watch,
            ["users.stop"] = Stop,
        };

    private static JsonObject GetProfile(Call call) => new()
    {
        ["emailAddress"] = call.Mailbox.EmailAddress,
        ["messagesTotal"] = call.Mailbox.Stored.Count(),
        ["threadsTotal"] = call.Mailbox.Stored.Select(message => message.ThreadId).Distinct().Count(),
        ["historyId"] = MessageJson.Text(call.Mailbox.History.Current),
    };

    private static JsonObject Watch(Call call)
    {
        var topic = call.Body.Text("topicName") ?? "";
        if (topic.Split('/') is not ["projects", { Length: > 0 }, "topics", { Length: > 0 }])
        {
            throw GmailApiException.Invalid(
                $"Invalid topicName does not match projects/<project>/topics/<topic>: {topic}");
        }

        call.Mailbox.LabelStore.CheckKnown(call.Body.List("labelIds"));
        var now = call.Gmail.Options.TimeProvider.GetUtcNow();
        if (call.Mailbox.Settings.Watch is { } current && current.Topic != topic && current.Expiration > now)
        {
            throw GmailApiException.Invalid(
                "Only one user push notification client allowed per developer (call /stop then try again)");
        }

        var expiration = now + WatchLifetime;
        call.Mailbox.Settings.Watch = (topic, expiration);
        return new JsonObject
        {
            ["historyId"] = MessageJson.Text(call.Mailbox.History.Current),
            ["expiration"] = expiration.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        };
    }

    private static JsonObject? Stop(Call call)
    {
        call.Mailbox.Settings.Watch = null;
        return null;
    }
}
