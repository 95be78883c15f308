using System.Text;

namespace GmailMcp.Mail.Attachments;

/// <summary>Makes letters as a PDF draws them into letters as one writes them: ligatures, radicals, joined Arabic
/// forms, right-to-left lines in their order of reading.</summary>
internal static class PdfLetters
{
    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]; // U+FB00 to U+FB06

    // Kangxi radicals U+2F00 to U+2FD5 → the characters that they are (Unicode, UnicodeData.txt, compatibility
    // decompositions). Fonts map both to one glyph, and PDF names the glyph.
    private const string Radicals =
        "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴"
        + "廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿"
        + "目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵"
        + "邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

    // The letters of Arabic Presentation Forms-B from U+FE80 on, each as often as it has forms there.
    private const string ArabicForms =
        "ءآآأأؤؤإإئئئئااببببةةتتتتثثثثججججححححخخخخددذذررززسسسسششششصصصصضضضضططططظظظظععععغغغ"
        + "غففففققققككككللللممممننننههههووىىيييي";

    private const char FirstArabicForm = '\uFE80';

    /// <param name="text">As it came out of the page.</param>
    /// <param name="isDrawnFromTheLeft">Whether right-to-left text came in the order of its places on the page; else it
    /// came as it is read.</param>
    public static string Readable(string text, bool isDrawnFromTheLeft)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = Written(!isDrawnFromTheLeft ? lines[i]
                : IsMostlyRightToLeft(lines[i]) ? Turned(lines[i])
                : WithRunsTurned(lines[i]));
        }

        return string.Join('\n', lines);
    }

    private static string Written(string line)
    {
        var written = new StringBuilder(line.Length);
        foreach (var c in line)
        {
            _ = c switch
            {
                >= '\uFB00' and <= '\uFB06' => written.Append(Ligatures[c - '\uFB00']),
                >= '\u2F00' and <= '\u2FD5' => written.Append(Radicals[c - '\u2F00']),
                >= FirstArabicForm when c - FirstArabicForm < ArabicForms.Length => written.Append(ArabicForms[c - FirstArabicForm]),
                >= '\uFEF5' and <= '\uFEFC' => written.Append('ل').Append("آأإا"[(c - '\uFEF5') / 2]),
                _ => written.Append(c),
            };
        }

        return written.ToString();
    }

    private static bool IsMostlyRightToLeft(string line)
    {
        var right = line.Count(IsRightToLeft);
        return right > 0 && right * 2 > line.Count(char.IsLetter);
    }

    public static bool IsRightToLeft(char c) =>
        c is >= '\u0590' and <= '\u08FF' or >= '\uFB1D' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFE';

    // Everything turns round but numbers and words of Latin, which read from left to right within it.
    private static string Turned(string line)
    {
        var turned = new StringBuilder(line.Length);
        for (var end = line.Length; end > 0;)
        {
            var start = end - 1;
            if (IsLeftToRight(line[start]))
            {
                while (start > 0 && (IsLeftToRight(line[start - 1])
                    || (start > 1 && line[start - 1] is '.' or ',' or ':' or '/' or '-' or ' ' && IsLeftToRight(line[start - 2]))))
                {
                    start--;
                }

                turned.Append(line, start, end - start);
            }
            else
            {
                turned.Append(Mirrored(line[start]));
            }

            end = start;
        }

        return turned.ToString();
    }

    // Words of Hebrew or Arabic inside of a line that reads from left to right, with what stands between them.
    private static string WithRunsTurned(string line)
    {
        var turned = new StringBuilder(line.Length);
        for (var start = 0; start < line.Length;)
        {
            var end = start + 1;
            if (IsRightToLeft(line[start]))
            {
                for (var next = end; next < line.Length && (IsRightToLeft(line[next]) || line[next] == ' '); next++)
                {
                    end = IsRightToLeft(line[next]) ? next + 1 : end;
                }
            }

            turned.Append(end - start == 1 ? line[start..end] : Turned(line[start..end]));
            start = end;
        }

        return turned.ToString();
    }

    private static bool IsLeftToRight(char c) => char.IsDigit(c) || (char.IsLetter(c) && !IsRightToLeft(c));

    private static char Mirrored(char c) => c switch
    {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '<' => '>',
        '>' => '<',
        _ => c,
    };
}
