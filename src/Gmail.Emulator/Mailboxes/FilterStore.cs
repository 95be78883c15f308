using System.Text.Json.Nodes;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.Mailboxes;

/// <summary>The filters of a mailbox.</summary>
internal sealed class FilterStore(Random chance)
{
    /// <summary>"You can only create a maximum of 1,000 filters" (settings.filters.create).</summary>
    private const int MostFilters = 1000;

    // Manage filters guide, "Actions": what a filter may add and remove among system labels.
    private static readonly HashSet<string> Addable = new(StringComparer.Ordinal)
    {
        "TRASH", "STARRED", "IMPORTANT", "CATEGORY_PERSONAL", "CATEGORY_SOCIAL", "CATEGORY_PROMOTIONS",
        "CATEGORY_UPDATES", "CATEGORY_FORUMS",
    };

    private static readonly HashSet<string> Removable = new(StringComparer.Ordinal)
    {
        "INBOX", "UNREAD", "SPAM", "IMPORTANT",
    };

    private readonly List<MailFilter> _filters = [];

    public IReadOnlyList<MailFilter> All => _filters;

    public MailFilter Get(string filterId) =>
        _filters.Find(filter => filter.Id == filterId) ?? throw GmailApiException.NotFound();

    public void Delete(string filterId) => _filters.Remove(Get(filterId));

    public MailFilter Create(JsonObject body, LabelStore labels, Predicate<string> isForwardingAddress)
    {
        var criteria = body.Child("criteria") ?? [];
        var action = body.Child("action") ?? [];
        CheckCriteria(criteria);
        CheckAction(action, labels, isForwardingAddress);
        if (_filters.Exists(filter => filter.IsSameAs(criteria, action)))
        {
            throw GmailApiException.FailedPrecondition("Filter already exists");
        }

        if (_filters.Count >= MostFilters)
        {
            throw GmailApiException.FailedPrecondition("Too many filters");
        }

        var bytes = new byte[30];
        chance.NextBytes(bytes);
        var filter = new MailFilter(
            "ANe1Bm" + Base64UrlText.Encode(bytes), criteria.DeepClone().AsObject(), action.DeepClone().AsObject());
        _filters.Add(filter);
        return filter;
    }

    private static void CheckCriteria(JsonObject criteria)
    {
        string[] texts = ["from", "to", "subject", "query", "negatedQuery"];
        var hasText = texts.Any(name => !string.IsNullOrWhiteSpace(criteria.Text(name)));
        var size = criteria.Number("size");
        if (size < 0)
        {
            throw GmailApiException.Invalid("Invalid size in filter criteria");
        }

        if (criteria.Text("sizeComparison") is { } comparison
            && comparison is not ("unspecified" or "smaller" or "larger"))
        {
            throw GmailApiException.Invalid(
                $"Invalid value at 'filter.criteria.size_comparison' (TYPE_ENUM), \"{comparison}\"");
        }

        if (size is not null && criteria.Text("sizeComparison") is null or "unspecified")
        {
            throw GmailApiException.Invalid("A size in filter criteria needs a sizeComparison");
        }

        if (!hasText && size is null && criteria.Flag("hasAttachment") != true)
        {
            throw GmailApiException.Invalid("Filter doesn't have any criteria");
        }
    }

    private static void CheckAction(JsonObject action, LabelStore labels, Predicate<string> isForwardingAddress)
    {
        var added = action.List("addLabelIds");
        var removed = action.List("removeLabelIds");
        var forward = action.Text("forward");
        if (added.Count == 0 && removed.Count == 0 && string.IsNullOrEmpty(forward))
        {
            throw GmailApiException.Invalid("Filter doesn't have any actions");
        }

        foreach (var labelId in added)
        {
            if (labels.Find(labelId) is not { } label || (label.IsSystem && !Addable.Contains(labelId)))
            {
                throw GmailApiException.Invalid($"Invalid label {labelId} in AddLabelIds");
            }
        }

        if (added.Count(labelId => labels.Find(labelId) is { IsSystem: false }) > 1)
        {
            throw GmailApiException.Invalid("A filter can only add one user label");
        }

        foreach (var labelId in removed)
        {
            if (!Removable.Contains(labelId))
            {
                throw GmailApiException.Invalid($"Invalid label {labelId} in RemoveLabelIds");
            }
        }

        if (!string.IsNullOrEmpty(forward) && !isForwardingAddress(forward))
        {
            throw GmailApiException.FailedPrecondition("Unrecognized forwarding address");
        }
    }
}
