using System.Globalization;

namespace GmailMcp.Mail.Attachments;

/// <summary>Pages or slides asked for, such as <c>1-3,7</c>.</summary>
internal sealed class PageRange
{
    private const int MostRanges = 100;

    private readonly IReadOnlyList<(int From, int To)> _ranges;

    private PageRange(IReadOnlyList<(int From, int To)> ranges) => _ranges = ranges;

    public static PageRange All { get; } = new([(1, int.MaxValue)]);

    /// <exception cref="UnreadableException">It is no such text.</exception>
    public static PageRange Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return All;
        }

        var ranges = new List<(int From, int To)>();
        foreach (var piece in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var dash = piece.IndexOf('-', StringComparison.Ordinal);
            var from = Number(dash < 0 ? piece : piece[..dash]);
            var to = dash < 0 ? from : dash == piece.Length - 1 ? int.MaxValue : Number(piece[(dash + 1)..]);
            if (from is null || to is null || from < 1 || to < from || ranges.Count == MostRanges)
            {
                throw new UnreadableException("pages must look like 1-3,7; pages are counted from 1.") { IsAboutRequest = true };
            }

            ranges.Add((from.Value, to.Value));
        }

        return ranges.Count == 0 ? All : new PageRange(ranges);
    }

    public bool Includes(int page) => _ranges.Any(range => page >= range.From && page <= range.To);

    private static int? Number(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
