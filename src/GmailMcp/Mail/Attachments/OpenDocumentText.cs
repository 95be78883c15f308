using System.Globalization;
using System.Xml;

namespace GmailMcp.Mail.Attachments;

/// <summary>The text of .odt, .ods and .odp (OASIS OpenDocument 1.3 part 3), which is all in one part.</summary>
internal static class OpenDocumentText
{
    private const int MostSpaces = 100;
    private const int MostRepeats = 20;

    public static AttachmentReading Read(byte[] content, PageRange pages, string? wantedSheet)
    {
        using var package = OfficePackage.Open(content);
        RefuseEncrypted(package);
        var (sheets, slides) = ReadNames(package);
        var chosen = sheets.Count == 0 ? [] : SpreadsheetText.Choose(sheets, wantedSheet);
        var walk = new Walk(package, pages, chosen);
        walk.Run();
        return walk.Sink.ToReading(sheets: sheets, pageCount: slides == 0 ? null : slides);
    }

    private static void RefuseEncrypted(OfficePackage package)
    {
        using var manifest = package.TryRead("META-INF/manifest.xml");
        while (manifest?.Read() == true)
        {
            if (manifest is { NodeType: XmlNodeType.Element, LocalName: "encryption-data" })
            {
                throw new UnreadableException("It is protected by a password.");
            }
        }
    }

    private static (List<string> Sheets, int Slides) ReadNames(OfficePackage package)
    {
        var sheets = new List<string>();
        var slides = 0;
        var isSpreadsheet = false;
        using var reader = package.Read("content.xml");
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                isSpreadsheet |= reader.LocalName == "spreadsheet";
                slides += reader is { LocalName: "page", Prefix: "draw" } ? 1 : 0;
                if (isSpreadsheet && reader.LocalName == "table" && sheets.Count < 1000)
                {
                    sheets.Add(ShownName.Of(WordWalk.Attribute(reader, "name")));
                }
            }
        }

        return (sheets, slides);
    }

    private sealed class Walk(OfficePackage package, PageRange pages, IReadOnlyList<int> sheets)
    {
        private int _slide;
        private int _sheet = -1;
        private int _cellDepth;
        private int _listDepth;
        private int _repeats;
        private bool _isOut;
        private bool _isSpreadsheet;

        public TextSink Sink { get; } = new();

        public void Run()
        {
            using var reader = package.Read("content.xml");
            while (!Sink.IsFull && reader.Read())
            {
                // Deleted text of tracked changes, and what a comment says about the text.
                while (reader is { NodeType: XmlNodeType.Element, LocalName: "tracked-changes" or "annotation" or "automatic-styles" })
                {
                    reader.Skip();
                }

                switch (reader.NodeType)
                {
                    case XmlNodeType.Element:
                        Open(reader);
                        break;
                    case XmlNodeType.EndElement:
                        Close(reader.LocalName);
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when !_isOut:
                        Sink.Append(reader.Value);
                        break;
                }
            }
        }

        private void Open(XmlReader reader)
        {
            switch (reader.LocalName)
            {
                case "spreadsheet":
                    _isSpreadsheet = true;
                    break;
                case "table" when _isSpreadsheet:
                    _isOut = !sheets.Contains(++_sheet);
                    Title($"## Sheet: {ShownName.Of(WordWalk.Attribute(reader, "name"))}");
                    break;
                case "page" when reader.Prefix == "draw":
                    _isOut = !pages.Includes(++_slide);
                    Title($"## Slide {_slide}");
                    break;
                case "list" when !reader.IsEmptyElement:
                    _listDepth++;
                    break;
                case "table-row" when !_isSpreadsheet:
                    Put("|");
                    break;
                case "table-cell" or "covered-table-cell":
                    _repeats = Math.Clamp(Number(reader, "number-columns-repeated"), 1, MostRepeats);
                    _cellDepth += reader.IsEmptyElement ? 0 : 1;
                    Put(reader.IsEmptyElement ? Separator() : _isSpreadsheet ? "" : " ");
                    break;
                case "h" when _cellDepth == 0:
                    Put(new string('#', Math.Clamp(Number(reader, "outline-level"), 1, 6)) + " ");
                    break;
                case "p" when _listDepth > 0 && _cellDepth == 0 && Sink.IsAtLineStart:
                    Put(new string(' ', Math.Clamp(2 * (_listDepth - 1), 0, 16)) + "- ");
                    break;
                case "tab":
                    Put(_isSpreadsheet ? " " : "\t");
                    break;
                case "s":
                    Put(new string(' ', Math.Clamp(Number(reader, "c"), 1, MostSpaces)));
                    break;
                case "line-break":
                    Put(_cellDepth > 0 ? " " : "\n");
                    break;
                case "notes":
                    Title("Notes:");
                    break;
            }
        }

        private void Close(string name)
        {
            if (name == "list")
            {
                _listDepth = Math.Max(0, _listDepth - 1);
            }
            else if (name is "table-cell" or "covered-table-cell")
            {
                _cellDepth = Math.Max(0, _cellDepth - 1);
                Put(Separator());
            }
            else if (_isOut)
            {
                _isOut = !(_isSpreadsheet ? name is "table" : name is "page");
            }
            else if (name is "p" or "h" && _cellDepth > 0)
            {
                Put(" ");
            }
            else if (name is "p" or "h" && _listDepth > 0 || name is "table-row")
            {
                Sink.EndLine();
            }
            else if (name is "p" or "h" or "table")
            {
                Sink.EndParagraph();
            }
        }

        private string Separator()
        {
            var one = _isSpreadsheet ? "\t" : " |";
            var repeats = _repeats;
            _repeats = 1;
            return string.Concat(Enumerable.Repeat(one, repeats));
        }

        private void Title(string text)
        {
            if (!_isOut)
            {
                Sink.EndParagraph();
                Sink.Append(text);
                Sink.EndParagraph();
            }
        }

        private void Put(string text)
        {
            if (!_isOut)
            {
                Sink.Append(text);
            }
        }

        private static int Number(XmlReader reader, string attribute) =>
            int.TryParse(WordWalk.Attribute(reader, attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : 1;
    }
}
