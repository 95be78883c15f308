using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;

namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>Walks a document once, without recursion: mails nest as deep as they like.</summary>
internal sealed class HtmlLineBuilder
{
    // Not of underscores: those are a mailing list's footer.
    private const string Rule = "--------------------------------";
    private const int LongestSignature = 40;
    private const int LongestIntroduction = 6;
    private const int LongestLabel = 30;
    private const int FewestHeaders = 3;
    private const int LinesLookedAt = 20;
    private const int LongestLook = 200;

    private static readonly FrozenSet<string> Blocks = FrozenSet.Create(
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
        "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul");

    private static readonly FrozenSet<string> Unseen =
        FrozenSet.Create("head", "script", "style", "template", "title", "noscript", "object", "iframe");

    private readonly StringBuilder _text = new();
    private readonly List<HtmlLine> _lines = [];
    private readonly List<int> _lineEnds = [];
    private readonly List<(int Line, int Step)> _deeper = [];
    private readonly List<NodeRange> _nodes = [];
    private readonly Stack<Open> _open = new();
    private readonly List<Open> _containers = [];

    private int _leaves;
    private int _lineStart;
    private int _firstLeaf = -1;
    private int _depth;
    private int _weakDepth;
    private int _preformatted;
    private int _introductions;
    private bool _historyStarts;

    public HtmlLines Read(IElement body)
    {
        Enter(body);
        while (_open.TryPeek(out var open))
        {
            if (open.Next < open.Element.ChildNodes.Length)
            {
                Visit(open.Element.ChildNodes[open.Next++]);
            }
            else
            {
                Leave(_open.Pop());
            }
        }

        EndLine();
        Deepen();
        return new HtmlLines(_text.ToString(), _lines, _nodes);
    }

    private void Visit(INode node)
    {
        switch (node)
        {
            case IText text:
                Add(text);
                break;
            case IElement { LocalName: "br" or "hr" or "img" } element:
                AddLeaf(element);
                break;
            case IElement element when !Unseen.Contains(element.LocalName):
                Enter(element);
                break;
            default:
                _nodes.Add(new NodeRange(node, _leaves, _leaves - 1, _nodes.Count + 1));
                break;
        }
    }

    private void Enter(IElement element)
    {
        var open = new Open(element, HtmlRoles.Of(element), _nodes.Count, _leaves);
        if (Blocks.Contains(element.LocalName) || open.Role != HtmlRole.None)
        {
            EndLineIfFull();
            BlankLineAround(element);
        }
        else if (element.LocalName is "td" or "th")
        {
            _text.Append(' ');
        }

        open.FirstLine = _lines.Count;
        Count(open, 1);
        _historyStarts |= open.Role == HtmlRole.HistoryStart;
        if (open.Role is HtmlRole.Quote or HtmlRole.WeakQuote)
        {
            TellContainers();
        }
        else if (open.Role == HtmlRole.QuoteContainer)
        {
            _containers.Add(open);
        }

        // Leave() fills in what is not known yet.
        _nodes.Add(new NodeRange(element, _leaves, _leaves - 1, _nodes.Count + 1));
        _open.Push(open);
    }

    private void Leave(Open open)
    {
        if (Blocks.Contains(open.Element.LocalName) || open.Role != HtmlRole.None)
        {
            EndLineIfFull();
            BlankLineAround(open.Element);
        }

        Count(open, -1);
        _nodes[open.Node] = new NodeRange(open.Element, open.FirstLeaf, _leaves - 1, _nodes.Count);
        switch (open.Role)
        {
            case HtmlRole.QuoteContainer:
                _containers.RemoveAt(_containers.Count - 1);
                MarkContainer(open);
                break;
            case HtmlRole.OutlookHeader when CountLabels(open.FirstLine) >= FewestHeaders:
                Mark(FirstFull(open.FirstLine), LineMarks.HistoryStart);
                break;
            case HtmlRole.Signature when _lines.Count - open.FirstLine <= LongestSignature:
                MarkFrom(open.FirstLine, _lines.Count, LineMarks.Signature);
                break;
        }
    }

    private void Count(Open open, int step)
    {
        _depth += open.Role is HtmlRole.Quote or HtmlRole.History ? step : 0;
        _weakDepth += open.Role == HtmlRole.WeakQuote ? step : 0;
        _introductions += open.Role == HtmlRole.Introduction ? step : 0;
        _preformatted += open.Element.LocalName == "pre" ? step : 0;
    }

    // What has a quote inside has all around it, too: the first that knows ends the walk.
    private void TellContainers()
    {
        for (var i = _containers.Count - 1; i >= 0 && _containers[i].FirstQuote < 0; i--)
        {
            _containers[i].FirstQuote = _lines.Count;
        }
    }

    // Gmail puts quotes, and answers between them, into one div; a mail handed on has no blockquote.
    private void MarkContainer(Open open)
    {
        var first = FirstFull(open.FirstLine);
        if (first < 0 || Separators.IsForward(TextOf(first).Trim()))
        {
            return;
        }

        if (open.FirstQuote < 0)
        {
            _deeper.Add((first, 1));
            _deeper.Add((_lines.Count, -1));
        }
        else if (open.FirstQuote - first <= LongestIntroduction)
        {
            MarkFrom(first, open.FirstQuote, LineMarks.Introduction);
        }
    }

    private int CountLabels(int firstLine)
    {
        var count = 0;
        for (var i = firstLine; i < _lines.Count && i < firstLine + LinesLookedAt && count < FewestHeaders; i++)
        {
            var colon = TextOf(i).AsSpan().IndexOfAny(':', '：');
            count += colon is > 0 and < LongestLabel ? 1 : 0;
        }

        return count;
    }

    private int FirstFull(int line)
    {
        for (var i = line; i < _lines.Count && i < line + LinesLookedAt; i++)
        {
            if (!string.IsNullOrWhiteSpace(TextOf(i)))
            {
                return i;
            }
        }

        return -1;
    }

    private void MarkFrom(int first, int end, LineMarks marks)
    {
        for (var i = first; i < end; i++)
        {
            Mark(i, marks);
        }
    }

    private void Mark(int line, LineMarks marks)
    {
        if (line >= 0)
        {
            _lines[line] = _lines[line] with { Marks = _lines[line].Marks | marks };
        }
    }

    // Once at the end: containers nest, and each would have to touch all lines in it.
    private void Deepen()
    {
        var steps = new int[_lines.Count + 1];
        foreach (var (line, step) in _deeper)
        {
            steps[line] += step;
        }

        var deeper = 0;
        for (var i = 0; i < _lines.Count; i++)
        {
            deeper += steps[i];
            _lines[i] = _lines[i] with { Depth = _lines[i].Depth + deeper };
        }
    }

    private void Add(IText text)
    {
        var data = text.Data;
        var leaf = _leaves;
        var isPreformatted = _preformatted > 0;
        foreach (var c in data)
        {
            if (isPreformatted && c == '\n')
            {
                EndLine();
            }
            else if (!char.IsWhiteSpace(c))
            {
                Show(leaf);
                _text.Append(c);
            }
            else if (!IsEmpty && _text[^1] != ' ')
            {
                _text.Append(' ');
            }
        }

        _nodes.Add(new NodeRange(text, leaf, _leaves - 1, _nodes.Count + 1));
    }

    private void AddLeaf(IElement element)
    {
        if (element.LocalName == "hr")
        {
            EndLineIfFull();
        }

        var role = HtmlRoles.Of(element);
        _historyStarts |= role == HtmlRole.HistoryStart;
        var leaf = _leaves;
        Show(leaf);
        _nodes.Add(new NodeRange(element, leaf, leaf, _nodes.Count + 1));
        if (element.LocalName == "hr")
        {
            _text.Append(Rule);
        }

        if (element.LocalName != "img")
        {
            EndLine();
        }
    }

    private bool IsEmpty => _text.Length == _lineStart;

    private void Show(int leaf)
    {
        _firstLeaf = _firstLeaf < 0 ? leaf : _firstLeaf;
        _leaves = leaf + 1;
    }

    private void EndLineIfFull()
    {
        if (!IsEmpty || _firstLeaf >= 0)
        {
            EndLine();
        }
    }

    private void BlankLineAround(IElement element)
    {
        if (element.LocalName == "p" && _lines.Count > 0 && !string.IsNullOrWhiteSpace(TextOf(_lines.Count - 1)))
        {
            EndLine();
        }
    }

    private void EndLine()
    {
        var marks = _introductions > 0 ? LineMarks.Introduction : LineMarks.None;
        marks |= _weakDepth > 0 && _depth == 0 ? LineMarks.WeakQuote : LineMarks.None;
        if (_historyStarts && !IsEmpty)
        {
            marks |= LineMarks.HistoryStart;
            _historyStarts = false;
        }

        _lines.Add(new HtmlLine(
            _depth + _weakDepth, marks, _firstLeaf < 0 ? 0 : _firstLeaf, _firstLeaf < 0 ? -1 : _leaves - 1));
        _lineEnds.Add(_text.Length);
        _text.Append('\n');
        _lineStart = _text.Length;
        _firstLeaf = -1;
    }

    private string TextOf(int line)
    {
        var start = line == 0 ? 0 : _lineEnds[line - 1] + 1;
        return _text.ToString(start, Math.Min(_lineEnds[line] - start, LongestLook));
    }

    private sealed class Open(IElement element, HtmlRole role, int node, int firstLeaf)
    {
        public IElement Element { get; } = element;

        public HtmlRole Role { get; } = role;

        /// <summary>The element's number among the nodes.</summary>
        public int Node { get; } = node;

        public int FirstLeaf { get; } = firstLeaf;

        /// <summary>The child that is visited next.</summary>
        public int Next { get; set; }

        public int FirstLine { get; set; }

        /// <summary>The line of the first blockquote in it; -1 where there is none yet.</summary>
        public int FirstQuote { get; set; } = -1;
    }
}
