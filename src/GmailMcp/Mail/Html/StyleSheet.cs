using System.Buffers;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace GmailMcp.Mail.Html;

/// <summary>The rules of all style elements that set something we read, found by the last id, class or tag of their
/// selector, so that an element meets only rules that may match it.</summary>
internal sealed class StyleSheet
{
    private const int MostDepth = 8;
    private const int LongestSelector = 1_000;

    private static readonly SearchValues<char> Combinators = SearchValues.Create(" >+~\t\r\n");

    private readonly CssSelectorParser _selectors = new();
    private readonly Dictionary<string, List<StyleRule>> _rules = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _mostRules;
    private int _count;

    public StyleSheet(IEnumerable<string> sheets, int mostRules)
    {
        _mostRules = mostRules;
        foreach (var sheet in sheets)
        {
            ReadRules(CssText.WithoutComments(sheet), "", 0, false);
        }
    }

    /// <summary>Custom properties, wherever they are set: the last one counts, as nearly all stand on the
    /// root.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty => _count == 0;

    /// <summary>True when rules were left out.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Rules that may match: by id, classes, tag, and those for any element.</summary>
    public IEnumerable<StyleRule> Candidates(IElement element)
    {
        foreach (var rule in Bucket("*"))
        {
            yield return rule;
        }

        foreach (var rule in Bucket(element.LocalName))
        {
            yield return rule;
        }

        if (element.Id is { Length: > 0 } id)
        {
            foreach (var rule in Bucket("#" + id))
            {
                yield return rule;
            }
        }

        foreach (var name in element.ClassList.Distinct())
        {
            foreach (var rule in Bucket("." + name))
            {
                yield return rule;
            }
        }
    }

    private List<StyleRule> Bucket(string key) => _rules.TryGetValue(key, out var rules) ? rules : [];

    private void ReadRules(string css, string parent, int depth, bool inLayer)
    {
        for (var at = 0; at < css.Length;)
        {
            var end = CssText.EndOf(css, at, "{};");
            if (end == css.Length || css[end] != '{')
            {
                at = end + 1;
                continue;
            }

            var prelude = css[at..end].Trim();
            var close = CssText.EndOfBlock(css, end + 1);
            if (depth >= MostDepth || _count >= _mostRules)
            {
                IsCut = true;
                return;
            }

            Read(prelude, css[(end + 1)..close], parent, depth, inLayer);
            at = close + 1;
        }
    }

    private void Read(string prelude, string block, string parent, int depth, bool inLayer)
    {
        if (!prelude.StartsWith('@'))
        {
            AddRule(Nested(prelude, parent), block, depth, inLayer);
            return;
        }

        var space = prelude.AsSpan().IndexOfAny(" (\t\r\n");
        var name = (space < 0 ? prelude : prelude[..space]).ToLowerInvariant();
        var condition = space < 0 ? "" : prelude[space..].Trim();
        var applies = name switch
        {
            "@media" => Media.Applies(condition),
            "@supports" => !condition.StartsWith("not", StringComparison.OrdinalIgnoreCase),
            "@layer" or "@container" => true,
            _ => false,
        };
        if (!applies)
        {
            return;
        }

        if (parent.Length > 0)
        {
            AddRule(parent, block, depth, inLayer || name == "@layer");
        }
        else
        {
            ReadRules(block, parent, depth + 1, inLayer || name == "@layer");
        }
    }

    private void AddRule(string selectors, string block, int depth, bool inLayer)
    {
        var nested = block.IndexOf('{', StringComparison.Ordinal);
        var own = block;
        if (nested >= 0)
        {
            var start = block.LastIndexOf(';', nested) + 1;
            own = block[..start];
            ReadRules(block[start..], selectors, depth + 1, inLayer);
        }

        CssVariables.Read(own, Variables);
        var declarations = DeclarationReader.Read(own);
        if (declarations.Count == 0 || selectors.Length > 20 * LongestSelector)
        {
            return;
        }

        foreach (var selector in CssText.Split(selectors, ","))
        {
            Add(selector, declarations, inLayer);
        }
    }

    private static string Nested(string selectors, string parent)
    {
        if (parent.Length == 0 || parent.Length + selectors.Length > LongestSelector)
        {
            return selectors;
        }

        return string.Join(',', CssText.Split(parent, ",").SelectMany(
            outer => CssText.Split(selectors, ",").Select(
                inner => inner.Contains('&') ? inner.Replace("&", outer, StringComparison.Ordinal) : $"{outer} {inner}")));
    }

    private void Add(string selector, List<Declaration> declarations, bool inLayer)
    {
        if (_count >= _mostRules)
        {
            IsCut = true;
            return;
        }

        if (selector.Length > LongestSelector || IsOfPseudoElement(selector)
            || _selectors.ParseSelector(selector) is not { } parsed)
        {
            return;
        }

        var key = KeyOf(selector);
        if (!_rules.TryGetValue(key, out var bucket))
        {
            _rules[key] = bucket = [];
        }

        bucket.Add(new StyleRule(parsed, parsed.Specificity, inLayer, _count++, declarations));
    }

    /// <summary>Pseudo-elements are boxes of their own; what a pointer or the address decides is not so at first
    /// sight.</summary>
    private static bool IsOfPseudoElement(string selector)
    {
        var name = selector.ToLowerInvariant();
        return name.Contains("::", StringComparison.Ordinal)
            || ((name.EndsWith(":before", StringComparison.Ordinal) || name.EndsWith(":after", StringComparison.Ordinal)
                || name.EndsWith(":first-letter", StringComparison.Ordinal)
                || name.EndsWith(":first-line", StringComparison.Ordinal)))
            || ((name.Contains(":hover", StringComparison.Ordinal) || name.Contains(":focus", StringComparison.Ordinal)
                || name.Contains(":active", StringComparison.Ordinal) || name.Contains(":visited", StringComparison.Ordinal)
                || name.Contains(":target", StringComparison.Ordinal))
                && !name.Contains(":not(", StringComparison.Ordinal));
    }

    /// <summary>The bucket of a selector: an id, else a class, else the tag of its last compound; * where none is
    /// plain.</summary>
    private static string KeyOf(string selector)
    {
        if (selector.AsSpan().IndexOfAny("\\|(\"'") >= 0)
        {
            return "*";
        }

        var last = selector[(selector.AsSpan().LastIndexOfAny(Combinators) + 1)..];
        foreach (var mark in "#.")
        {
            var at = last.IndexOf(mark, StringComparison.Ordinal);
            var bracket = last.IndexOf('[', StringComparison.Ordinal);
            if (at >= 0 && (bracket < 0 || at < bracket))
            {
                var name = last[(at + 1)..];
                var end = name.AsSpan().IndexOfAny("#.:[");
                return mark + (end < 0 ? name : name[..end]);
            }
        }

        var stop = last.AsSpan().IndexOfAny("#.:[");
        var tag = stop < 0 ? last : last[..stop];
        return tag.Length == 0 ? "*" : tag;
    }
}
