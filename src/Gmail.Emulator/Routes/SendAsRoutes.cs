using System.Text.Json.Nodes;
using Gmail.Emulator.Content;
using Gmail.Emulator.Http;
using Gmail.Emulator.Mailboxes;

namespace Gmail.Emulator.Routes;

/// <summary>Addresses to send from, and their signatures.</summary>
internal static class SendAsRoutes
{
    public static IReadOnlyDictionary<string, Func<Call, JsonObject?>> All { get; } =
        new Dictionary<string, Func<Call, JsonObject?>>
        {
            ["users.settings.sendAs.list"] = call => new JsonObject
            {
                ["sendAs"] = Json.Array(call.Mailbox.Settings.SendAs.Select(address => address.ToJson())),
            },
            ["users.settings.sendAs.get"] = call => Find(call).ToJson(),
            ["users.settings.sendAs.update"] = call => Update(call, isPatch: false),
            ["users.settings.sendAs.patch"] = call => Update(call, isPatch: true),
        };

    private static JsonObject Update(Call call, bool isPatch)
    {
        var address = Find(call);
        if (!address.IsPrimary)
        {
            // "Addresses other than the primary address for the account can only be updated by service account clients
            // that have been delegated domain-wide authority."
            throw GmailApiException.Forbidden(
                "Access restricted to service accounts that have been delegated domain-wide authority");
        }

        var body = call.Body;
        if (body.Flag("isDefault") == false && body.ContainsKey("isDefault") && address.IsDefault && isPatch)
        {
            // "The only legal value that clients may write to this field is true."
            throw GmailApiException.Invalid("isDefault can only be set to true");
        }

        address.DisplayName = body.Text("displayName") ?? (isPatch ? address.DisplayName : "");
        address.ReplyToAddress = body.Text("replyToAddress") ?? (isPatch ? address.ReplyToAddress : "");
        address.Signature = body.Text("signature") is { } signature
            ? HtmlSanitiser.Clean(signature)
            : isPatch ? address.Signature : "";
        if (body.Flag("isDefault") == true)
        {
            call.Mailbox.Settings.SendAs.ForEach(other => other.IsDefault = other == address);
        }

        return address.ToJson();
    }

    private static SendAsAddress Find(Call call) =>
        call.Mailbox.Settings.FindSendAs(call["sendAsEmail"]) ?? throw GmailApiException.NotFound();
}
