using AngleSharp.Dom;

namespace GmailMcp.Mail.Html;

/// <summary>The links of one mail: each target counts once, long ones are shown as host and number.</summary>
internal sealed class LinkList
{
    private const int ShortTarget = 40;

    private readonly List<HtmlLink> _links = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly int _longestShown;
    private readonly Uri? _base;

    public LinkList(HtmlOptions options, IDocument document)
    {
        _longestShown = options.LongestTargetShown;
        var href = document.QuerySelector("base[href]")?.GetAttribute("href");
        _base = Uri.TryCreate(href, UriKind.Absolute, out var found) && found.Scheme is "http" or "https" ? found : null;
    }

    public IReadOnlyList<HtmlLink> All => _links;

    public bool IsKnown(string target) => _numbers.ContainsKey(target);

    /// <summary>Where a link goes, or null where it goes nowhere that may be shown.</summary>
    public string? TargetOf(string? href) => href is null ? null : LinkTarget.Of(href, _base);

    public string Show(string text, string target)
    {
        var isKnown = _numbers.TryGetValue(target, out var number);
        var named = LinkTarget.HostNamedBy(text);
        var isDeceptive = LinkTarget.IsDeceptive(named, target);
        if (!isKnown)
        {
            number = _links.Count + 1;
            _numbers[target] = number;
            _links.Add(new HtmlLink
            {
                Number = number,
                Text = text,
                Target = target,
                IsDeceptive = isDeceptive,
                DisplayedHost = named,
            });
        }
        else if (isDeceptive)
        {
            _links[number - 1] = _links[number - 1] with { IsDeceptive = true, DisplayedHost = named };
        }

        var warning = isDeceptive ? $" ⚠ goes to {LinkTarget.HostOf(target)}" : "";
        if (!isDeceptive && LinkTarget.Says(text, target))
        {
            return target.Length <= _longestShown ? Bare(target) : text;
        }

        return $"[{text}]({Shown(target, number, isKnown)}{warning})";
    }

    private string Shown(string target, int number, bool isKnown)
    {
        if (target.Length <= (isKnown ? ShortTarget : _longestShown))
        {
            return target;
        }

        return isKnown && target.Length > _longestShown ? $"#{number}" : $"{LinkTarget.HostOf(target)}/… #{number}";
    }

    private static string Bare(string target) =>
        target.StartsWith("mailto:", StringComparison.Ordinal) || target.StartsWith("tel:", StringComparison.Ordinal)
            ? target[(target.IndexOf(':', StringComparison.Ordinal) + 1)..]
            : target;
}
