namespace GmailMcp.Mail.Reading.Calendar;

/// <summary>What stands between a BEGIN and its END.</summary>
internal sealed class CalendarComponent(string name)
{
    private const int MaxDepth = 10;
    private const int MaxComponents = 2000;

    private readonly List<CalendarLine> _lines = [];
    private readonly List<CalendarComponent> _children = [];

    public string Name => name;

    public IReadOnlyList<CalendarLine> Lines => _lines;

    public IReadOnlyList<CalendarComponent> Children => _children;

    public CalendarLine? First(string lineName) => _lines.Find(line => line.Name == lineName);

    public IEnumerable<CalendarLine> All(string lineName) => _lines.Where(line => line.Name == lineName);

    public string Text(string lineName) => First(lineName)?.Text() ?? "";

    /// <summary>The first calendar in the text; null where there is none. An END that fits nothing is skipped, a BEGIN
    /// without its END ends with the text.</summary>
    public static CalendarComponent? Parse(string text)
    {
        CalendarComponent? root = null;
        var open = new Stack<CalendarComponent>();
        var count = 0;
        var tooDeep = 0;
        foreach (var line in CalendarLine.Parse(text))
        {
            var value = line.Value.Trim().ToUpperInvariant();
            if (line.Name == "BEGIN")
            {
                if (open.Count >= MaxDepth || count >= MaxComponents)
                {
                    tooDeep++;
                    continue;
                }

                count++;
                var component = new CalendarComponent(value);
                if (open.TryPeek(out var parent))
                {
                    parent._children.Add(component);
                }
                else if (value != "VCALENDAR")
                {
                    continue;
                }

                root ??= component;
                open.Push(component);
            }
            else if (line.Name == "END" && tooDeep > 0)
            {
                tooDeep--;
            }
            else if (line.Name == "END")
            {
                if (open.TryPeek(out var current) && current.Name == value)
                {
                    open.Pop();
                }

                if (open.Count == 0 && root is not null)
                {
                    return root;
                }
            }
            else if (tooDeep == 0 && open.TryPeek(out var current))
            {
                current._lines.Add(line);
            }
        }

        return root;
    }
}
