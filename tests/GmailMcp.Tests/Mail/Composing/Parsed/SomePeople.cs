using System.Buffers;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace GmailMcp.Tests.Mail.Composing.Parsed;

/// <summary>Invented people of all scripts, as callers write them, and as their readers must see them.</summary>
internal static partial class SomePeople
{
    /// <summary>Encoded words are what somebody copied from a raw header: they are sent as what they say.</summary>
    private static readonly (string Given, string Read)[] EncodedNames =
    [
        ("=?utf-8?B?R3LDvMOfZQ==?=", "Grüße"), ("=?iso-8859-1?Q?Andr=E9?= Arn", "André Arn"),
        ("Ann =?utf-8?Q?x", "Ann =?utf-8?Q?x"),
        ("=?utf-8?Q?a=2C_b=40c.example?=", "a, b@c.example"), ("?= =?", "?= =?"),
    ];

    private static readonly string[] Names =
    [
        "Ann", "Ann Arn", "Arn, Ann", "Ann \"the Ant\" Arn", "Ann (Sales)", "Ann @ Home", "ann@example.com",
        "Dr. A. Arn", "A; B", "Team: A",
        "back\\slash", "<Ann>", "[Ann]", "Zoë Müller-Lüdenscheidt", "Ólafur Þór", "山田 太郎", "김하늘", "王芳", "Ελένη",
        "Иван Иванов",
        "שלום כהן", "محمد علي", "\u202Eevil\u202C", "हिन्दी नाम", "ไทย", "👩‍👩‍👧 Family", "🇩🇪 Ann", "e\u0301lan",
        "Z\u0351\u0321algo",
        "a  b", " Ann ", "Ann\tArn", "a\u0001b", "a\u0085b", "\u00A0Ann", "_", "=", "'Ann'", "O'Neil",
        "Ann,Ben,Carl", "a\\\"b", "@", ".", "..",
        "!#$%&'*+-/=?^_`{|}~", "undisclosed-recipients:;", "Bcc: evil@example.net", "1 2 3", "ﬁ", "\uFEFFAnn",
        "\u200BAnn", "𝕬𝖓𝖓", "x\uFFFDy",
    ];

    private static readonly string[] Locals =
    [
        "ann", "a.b", "ann+tag", "o'neil", "x_y-z", "1", "!#$%&'*+-/=?^_`{|}~", new('l', 64), "\"a@b\"", "\"a..b\"",
        "Ann.Arn",
    ];

    private static readonly (string Given, string Read)[] Domains =
    [
        ("example.org", "example.org"), ("example.org", "example.org"), ("example.org", "example.org"),
        ("EXAMPLE.com", "example.com"),
        ("mail.sub-domain.example.net", "mail.sub-domain.example.net"), ("bücher.example", "xn--bcher-kva.example"),
        ("例え.example", "xn--r8jz45g.example"), ("пример.example", "xn--e1afmkfd.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ($"{new string('d', 63)}.{new string('e', 63)}.example", $"{new string('d', 63)}.{new string('e', 63)}.example"),
    ];

    /// <summary>One of them: what the argument says, and what a reader sees.</summary>
    public static Gen<(string Given, ExpectedAddress Read)> One { get; } =
        from name in Name()
        from local in Gen.Frequency((6, Gen.Elements("ann", "ben", "carl.c", "dora+news")), (1, Gen.Elements(Locals)))
        from number in Gen.Choose(0, 9_999)
        from domain in Gen.Elements(Domains)
        from isQuoted in Gen.Elements(true, false)
        let whole = local.Length < 60 && !local.EndsWith('"') ? $"{local}{number}" : local
        select (Write(name.Given, $"{whole}@{domain.Given}", isQuoted), new ExpectedAddress(name.Read, $"{whole}@{domain.Read}"));

    /// <summary>Mostly a few, sometimes hundreds.</summary>
    /// <param name="most">How many at most.</param>
    public static Gen<(string Given, ExpectedAddress Read)[]> Several(int most) => Gen.Frequency(
        (20, Count(0, 3)), (2, Count(4, 30)), (1, Count(Math.Min(60, most), most)));

    private static Gen<(string Given, ExpectedAddress Read)[]> Count(int least, int most) =>
        from count in Gen.Choose(least, most)
        from people in One.ArrayOf(count)
        select people;

    private static Gen<(string Given, string Read)> Name() => Gen.Frequency(
        (2, Gen.Constant(("", ""))),
        (1, Gen.Elements(EncodedNames)),
        (6, Gen.Elements(Names).Select(Plain)),
        (2, Gen.Elements(Names).ArrayOf(3).Select(names => Plain(string.Concat(names)))),
        (1, Gen.Choose(1, 30).SelectMany(count => Gen.Elements(Names).ArrayOf(count)).Select(names => Plain(string.Join(' ', names)))));

    private static readonly SearchValues<char> Marks = SearchValues.Create(",;:<>\"");

    private static (string Given, string Read) Plain(string name) =>
        (name, Breaks().Replace(name, " ").Trim());

    // Between quotes everything may stand; without them some of it would be another address.
    private static string Write(string name, string address, bool isQuoted)
    {
        if (name.Length == 0)
        {
            return isQuoted ? $"<{address}>" : address;
        }

        return isQuoted || name.AsSpan().ContainsAny(Marks)
            ? $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\" <{address}>"
            : $"{name} <{address}>";
    }

    /// <summary>A name is one line: control characters with the blanks around them are one blank.</summary>
    [GeneratedRegex(" *\\p{Cc}[ \\p{Cc}]*", RegexOptions.NonBacktracking)]
    private static partial Regex Breaks();
}
