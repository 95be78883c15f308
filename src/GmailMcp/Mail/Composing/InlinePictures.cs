using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace GmailMcp.Mail.Composing;

/// <summary>Which attachments the HTML shows itself (<c>src="cid:logo.png"</c>) and which are files beside it.</summary>
/// <param name="Html">The HTML, whose references lead to the content ids of <paramref name="Shown"/>.</param>
/// <param name="Shown">With a content id each.</param>
/// <param name="Files">The others, without one.</param>
internal sealed record InlinePictures(string? Html, IReadOnlyList<OutgoingAttachment> Shown, IReadOnlyList<OutgoingAttachment> Files)
{
    private const int MaxId = 60;

    /// <summary>References longer than this name nothing.</summary>
    private const int MaxReference = 1_000;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'<>()");

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$*+-./=?@^_{|}~");

    /// <param name="html">Null where there is none: then nothing is shown.</param>
    /// <param name="attachments">All of them.</param>
    /// <param name="taken">Content ids that others of the mail have.</param>
    public static InlinePictures Of(string? html, IReadOnlyList<OutgoingAttachment> attachments, IEnumerable<string>? taken = null)
    {
        var ids = new Dictionary<OutgoingAttachment, string>(ReferenceEqualityComparer.Instance);
        if (html is not null && attachments.Count > 0)
        {
            html = Refer(html, attachments, ids, [.. taken ?? []]);
        }

        return new InlinePictures(
            html,
            [.. attachments.Where(ids.ContainsKey).Select(one => one with { ContentId = ids[one] })],
            [.. attachments.Where(one => !ids.ContainsKey(one)).Select(one => one with { ContentId = null })]);
    }

    /// <summary>What the HTML names by <c>cid:</c>, as it is written and as it is meant.</summary>
    public static IReadOnlySet<string> NamesIn(string? html)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (start, length) in References(html ?? ""))
        {
            var raw = html!.Substring(start, length); // not null: it has a reference
            names.Add(raw);
            names.Add(Uri.UnescapeDataString(WebUtility.HtmlDecode(raw)));
        }

        return names;
    }

    private static string Refer(
        string html, IReadOnlyList<OutgoingAttachment> attachments, Dictionary<OutgoingAttachment, string> ids, HashSet<string> taken)
    {
        var byId = ByKey(attachments, one => one.ContentId);
        var byName = ByKey(attachments, one => one.FileName);
        var result = new StringBuilder(html.Length);
        var copied = 0;
        foreach (var (start, length) in References(html))
        {
            var raw = html.Substring(start, length);
            var name = Uri.UnescapeDataString(WebUtility.HtmlDecode(raw));
            if (!byId.TryGetValue(name, out var shown) && !byId.TryGetValue(raw, out shown) && !byName.TryGetValue(name, out shown))
            {
                continue;
            }

            if (!ids.TryGetValue(shown, out var id))
            {
                id = ids[shown] = IdFor(shown.ContentId ?? shown.FileName, taken);
            }

            if (id != name)
            {
                result.Append(html, copied, start - copied).Append(id);
                copied = start + length;
            }
        }

        return result.Append(html, copied, html.Length - copied).ToString();
    }

    private static Dictionary<string, OutgoingAttachment> ByKey(
        IReadOnlyList<OutgoingAttachment> attachments, Func<OutgoingAttachment, string?> key)
    {
        var found = new Dictionary<string, OutgoingAttachment>(StringComparer.Ordinal);
        foreach (var attachment in attachments)
        {
            if (key(attachment) is { Length: > 0 } name)
            {
                found.TryAdd(name, attachment);
            }
        }

        return found;
    }

    // What no header and no URL could hold without tricks gets an id of its own.
    private static string IdFor(string wanted, HashSet<string> taken)
    {
        var id = wanted;
        for (var i = 1; id.Length > MaxId || id.AsSpan().ContainsAnyExcept(IdCharacters) || !taken.Add(id); i++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"picture{i}@inline");
        }

        return id;
    }

    private static IEnumerable<(int Start, int Length)> References(string html)
    {
        const string Scheme = "cid:";
        for (var i = html.IndexOf(Scheme, StringComparison.OrdinalIgnoreCase);
            i >= 0;
            i = html.IndexOf(Scheme, i + Scheme.Length, StringComparison.OrdinalIgnoreCase))
        {
            var start = i + Scheme.Length;
            var before = i == 0 ? 'x' : html[i - 1];
            var isQuoted = before is '"' or '\'';
            if (!isQuoted && before is not ('=' or '(' or ';' or ' '))
            {
                continue;
            }

            var rest = html.AsSpan(start, Math.Min(MaxReference, html.Length - start));
            var length = isQuoted ? rest.IndexOf(before) : rest.IndexOfAny(Ends);
            if (length > 0)
            {
                yield return (start, length);
            }
        }
    }
}
