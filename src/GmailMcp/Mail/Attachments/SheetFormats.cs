using System.Globalization;
using System.Xml;

namespace GmailMcp.Mail.Attachments;

/// <summary>Which cell styles show a number as a date or as a percentage (ISO/IEC 29500-1 §18.8.30).</summary>
internal sealed class SheetFormats
{
    private readonly List<int> _formatOfStyle = [];
    private readonly Dictionary<int, string> _codes = [];

    private SheetFormats()
    {
    }

    public static SheetFormats Read(OfficePackage package, string? part)
    {
        var formats = new SheetFormats();
        using var reader = part is null ? null : package.TryRead(part);
        var isInCellStyles = false;
        while (reader?.Read() == true)
        {
            if (reader.LocalName == "cellXfs")
            {
                isInCellStyles = reader is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && Number(reader, "numFmtId") is { } id)
            {
                formats._codes[id] = reader.GetAttribute("formatCode") ?? "";
            }
            else if (isInCellStyles && reader is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                formats._formatOfStyle.Add(Number(reader, "numFmtId") ?? 0);
            }
        }

        return formats;
    }

    public bool IsDate(int style) => FormatOf(style) switch
    {
        >= 14 and <= 22 or >= 45 and <= 47 => true,
        var format => _codes.TryGetValue(format, out var code) && HasDateLetters(code),
    };

    public bool IsPercent(int style) => FormatOf(style) switch
    {
        9 or 10 => true,
        var format => _codes.TryGetValue(format, out var code) && code.EndsWith('%'),
    };

    private int FormatOf(int style) => style >= 0 && style < _formatOfStyle.Count ? _formatOfStyle[style] : 0;

    // Outside of "quoted text", [Red] and \e: y, m, d, h and s are dates and times.
    private static bool HasDateLetters(string code)
    {
        var isQuoted = false;
        var isBracketed = false;
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[' or ']' when !isQuoted:
                    isBracketed = code[i] == '[';
                    break;
                case 'y' or 'm' or 'd' or 'h' or 's' or 'Y' or 'M' or 'D' or 'H' or 'S' when !isQuoted && !isBracketed:
                    return !code.StartsWith("General", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    private static int? Number(XmlReader reader, string attribute) =>
        int.TryParse(reader.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
