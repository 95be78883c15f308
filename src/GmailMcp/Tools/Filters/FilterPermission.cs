using Gmail.Settings;
using GmailMcp.Mail.Composing;
using GmailMcp.Policy;

namespace GmailMcp.Tools.Filters;

/// <summary>Stands before every filter that is made: one that forwards sends mail for ever, and one that deletes hides it.</summary>
internal sealed class FilterPermission(Permission permission, RecipientPolicy recipients)
{
    /// <exception cref="ToolException">It may not be made.</exception>
    public Task RequireAsync(Filter filter, CancellationToken cancellationToken)
    {
        var forward = filter.Action?.Forward;
        if (forward is { Length: > 0 })
        {
            var address = Recipient.Parse("forward", forward).Address;
            if (RecipientWords.WhyNot(recipients, address) is { } why)
            {
                throw new ToolException($"The filter was not made. {why}");
            }
        }

        var doesHarm = forward is { Length: > 0 } || MessageChange.IsDelete(filter.Action?.AddLabelIds ?? []);
        return permission.RequireAsync(
            new PlannedAct
            {
                What = forward is { Length: > 0 } ? "to make a filter that forwards mail"
                    : doesHarm ? "to make a filter that deletes mail"
                    : "to make a filter",
                DescribeAsync = _ => Task.FromResult(Describe(filter)),
                Digest = ActDigest.Of(Fields(filter).SelectMany(field => new[] { field.Name, field.Value })),
                AsksUnderAuto = doesHarm,
                AsksUnderAlways = doesHarm,
                NeedsSomebody = true,
                Counts = CappedAct.Filter,
            },
            cancellationToken);
    }

    private static string Describe(Filter filter) => string.Join(
        '\n',
        Fields(filter).Where(field => field.Value is { Length: > 0 }).Select(field => $"{field.Name}: {PersonText.Line(field.Value)}"));

    private static IEnumerable<(string Name, string? Value)> Fields(Filter filter) =>
    [
        ("Forwards to", filter.Action?.Forward),
        ("Adds labels", Join(filter.Action?.AddLabelIds)),
        ("Removes labels", Join(filter.Action?.RemoveLabelIds)),
        ("Mail from", filter.Criteria?.From),
        ("Mail to", filter.Criteria?.To),
        ("With subject", filter.Criteria?.Subject),
        ("Matching", filter.Criteria?.Query),
        ("Not matching", filter.Criteria?.NegatedQuery),
        ("With attachment", filter.Criteria?.HasAttachment?.ToString()),
        ("Without chats", filter.Criteria?.ExcludeChats?.ToString()),
        ("Size", filter.Criteria?.Size?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Size is", filter.Criteria?.SizeComparison),
    ];

    private static string? Join(IReadOnlyList<string>? labelIds) => labelIds is null ? null : string.Join(", ", labelIds);
}
