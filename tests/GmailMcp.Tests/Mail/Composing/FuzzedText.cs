using FsCheck;
using FsCheck.Fluent;

namespace GmailMcp.Tests.Mail.Composing;

/// <summary>Values that try to become something else than the one header they were given for.</summary>
internal static class FuzzedText
{
    private static readonly string[] Pieces =
    [
        "a", "word", " ", "  ", "\t", "ü", "日本", "👩‍👩‍👧", "ann@example.org", "@", "example.org", ".", ",", ";", ":",
        "<", ">", "\"", "\\", "(", ")", "'", "=", "/",
        "\r", "\n", "\r\n", "\n\n", "\r\n\r\n", "\r\n ", "\r\n\t", "\0", "\v", "\f", "\u0085", "\u2028", "\u2029",
        "\u001A", "\u007F", "\u200B", "\u202E", "\uFEFF",
        "\uD800", "\uDC00", "\uFFFD", "\u560A", "\u560D", "\uFF1A", "%0D%0A", "\\r\\n", "&#13;&#10;",
        "\r\nBcc: evil@example.net", "\nBcc: evil@example.net", "\rBcc: evil@example.net",
        "\u2028Bcc: evil@example.net", "\u0085Bcc: evil@example.net",
        "\u560D\u560ABcc: evil@example.net", "Bcc: evil@example.net", ", evil@example.net", "> , <evil@example.net",
        ";evil@example.net", "evil: evil@example.net;",
        "<evil@example.net>", "\" <evil@example.net>, \"", "\\\" <evil@example.net>", "\\\\\" <evil@example.net>",
        "(<evil@example.net>)", "evil@example.net,",
        "=?utf-8?Q?=0D=0ABcc:_evil@example.net?=", "=?utf-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5uZXQ=?=",
        "=?utf-8?Q?a,_<evil@example.net>?=", "=?utf-8?Q?=22_<evil@example.net>?=",
        "=?", "?=", "=?utf-8?Q?", "=?utf-7?Q?+AA0-+AAo-Bcc?=", "=?utf-8?Q?=00?=",
        "\r\n--=-boundary\r\nContent-Type: text/html\r\n\r\n<b>", "--", "--=-", "boundary=\"x\"",
        "; filename=evil.exe", "\"; filename=\"evil.exe", "; name=evil.exe", "*0=", "filename*=utf-8''evil.exe", "'",
        "''", "text/html", "multipart/mixed; boundary=x",
        "image/png", "Content-Type: text/html", new('x', 80), new('x', 1_100), new('ü', 400), new(' ', 90),
        new('\\', 40),
    ];

    /// <summary>The same each time.</summary>
    public static IReadOnlyList<string> Make(int count) => [.. One.Sample(count, new Rnd(5UL, 20_261_125UL), 30)];

    private static Gen<string> One { get; } = Gen.Frequency(
            (1, Gen.Choose(0, 1)), (4, Gen.Choose(2, 4)), (2, Gen.Choose(5, 12)))
        .SelectMany(count => Gen.Frequency((12, Gen.Elements(Pieces)), (1, Gen.Choose(0, 0xFFFF).Select(code => $"{(char)code}"))).ArrayOf(count))
        .Select(string.Concat);
}
