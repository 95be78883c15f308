namespace GmailMcp.Mail.Html;

/// <summary>What the cascade says about one element, as far as it decides what is painted and how text flows.</summary>
internal sealed record ComputedStyle
{
    /// <summary>Chromium paints about nothing of letters this small; the box of a 1 px letter is 1 px high.</summary>
    private const double SmallestFont = 1.2;

    private const double LeastOpacity = 0.1;
    private const double LeastContrast = 1.2;

    /// <summary>Further than any real indent: text is out of the page.</summary>
    public const double OffScreen = -400;

    public static readonly ComputedStyle Root = new()
    {
        Display = "block",
        Opacity = 1,
        FontSize = 16,
        Color = CssColor.Black,
        Ground = CssColor.White,
        LineHeight = double.NaN,
        Variables = new Dictionary<string, string>(0),
    };

    public required string Display { get; init; }

    /// <summary>Nothing inside is painted, whatever the inside says.</summary>
    public bool IsGone { get; init; }

    public bool IsInvisible { get; init; }

    public required double Opacity { get; init; }

    public required double FontSize { get; init; }

    public required CssColor Color { get; init; }

    public CssColor? TextFill { get; init; }

    /// <summary>What is painted behind text: the nearest background, mixed with those below; unknown above an
    /// image.</summary>
    public required CssColor Ground { get; init; }

    public double TextIndent { get; init; }

    /// <summary>Pixels; NaN for normal, negative for a factor of the font size.</summary>
    public required double LineHeight { get; init; }

    public bool KeepsLines { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Letters and pictures alike: a box is there to be seen.</summary>
    public bool PaintsBoxes => !IsGone && !IsInvisible && Opacity >= LeastOpacity && TextIndent > OffScreen;

    public bool PaintsText =>
        PaintsBoxes && FontSize > SmallestFont && (TextFill ?? Color).ContrastOn(Ground) >= LeastContrast;
}
