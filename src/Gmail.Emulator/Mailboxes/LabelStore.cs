using System.Globalization;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.Mailboxes;

/// <summary>System labels and those a person made.</summary>
internal sealed class LabelStore
{
    /// <summary>"Gmail supports a maximum of 10,000 labels per mailbox."</summary>
    private const int MostLabels = 10_000;

    private const int LongestName = 225;

    // The order and the visibility in which labels.list gives them.
    private static readonly (string Id, bool IsHidden)[] SystemLabels =
    [
        ("CHAT", true), ("SENT", false), ("INBOX", false), ("IMPORTANT", true), ("TRASH", true), ("DRAFT", false),
        ("SPAM", true), ("CATEGORY_FORUMS", true), ("CATEGORY_UPDATES", true), ("CATEGORY_PERSONAL", true),
        ("CATEGORY_PROMOTIONS", true), ("CATEGORY_SOCIAL", true), ("STARRED", false), ("UNREAD", false),
    ];

    // "The above list is not exhaustive and other reserved label names exist" (Manage labels guide): these are found on
    // messages and by search, but are neither listed nor set through the API.
    private static readonly string[] UnlistedLabels =
    [
        "MUTED", "SNOOZED", "CATEGORY_PURCHASES", "CATEGORY_RESERVATIONS", "YELLOW_STAR", "ORANGE_STAR", "RED_STAR",
        "PURPLE_STAR", "BLUE_STAR", "GREEN_STAR", "RED_BANG", "YELLOW_BANG", "ORANGE_GUILLEMET", "GREEN_CHECK",
        "BLUE_INFO", "PURPLE_QUESTION",
    ];

    // Names that the web interface keeps for itself, beside the ids above.
    private static readonly HashSet<string> ReservedNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "CHATS", "DRAFTS", "ALL MAIL", "SENT MAIL", "SCHEDULED",
    };

    // "labelIds … cannot be manually applied": Manage labels guide, list of system labels.
    private static readonly HashSet<string> NotApplicable = new(StringComparer.Ordinal) { "SENT", "DRAFT", "CHAT" };

    private readonly List<EmulatedLabel> _labels;
    private int _lastNumber;

    public LabelStore() => _labels =
    [
        .. SystemLabels.Select(label => new EmulatedLabel
        {
            Id = label.Id,
            Name = label.Id,
            IsSystem = true,
            MessageListVisibility = label.IsHidden ? "hide" : null,
            LabelListVisibility = label.IsHidden ? "labelHide" : null,
        }),
        .. UnlistedLabels.Select(id => new EmulatedLabel { Id = id, Name = id, IsSystem = true, IsListed = false }),
    ];

    public IReadOnlyList<EmulatedLabel> All => _labels;

    public EmulatedLabel? Find(string labelId) => _labels.Find(label => label.Id == labelId);

    public EmulatedLabel? FindByName(string name) =>
        _labels.Find(label => label.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="GmailApiException">404: no label has this id.</exception>
    public EmulatedLabel Get(string labelId) => Find(labelId) ?? throw GmailApiException.NotFound();

    public EmulatedLabel Create(string? name)
    {
        var checkedName = CheckName(name, except: null);
        if (_labels.Count(label => !label.IsSystem) >= MostLabels)
        {
            throw GmailApiException.Invalid("Too many labels");
        }

        _lastNumber++;
        var label = new EmulatedLabel
        {
            Id = "Label_" + _lastNumber.ToString(CultureInfo.InvariantCulture),
            Name = checkedName,
            IsSystem = false,
            MessageListVisibility = "show",
            LabelListVisibility = "labelShow",
        };
        _labels.Add(label);
        return label;
    }

    public void Delete(EmulatedLabel label) => _labels.Remove(label);

    /// <summary>A name that is free and allowed: 400 for a reserved one, 409 for one that is there, whatever the
    /// case.</summary>
    public string CheckName(string? name, EmulatedLabel? except)
    {
        var trimmed = (name ?? "").Trim();
        var isWellFormed = trimmed.Length is > 0 and <= LongestName
            && trimmed.Split('/').All(segment => segment.Trim().Length > 0)
            && !trimmed.Any(char.IsControl);
        var isReserved = ReservedNames.Contains(trimmed)
            || FindByName(trimmed) is { IsSystem: true };
        if (!isWellFormed || isReserved)
        {
            throw GmailApiException.Invalid("Invalid label name");
        }

        if (FindByName(trimmed) is { } other && other != except)
        {
            throw GmailApiException.Conflict("Label name exists or conflicts");
        }

        return trimmed;
    }

    /// <summary>The ids, each of them known and one that a person may set.</summary>
    public IReadOnlyList<string> CheckApplicable(IReadOnlyList<string> labelIds)
    {
        foreach (var labelId in labelIds)
        {
            if (Find(labelId) is not { IsListed: true } || NotApplicable.Contains(labelId))
            {
                throw GmailApiException.Invalid($"Invalid label: {labelId}");
            }
        }

        return labelIds;
    }

    public IReadOnlyList<string> CheckKnown(IReadOnlyList<string> labelIds)
    {
        foreach (var labelId in labelIds)
        {
            if (Find(labelId) is null)
            {
                throw GmailApiException.Invalid($"Invalid label: {labelId}");
            }
        }

        return labelIds;
    }
}
