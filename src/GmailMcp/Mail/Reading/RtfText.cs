using System.Globalization;
using System.Text;

namespace GmailMcp.Mail.Reading;

/// <summary>The words of RTF, which is what Outlook's winmail.dat often holds instead of text.</summary>
internal static class RtfText
{
    private const int MaxGroups = 1000;

    private static readonly string[] Unseen =
    [
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "generator", "listtable",
        "listoverridetable", "rsidtbl", "themedata", "datastore", "latentstyles", "xmlnstbl", "fldinst",
    ];

    public static string ToText(ReadOnlySpan<byte> rtf)
    {
        var text = new StringBuilder(rtf.Length / 4);
        var run = new List<byte>();
        var groups = new Stack<(bool IsHidden, int SkipAfterUnicode)>();
        (bool IsHidden, int SkipAfterUnicode) state = (false, 1);
        var codePage = Encoding.GetEncoding(1252);
        var skip = 0;
        for (var i = 0; i < rtf.Length;)
        {
            var c = rtf[i];
            if (c == '\\' && i + 1 < rtf.Length)
            {
                var control = ReadControl(rtf, ref i);
                if (control.Word == "'")
                {
                    AddByte(run, (byte)control.Number, state.IsHidden, ref skip);
                    continue;
                }

                Flush(text, run, codePage);
                state = Apply(control, state, text, ref codePage, ref skip);
                continue;
            }

            i++;
            if (c is (byte)'{' or (byte)'}')
            {
                Flush(text, run, codePage);
                skip = 0;
                if (c == '{' && groups.Count < MaxGroups)
                {
                    groups.Push(state);
                }
                else if (c == '}' && groups.Count > 0)
                {
                    state = groups.Pop();
                }
            }
            else if (c is not ((byte)'\r' or (byte)'\n'))
            {
                AddByte(run, c, state.IsHidden, ref skip);
            }
        }

        Flush(text, run, codePage);
        return text.ToString().Trim();
    }

    /// <summary>After a Unicode character stands its likeness for old readers, which is skipped.</summary>
    private static void AddByte(List<byte> run, byte value, bool isHidden, ref int skip)
    {
        if (skip > 0)
        {
            skip--;
        }
        else if (!isHidden)
        {
            run.Add(value);
        }
    }

    private static (bool IsHidden, int SkipAfterUnicode) Apply(
        (string Word, int Number) control, (bool IsHidden, int SkipAfterUnicode) state, StringBuilder text,
        ref Encoding codePage, ref int skip)
    {
        if (control.Word == "*" || Unseen.Contains(control.Word))
        {
            return (true, state.SkipAfterUnicode);
        }

        switch (control.Word)
        {
            case "ansicpg":
                codePage = CodePagesEncodingProvider.Instance.GetEncoding(control.Number) ?? codePage;
                break;
            case "uc":
                return (state.IsHidden, Math.Clamp(control.Number, 0, 10));
            case "v":
                return (control.Number != 0, state.SkipAfterUnicode);
            case "u" when !state.IsHidden:
                text.Append((char)(ushort)control.Number);
                skip = state.SkipAfterUnicode;
                break;
            case "u":
                skip = state.SkipAfterUnicode;
                break;
            default:
                text.Append(state.IsHidden ? "" : control.Word switch
                {
                    "par" or "line" or "row" or "sect" => "\r\n",
                    "tab" or "cell" => "\t",
                    "lquote" or "rquote" => "'",
                    "ldblquote" or "rdblquote" => "\"",
                    "endash" or "emdash" => "–",
                    "bullet" => "•",
                    "~" => " ",
                    "\\" or "{" or "}" => control.Word,
                    _ => "",
                });
                break;
        }

        return state;
    }

    /// <summary>A control word with its number (1 where it has none), a control symbol, or <c>'</c> with a byte.</summary>
    private static (string Word, int Number) ReadControl(ReadOnlySpan<byte> rtf, ref int at)
    {
        var start = at + 1;
        var end = start;
        while (end < rtf.Length && end - start < 32 && char.IsAsciiLetter((char)rtf[end]))
        {
            end++;
        }

        if (end == start)
        {
            at = start + 1;
            var symbol = ((char)rtf[start]).ToString();
            if (symbol != "'" || start + 2 >= rtf.Length)
            {
                return (symbol == "'" ? "" : symbol, 1);
            }

            at = start + 3;
            var hex = Encoding.ASCII.GetString(rtf.Slice(start + 1, 2));
            return int.TryParse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)
                ? ("'", value)
                : ("", 1);
        }

        var digits = end;
        while (digits < rtf.Length && digits - end < 11
            && (char.IsAsciiDigit((char)rtf[digits]) || (digits == end && rtf[digits] == '-')))
        {
            digits++;
        }

        at = digits < rtf.Length && rtf[digits] == ' ' ? digits + 1 : digits;
        var parameter = Encoding.ASCII.GetString(rtf[end..digits]);
        var isNumber = int.TryParse(
            parameter, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        return (Encoding.ASCII.GetString(rtf[start..end]), isNumber ? number : 1);
    }

    private static void Flush(StringBuilder text, List<byte> run, Encoding codePage)
    {
        if (run.Count > 0)
        {
            text.Append(codePage.GetString([.. run]));
            run.Clear();
        }
    }
}
