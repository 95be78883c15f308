using FsCheck;
using FsCheck.Fluent;

namespace GmailMcp.Tests.Mail.Composing;

/// <summary>Markdown made of marks that begin something and do not end it, in any order.</summary>
public sealed record HostileMarkdown(string Value)
{
    private static readonly string[] Pieces =
    [
        "word", "word", " ", " ", "\n", "\n", "\n\n", "  \n", "\t", "    ", "*", "**", "_", "~~", "`", "``", "```\n", "~~~\n", "> ", "- ",
        "1. ", "2) ", "+ ", "# ", "---\n", "===\n", "| ", "|", "|--|--|\n", "a|b\n", "[", "]", "![", "](", ")", "](https://x.example)",
        "](javascript:alert(1))", "](cid:a)", "](JaVaScRiPt:x \"t\")", "](https://x.example \"t\")", "](<https://y.example>)", "<", ">",
        "<script>", "</body>", "<img src=x onerror=y>", "<!--", "<https://z.example>", "<javascript:x>", "<a@b.example>", "https://w.example/\"on=",
        "&", "&lt;", "&#60;", "&#x3c;script&#x3e;", "\"", "'", "\\", "\\\n", "!", "ü", "日本", "\0",
    ];

    public static Arbitrary<HostileMarkdown> Arbitrary() => Gen.Elements(Pieces)
        .ArrayOf()
        .Select(pieces => new HostileMarkdown(string.Concat(pieces)))
        .ToArbitrary();
}
