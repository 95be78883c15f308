using System.Globalization;
using System.Xml;

namespace GmailMcp.Mail.Attachments;

/// <summary>The cells of a sheet (ISO/IEC 29500-1 §18.3.1), row by row.</summary>
internal sealed class SheetCells(IReadOnlyList<string> sharedStrings, SheetFormats formats, bool from1904)
{
    // A cell further right than this behind the last one is named rather than reached by tabs.
    private const int WidestGap = 30;

    // From 1904-01-01 (Excel for Mac) to 1899-12-30 (what OLE automation counts from).
    private const int DaysOf1904 = 1462;

    public void Write(XmlReader reader, TextSink sink)
    {
        var column = 0;
        while (!sink.IsFull && reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                sink.EndLine();
                column = 0;
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                column = WriteCell(reader, sink, column);
            }
        }
    }

    // Returns the number of columns written so far.
    private int WriteCell(XmlReader reader, TextSink sink, int written)
    {
        var address = reader.GetAttribute("r") ?? "";
        var type = reader.GetAttribute("t") ?? "n";
        _ = int.TryParse(reader.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var style);
        var at = ColumnOf(address) is { } named && named > written ? named : written + 1;
        var value = reader.IsEmptyElement ? "" : ReadValue(reader, type, style);
        if (value.Length == 0)
        {
            return written;
        }

        var isFar = at - written > WidestGap;
        var tabs = isFar ? Math.Min(written, 1) : at - Math.Max(written, 1);
        for (var i = 0; i < tabs; i++)
        {
            sink.Append('\t');
        }

        sink.Append(isFar ? $"[{ShownName.Of(address)}] " : "");
        foreach (var c in value)
        {
            sink.Append(c is '\n' or '\t' ? ' ' : c); // they would look like cells of their own
        }

        return at;
    }

    private string ReadValue(XmlReader reader, string type, int style)
    {
        var value = default(string);
        var formula = default(string);
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "v":
                    value = SpreadsheetText.ReadRuns(reader);
                    break;
                case "is":
                    value = SpreadsheetText.ReadRuns(reader);
                    break;
                case "f":
                    formula = SpreadsheetText.ReadRuns(reader);
                    break;
            }
        }

        return value is null ? formula is { Length: > 0 } ? "=" + formula : "" : Shown(value, type, style);
    }

    private string Shown(string value, string type, int style)
    {
        switch (type)
        {
            case "s":
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && index < sharedStrings.Count ? sharedStrings[index] : "";
            case "b":
                return value == "1" ? "TRUE" : "FALSE";
            case "n" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                return formats.IsDate(style) ? DateText(number) ?? value
                    : formats.IsPercent(style) ? Text(number * 100) + "%"
                    : Text(number);
            default:
                return value;
        }
    }

    // 15 digits are what Excel keeps: 0.1 + 0.2 is shown as 0.3.
    private static string Text(double number) => number.ToString("G15", CultureInfo.InvariantCulture);

    private string? DateText(double days)
    {
        var counted = from1904 ? days + DaysOf1904 : days;
        if (counted is not (>= 0 and < 2_958_466))
        {
            return null; // after the year 9999
        }

        var date = DateTime.FromOADate(counted);
        return date.ToString(
            counted < 1 ? "HH:mm:ss" : date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss",
            CultureInfo.InvariantCulture);
    }

    // "AB12" → 28; null for what is no address.
    private static int? ColumnOf(string address)
    {
        var column = 0;
        foreach (var c in address.TakeWhile(char.IsAsciiLetter).Take(4))
        {
            column = (column * 26) + (char.ToUpperInvariant(c) - 'A' + 1);
        }

        return column == 0 ? null : column;
    }
}
