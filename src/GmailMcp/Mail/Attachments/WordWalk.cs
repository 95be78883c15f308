using System.Text;
using System.Xml;

namespace GmailMcp.Mail.Attachments;

/// <summary>One pass through a part of WordprocessingML (ISO/IEC 29500-1 §17), from its start to its end.</summary>
internal sealed class WordWalk(
    XmlReader reader, TextSink sink, IReadOnlyDictionary<string, int> headings, IReadOnlyDictionary<string, string> links)
{
    private const int DeepestList = 8;

    private readonly Stack<string> _openLinks = new();
    private int _cellDepth;
    private int _propertiesDepth;
    private int _heading;
    private int _listLevel = -1;
    private bool _isHidden;
    private bool _isStarted;
    private string? _label;

    public int HiddenChars { get; private set; }

    public void Run()
    {
        while (!sink.IsFull && reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement)
            {
                Close(reader.LocalName);
            }
            else if (reader.NodeType == XmlNodeType.Element)
            {
                // Fallback repeats in old drawing what its sibling says; del and moveFrom are no longer there.
                while (reader.NodeType == XmlNodeType.Element && reader.LocalName is "Fallback" or "del" or "moveFrom" or "instrText")
                {
                    if (reader.IsEmptyElement && reader.LocalName is "del")
                    {
                        break; // a deleted paragraph mark, inside properties
                    }

                    reader.Skip();
                }

                Step();
            }
        }
    }

    /// <summary>The attribute of that local name: transitional and strict files differ in the namespace.</summary>
    public static string? Attribute(XmlReader reader, string name)
    {
        var found = default(string);
        for (var has = reader.MoveToFirstAttribute(); has && found is null; has = reader.MoveToNextAttribute())
        {
            found = reader.LocalName == name ? reader.Value : null;
        }

        reader.MoveToElement();
        return found;
    }

    private void Step()
    {
        if (reader.NodeType == XmlNodeType.EndElement)
        {
            Close(reader.LocalName);
            return;
        }

        if (reader.NodeType != XmlNodeType.Element)
        {
            return;
        }

        var name = reader.LocalName;
        var isEmpty = reader.IsEmptyElement;
        Open(name, isEmpty);
        if (isEmpty && name is "p" or "tc")
        {
            Close(name);
        }
    }

    private void Open(string name, bool isEmpty)
    {
        switch (name)
        {
            case "pPr" or "rPr" when !isEmpty:
                _propertiesDepth++;
                break;
            case "pStyle":
                _heading = headings.GetValueOrDefault(Attribute(reader, "val") ?? "");
                break;
            case "outlineLvl" when int.TryParse(Attribute(reader, "val"), out var level) && level is >= 0 and < 9:
                _heading = level + 1;
                break;
            case "ilvl" when int.TryParse(Attribute(reader, "val"), out var indent):
                _listLevel = Math.Clamp(indent, 0, DeepestList);
                break;
            case "numId":
                _listLevel = Attribute(reader, "val") == "0" ? -1 : Math.Max(_listLevel, 0);
                break;
            case "vanish":
                _isHidden = Attribute(reader, "val") is not ("0" or "false" or "off");
                break;
            case "r":
                _isHidden = false;
                break;
            case "hyperlink" when !isEmpty:
                OpenLink();
                break;
            case "tr":
                sink.EndLine();
                sink.Append('|');
                break;
            case "tc":
                _cellDepth++;
                sink.Append(' ');
                break;
            case "footnote" or "endnote":
                _label = Attribute(reader, "type") is null ? $"[^{Attribute(reader, "id")}]: " : null;
                break;
            case "t":
                Text(ReadText());
                break;
            default:
                Mark(name);
                break;
        }
    }

    private void Mark(string name)
    {
        if (_propertiesDepth > 0)
        {
            return; // a tab here is a tab stop
        }

        var mark = name switch
        {
            "tab" or "ptab" => "\t",
            "br" or "cr" => _cellDepth > 0 ? " " : "\n",
            "noBreakHyphen" => "-",
            "footnoteReference" or "endnoteReference" => $"[^{Attribute(reader, "id")}]",
            _ => "",
        };
        if (mark.Length > 0)
        {
            Text(mark);
        }
    }

    private void Close(string name)
    {
        switch (name)
        {
            case "pPr" or "rPr":
                _propertiesDepth = Math.Max(0, _propertiesDepth - 1);
                break;
            case "hyperlink" when _openLinks.TryPop(out var target):
                sink.Append(target.Length == 0 ? "" : $"]({target})");
                break;
            case "p":
                EndParagraph();
                break;
            case "tc":
                _cellDepth = Math.Max(0, _cellDepth - 1);
                sink.Append(" |");
                break;
            case "tbl" when _cellDepth == 0:
                sink.EndParagraph();
                break;
            case "tr":
                sink.EndLine();
                break;
        }
    }

    private void EndParagraph()
    {
        var wasList = _listLevel >= 0;
        if (_cellDepth > 0)
        {
            sink.Append(_isStarted ? " " : "");
        }
        else if (wasList)
        {
            sink.EndLine();
        }
        else
        {
            sink.EndParagraph();
        }

        (_heading, _listLevel, _isStarted, _isHidden) = (0, -1, false, false);
    }

    private void OpenLink()
    {
        var target = links.GetValueOrDefault(Attribute(reader, "id") ?? "") ?? "";
        if (target.Length > 0)
        {
            Text("[");
        }

        _openLinks.Push(target);
    }

    // Leaves the reader on the end of the element.
    private string ReadText()
    {
        var text = new StringBuilder();
        if (!reader.IsEmptyElement)
        {
            while (reader.Read() && reader.NodeType != XmlNodeType.EndElement && text.Length < TextSink.DefaultMostChars)
            {
                text.Append(reader.Value);
            }
        }

        return text.ToString();
    }

    private void Text(string text)
    {
        if (_isHidden)
        {
            HiddenChars += text.Length;
            return;
        }

        if (!_isStarted && text.Length > 0)
        {
            _isStarted = true;
            sink.Append(_label);
            _label = null;
            if (_cellDepth == 0)
            {
                sink.Append(_heading > 0 ? new string('#', Math.Min(_heading, 6)) + " " : "");
                sink.Append(_listLevel >= 0 ? new string(' ', 2 * _listLevel) + "- " : "");
            }
        }

        sink.Append(text);
    }
}
