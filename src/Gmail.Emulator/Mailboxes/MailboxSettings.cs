using System.Text.Json.Nodes;

namespace Gmail.Emulator.Mailboxes;

/// <summary>Settings of a mailbox, as the API shows them.</summary>
internal sealed class MailboxSettings
{
    public JsonObject Vacation { get; set; } = new() { ["enableAutoReply"] = false };

    public JsonObject Imap { get; set; } = new()
    {
        ["enabled"] = true,
        ["autoExpunge"] = true,
        ["expungeBehavior"] = "archive",
        ["maxFolderSize"] = 0,
    };

    public JsonObject Pop { get; set; } = new() { ["accessWindow"] = "disabled", ["disposition"] = "leaveInInbox" };

    public JsonObject Language { get; set; } = new() { ["displayLanguage"] = "en" };

    public JsonObject AutoForwarding { get; set; } = new() { ["enabled"] = false };

    public List<SendAsAddress> SendAs { get; } = [];

    /// <summary>Address and whether its owner agreed.</summary>
    public List<(string Email, bool IsVerified)> ForwardingAddresses { get; } = [];

    /// <summary>The push watch: topic, labels and its end.</summary>
    public (string Topic, DateTimeOffset Expiration)? Watch { get; set; }

    public SendAsAddress? FindSendAs(string email) =>
        SendAs.Find(address => address.Email.Equals(email, StringComparison.OrdinalIgnoreCase));

    public bool IsVerifiedForwardingAddress(string email) => ForwardingAddresses.Exists(
        address => address.IsVerified && address.Email.Equals(email, StringComparison.OrdinalIgnoreCase));
}
