using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Tests.Mail.Composing.Parsed;

/// <summary>Files to attach, with names that break mail programs.</summary>
internal static class SomeFiles
{
    private static readonly string[] Stems =
    [
        "report", "Rückgabe & Beleg", "日本語のとても長いファイル名", "say \"cheese\"", "a;b", "a/b", "..\\..\\up",
        "../../etc/passwd", "100%41",
        "'quoted'", "a, b", "(comment)", "=?utf-8?Q?x?=", "a=b", "👩‍👩‍👧", "e\u0301", "\u202Efdp.exe", "name*0",
        "utf-8''x", "two  blanks", ".hidden", "tab\tin",
        new('x', 296), new('ü', 150),
        "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "שלום", "%00", "\u0001",
        "C:\\dir\\file", "con", "~tilde", "filename=\"x\"", "\uFEFFbom", "a\u00A0b",
    ];

    private static readonly (string Ending, string? Type)[] Endings =
    [
        (".pdf", "application/pdf"), (".txt", "text/plain"), (".png", "image/png"),
        (".eml", "application/octet-stream"), ("", null),
        (".html", "text/html"), (".ics", "text/calendar"), (".unheard-of", null), (".csv", "text/csv"),
    ];

    private static readonly (string? Given, string? Read)[] Stated =
    [
        ("image/x-custom", "image/x-custom"), ("text/plain; charset=koi8-r", "text/plain"),
        ("application/pdf; name=other.pdf", "application/pdf"),
        ("message/rfc822", "application/octet-stream"), ("multipart/mixed; boundary=x", "application/octet-stream"),
        ("application/json; profile=\"a;b\"", "application/json"), ("APPLICATION/ZIP", "application/zip"),
    ];

    /// <summary>Up to eight.</summary>
    public static Gen<(OutgoingAttachment Given, ExpectedFile Read)[]> Several { get; } =
        from count in Gen.Frequency((4, Gen.Constant(0)), (4, Gen.Choose(1, 2)), (1, Gen.Choose(3, 8)))
        from files in One().ArrayOf(count)
        select files;

    /// <summary>A picture that the HTML shows: how the HTML names it, and by what id it is found in the end.</summary>
    public static Gen<(OutgoingAttachment Given, ExpectedFile Read, string Reference)> Picture { get; } =
        from id in Gen.Elements<(string? Given, string Read, string Reference)>(
            ("pic", "pic", "pic"),
            ("a.b@example.org", "a.b@example.org", "a.b@example.org"),
            (null, "look.png", "look.png"),
            ("caf\u00E9 au lait", "picture1@inline", "caf%C3%A9%20au%20lait"),
            (new string('i', 61), "picture1@inline", new string('i', 61)))
        from content in Content(3_000)
        select (
            File("look.png", null, content) with { ContentId = id.Given },
            new ExpectedFile("look.png", "image/png", Sha256(content), id.Read),
            id.Reference);

    private static Gen<(OutgoingAttachment Given, ExpectedFile Read)> One() =>
        from stem in Gen.Elements(Stems)
        from ending in Gen.Elements(Endings)
        from stated in Gen.Frequency(
            (4, Gen.Constant<(string? Given, string? Read)>((null, null))), (1, Gen.Elements(Stated)))
        from size in Gen.Frequency(
            (3, Gen.Elements(0, 1, 2, 56, 57, 58, 76, 77)),
            (12, Gen.Choose(0, 5_000)),
            (3, Gen.Choose(50_000, 200_000)),
            (1, Gen.Choose(1_000_000, 3_000_000)))
        let isText = ending.Type?.StartsWith("text/", StringComparison.Ordinal) == true
        from content in isText ? Text(Math.Min(size, 20_000)) : Content(size)
        let name = stem + ending.Ending
        let type = stated.Read ?? ending.Type
        select (File(name, stated.Given, content), new ExpectedFile(name.Trim(), type, Sha256(content), null));

    private static OutgoingAttachment File(string name, string? type, byte[] content) =>
        new(name, type, () => new MemoryStream(content, writable: false), content.Length);

    private static Gen<byte[]> Content(int size) => Gen.Choose(0, int.MaxValue).Select(seed =>
    {
        var content = new byte[size];
        new Random(seed).NextBytes(content);
        return content;
    });

    // What a parser could take for text to be improved: line ends of every kind, blanks at the ends, no last line end.
    private static Gen<byte[]> Text(int size) => Gen.Elements("a", "b ", "\n", "\r\n", "\r", ".", "\t", "From ", "=", "é", "\0")
        .ArrayOf(size / 2)
        .Select(pieces => System.Text.Encoding.UTF8.GetBytes(string.Concat(pieces)));

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
