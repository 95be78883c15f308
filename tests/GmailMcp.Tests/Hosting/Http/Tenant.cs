using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gmail.Emulator;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>One of many people at one server: a key, a mailbox in which everything bears the same mark, and what they do.</summary>
internal sealed partial class Tenant
{
    private const int Messages = 12;

    private readonly List<string> _messageIds = [];

    public Tenant(int number, EmulatedGmail gmail)
    {
        Key = $"key of {number}";
        Owner = GmailMcp.Accounts.Owner.OfKey($"tenant{number}");
        Mark = $"canary{number.ToString("d3", CultureInfo.InvariantCulture)}z";
        Address = $"{Mark}@example.com";
        var mailbox = gmail.AddAccount(Address, Mark);
        for (var i = 0; i < Messages; i++)
        {
            _messageIds.Add(mailbox.Deliver(Some.Message(
                $"{Mark} number {i}", from: $"{Mark} <{Mark}@example.org>", to: Address, body: $"The secret of {Mark}.")));
        }

        mailbox.CreateLabel($"{Mark}/label");
        mailbox.AddFilter(new JsonObject
        {
            ["criteria"] = new JsonObject { ["from"] = $"{Mark}@example.org" },
            ["action"] = new JsonObject { ["addLabelIds"] = new JsonArray("STARRED") },
        });
    }

    public string Key { get; }

    public GmailMcp.Accounts.Owner Owner { get; }

    /// <summary>Stands in each subject, body, address, file, label and filter of this mailbox, and in no other.</summary>
    public string Mark { get; }

    public string Address { get; }

    /// <summary>The marks in a text that are not this tenant's.</summary>
    public IReadOnlyList<string> Foreign(string text) =>
        [.. Marks().Matches(text).Select(match => match.Value).Where(mark => mark != Mark).Distinct()];

    /// <summary>Any of the things that people do.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="other">Another tenant, whose ids this one tries too.</param>
    public (string Tool, JsonObject Arguments) Wish(Random random, Tenant other) => random.Next(16) switch
    {
        0 or 1 or 2 => ("search_emails", new() { ["query"] = random.Next(3) == 0 ? "canary" : "", ["maxResults"] = random.Next(1, 5) }),
        3 or 4 or 5 => ("read_email", new() { ["messageId"] = Any(random) }),
        6 => ("read_email", new() { ["messageId"] = other.Any(random) }),
        7 or 8 => ("list_email_labels", []),
        9 => ("get_or_create_label", new() { ["name"] = $"{Mark}/{random.Next(5)}" }),
        10 => ("modify_email", new() { ["messageId"] = Any(random), ["addLabelIds"] = new JsonArray($"{Mark}/label") }),
        11 => ("batch_modify_emails", new()
        {
            ["messageIds"] = new JsonArray(Any(random), other.Any(random)),
            ["addLabelIds"] = new JsonArray("STARRED"),
        }),
        12 => ("draft_email", Mail(random)),
        13 => ("list_filters", []),
        14 => ("send_email", Mail(random)),
        _ => ("check_authentication", []),
    };

    private JsonObject Mail(Random random) => new()
    {
        ["to"] = new JsonArray(Address),
        ["subject"] = $"{Mark} {random.Next()}",
        ["body"] = $"Only for {Mark}.",
    };

    private string Any(Random random) => _messageIds[random.Next(_messageIds.Count)];

    [GeneratedRegex("canary[0-9]{3}z")]
    private static partial Regex Marks();
}
