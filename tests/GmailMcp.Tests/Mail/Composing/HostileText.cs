using FsCheck;
using FsCheck.Fluent;

namespace GmailMcp.Tests.Mail.Composing;

/// <summary>Text of one line, made of what breaks mail programs: other scripts, quotes, encoded words, commas, blanks
/// in odd places, control characters, endless words.</summary>
public sealed record HostileText(string Value)
{
    private static readonly string[] Pieces =
    [
        "a", "Z", "word", " ", " ", " ", "  ", "\t", "ü", "Groß", "日本語", "안녕", "Привет", "مرحبا", "👩‍👩‍👧", "e\u0301",
        "=?", "?=", "=?utf-8?Q?x?=", "=?utf-8?B?", "_", "=", "=20", ",", ";", ":", "\"", "\\", "'", "<", ">", "@", "(",
        ")", "[", "]", ".", "..", "%41", "*", "\u0001", "\u007F", "\u0085", "\u00A0", "\u200B", "\u202E", "\uFEFF",
        "\uFFFD", "{", "}", "--", "Bcc: evil@x.example", "<evil@x.example>", new('x', 80), new('ü', 70), new('y', 1100),
    ];

    public static Arbitrary<HostileText> Arbitrary() => Gen.Elements(Pieces)
        .ArrayOf()
        .Select(pieces => new HostileText(string.Concat(pieces)))
        .ToArbitrary();
}
