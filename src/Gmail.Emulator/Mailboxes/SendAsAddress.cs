using System.Text.Json.Nodes;

namespace Gmail.Emulator.Mailboxes;

/// <summary>An address that a person may send from: the account's own or an alias.</summary>
internal sealed class SendAsAddress
{
    public required string Email { get; init; }

    public required bool IsPrimary { get; init; }

    public required bool IsVerified { get; init; }

    public string DisplayName { get; set; } = "";

    public string ReplyToAddress { get; set; } = "";

    public string Signature { get; set; } = "";

    public bool IsDefault { get; set; }

    public bool TreatAsAlias { get; set; } = true;

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["sendAsEmail"] = Email,
            ["displayName"] = DisplayName,
            ["replyToAddress"] = ReplyToAddress,
            ["signature"] = Signature,
        };
        if (IsPrimary)
        {
            json["isPrimary"] = true;
        }

        if (IsDefault)
        {
            json["isDefault"] = true;
        }

        if (!IsPrimary)
        {
            json["treatAsAlias"] = TreatAsAlias;
            json["verificationStatus"] = IsVerified ? "accepted" : "pending";
        }

        return json;
    }
}
