using AngleSharp.Dom;

namespace GmailMcp.Mail.Html;

/// <summary>Which declaration wins for an element: old attributes, then rules by specificity, then the style
/// attribute, then
/// the important ones again (CSS Cascade 5 §6); and what a child takes from its parent.</summary>
internal sealed class Cascade
{
    private readonly StyleSheet _sheet;
    private readonly int _mostMatches;
    private readonly bool _isQuirky;
    private readonly Dictionary<string, List<Declaration>> _inline = new(StringComparer.Ordinal);
    private readonly string?[] _values = new string?[(int)CssProperty.Count];
    private readonly List<StyleRule> _matching = [];
    private readonly TimeProvider _time;
    private readonly TimeSpan _styleTime;
    private readonly long _started;
    private int _matches;

    public Cascade(IDocument document, HtmlOptions options)
    {
        var sheets = document.QuerySelectorAll("style")
            .Where(style => Media.Applies(style.GetAttribute("media") ?? "") && IsCss(style.GetAttribute("type")))
            .Select(style => style.TextContent);
        _sheet = new StyleSheet(sheets, options.MaxRules);
        _mostMatches = options.MaxMatches;
        _time = options.Time;
        _styleTime = options.StyleTime;
        _started = _time.GetTimestamp();
        _isQuirky = document.CompatMode == "BackCompat";
        OverBudget = _sheet.IsCut;
    }

    /// <summary>True when rules were not applied to all elements.</summary>
    public bool OverBudget { get; private set; }

    public IReadOnlyDictionary<string, string> Variables => _sheet.Variables;

    public ComputedStyle Of(IElement element, ComputedStyle parent)
    {
        Array.Clear(_values);
        OldAttributes.Apply(element, _values, _isQuirky);
        FindMatching(element);
        var inline = Inline(element);
        foreach (var important in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (var rule in _matching)
            {
                Apply(rule.Declarations, important);
            }

            Apply(inline, important);
        }

        return Computation.Of(element, _values, parent);
    }

    private static bool IsCss(string? type) =>
        string.IsNullOrWhiteSpace(type) || type.Trim().Equals("text/css", StringComparison.OrdinalIgnoreCase);

    private void FindMatching(IElement element)
    {
        _matching.Clear();
        if (_sheet.IsEmpty)
        {
            return;
        }

        foreach (var rule in _sheet.Candidates(element))
        {
            if (_matches >= _mostMatches || _time.GetElapsedTime(_started) > _styleTime)
            {
                OverBudget = true;
                break;
            }

            _matches += 1 + (rule.Cost);
            if (rule.Selector.Match(element, null))
            {
                _matching.Add(rule);
            }
        }

        _matching.Sort(StyleRule.Compare);
    }

    private List<Declaration> Inline(IElement element)
    {
        var text = element.GetAttribute("style");
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        if (!_inline.TryGetValue(text, out var declarations))
        {
            _inline[text] = declarations = DeclarationReader.Read(CssText.WithoutComments(text));
        }

        return declarations;
    }

    private void Apply(List<Declaration> declarations, bool important)
    {
        foreach (var declaration in declarations)
        {
            if (declaration.IsImportant == important)
            {
                _values[(int)declaration.Property] = declaration.Value;
            }
        }
    }
}
