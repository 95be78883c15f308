using AngleSharp.Dom;

namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>The lines that an HTML mail shows, each with the nodes it is made of and what the structure says.</summary>
/// <remarks>A leaf is a node that shows something: a text, a line break, a rule, a picture.</remarks>
internal sealed class HtmlLines
{
    private readonly List<NodeRange> _nodes;
    private readonly List<HtmlLine> _lines;

    internal HtmlLines(string text, List<HtmlLine> lines, List<NodeRange> nodes)
    {
        Text = text;
        _lines = lines;
        _nodes = nodes;
    }

    public string Text { get; }

    public static HtmlLines Of(IElement body) => new HtmlLineBuilder().Read(body);

    public (int Depth, LineMarks Marks) StructureOf(int line) =>
        line < _lines.Count ? (_lines[line].Depth, _lines[line].Marks) : (0, LineMarks.None);

    /// <summary>The leaves that lines are made of and that no other line shares; none where First is above Last.
    /// </summary>
    public (int First, int Last) LeavesOf(Segment segment)
    {
        var (first, last) = (int.MaxValue, -1);
        for (var i = segment.First; i <= segment.Last && i < _lines.Count; i++)
        {
            if (_lines[i].FirstLeaf <= _lines[i].LastLeaf)
            {
                first = Math.Min(first, _lines[i].FirstLeaf);
                last = Math.Max(last, _lines[i].LastLeaf);
            }
        }

        first += Shares(segment.First - 1, first) ? 1 : 0;
        last -= Shares(segment.Last + 1, last) ? 1 : 0;
        return (first, last);
    }

    /// <summary>For each range of leaves, in order, the highest nodes that lie within it.</summary>
    public IReadOnlyList<IReadOnlyList<INode>> NodesIn(IReadOnlyList<(int First, int Last)> ranges)
    {
        var result = ranges.Select(_ => new List<INode>()).ToList();
        var range = 0;

        // The first node is the body, which stays whatever is folded.
        for (var i = 1; i < _nodes.Count && range < ranges.Count;)
        {
            var node = _nodes[i];
            if (node.FirstLeaf > ranges[range].Last)
            {
                range++;
                continue;
            }

            var isWithin = node.HasLeaves
                ? node.FirstLeaf >= ranges[range].First && node.LastLeaf <= ranges[range].Last
                : node.FirstLeaf > ranges[range].First;
            if (isWithin)
            {
                result[range].Add(node.Node);
            }

            i = isWithin ? node.End : i + 1;
        }

        return result;
    }

    private bool Shares(int line, int leaf) =>
        line >= 0 && line < _lines.Count && _lines[line].FirstLeaf <= leaf && leaf <= _lines[line].LastLeaf;
}
