using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Tests.Mail.Composing.Parsed;

/// <summary>Whole mails of everything that a caller may ask for, made by chance.</summary>
internal static class SomeMails
{
    private static readonly string[] SubjectPieces =
    [
        "Lunch", " ", " ", "  ", "   ", "\t", "at noon", "Grüße", "来週の打ち合わせ", "회의", "Привет", "مرحبا بالعالم",
        "שלום", "👩‍👩‍👧", "🎉🎉", "e\u0301", "\u202E",
        "=?utf-8?B?4pyT?=", "=?utf-8?Q?x?=", "=?", "?=", "_", "=20", "Bcc: evil@example.net", "Subject: other",
        "Re: ", "[list]", ",", ";", ":", "\"", "\\",
        "\u0001", "\u007F", "\u0085", "\u00A0", "\u200B", "\uFEFF", "\uD800", "<b>", "&amp;", new('x', 100),
        new('ü', 90), "--=-boundary",
    ];

    private static readonly string[] BodyPieces =
    [
        "word", "word ", "Grüße aus Köln", "日本語", "👩‍👩‍👧", "مرحبا", "e\u0301", "\n", "\n", "\r\n", "\r\n\r\n", "\r",
        "\n.", "\n.\n", "\nFrom me to you", "   \n", "\t\n", "\t",
        "=", "=3D", "=\n", "--", "\n--=-boundary\n", "\n----\n", "\nBcc: evil@example.net\n", "=?utf-8?Q?x?=", "\f",
        "\v", "\u0001", "\u007F", "\u0085", "\u2028", "\u00A0",
        "\u200B", "\uFEFF", "\uDC00", "<", ">", "&", "\"", "\n> quoted", "-- \n", "https://example.org/?a=b&c=%20",
        new('z', 1_000), "\0",
    ];

    private static readonly string[] HtmlPieces =
    [
        "<p>word</p>", "<p>Grüße</p>\r\n", "<div dir=\"rtl\">مرحبا</div>", "<br>", "\n", "\r", "&nbsp;", "&lt;b&gt;",
        "<b>日本語</b>", "<a href=\"https://example.org/?a=b&amp;c\">x</a>",
        "<!-- Bcc: evil@example.net -->", "<pre>  a\n  b</pre>", "<p>.</p>\n.\n", "\nFrom me\n", "👩‍👩‍👧",
        "<span style=\"color:red\">=3D</span>", "   ", "<td>", "\uFEFF",
    ];

    /// <summary>The same each time.</summary>
    public static IReadOnlyList<ComposedMail> Make(int count) => [.. One().Sample(count, new Rnd(20_261_125UL, 5UL), 30)];

    private static Gen<ComposedMail> One() =>
        from @from in SomePeople.One
        from to in SomePeople.Several(300)
        from cc in SomePeople.Several(100)
        from bcc in SomePeople.Several(100)
        from subject in Pieces(SubjectPieces, 2_000)
        from body in Body()
        from files in SomeFiles.Several
        from thread in Thread()
        select new ComposedMail(
            body.Given with
            {
                From = @from.Given,
                To = [.. to.Select(one => one.Given)],
                Cc = [.. cc.Select(one => one.Given)],
                Bcc = [.. bcc.Select(one => one.Given)],
                Subject = subject,
                Attachments = [.. body.Given.Attachments, .. files.Select(file => file.Given)],
                InReplyTo = thread.LastOrDefault(),
                References = [.. thread.SkipLast(1)],
            },
            new ExpectedMail
            {
                From = @from.Read,
                To = [.. to.Select(one => one.Read)],
                Cc = [.. cc.Select(one => one.Read)],
                Bcc = [.. bcc.Select(one => one.Read)],
                Subject = Whole(subject),
                Text = body.Text is null ? null : Whole(body.Text),
                Html = Whole(body.Html),
                Files = [.. body.Shown, .. files.Select(file => file.Read)],
                InReplyTo = thread.LastOrDefault(),
                References = thread.Length <= 21 ? thread : [thread[0], .. thread[^20..]],
            });

    private static Gen<SomeBody> Body() => Gen.Frequency(
        (1, Gen.Constant(new SomeBody(Mail(""), "", ""))),
        (5, Text().Select(text => new SomeBody(Mail(text), text, ""))),
        (1, Text().Select(text => new SomeBody(Mail(text) with { MimeType = OutgoingBody.Html }, "", text))),
        (1, Text().Select(text => new SomeBody(
            Mail(text) with { MimeType = OutgoingBody.Alternative }, text, PlainTextAsHtml.Convert(text)))),
        (2, Text().Select(text => new SomeBody(Mail(text) with { IsMarkdown = true }, text, MarkdownHtml.Convert(text)))),
        (2, Html().Select(html => new SomeBody(Mail("") with { HtmlBody = html }, null, html))),
        (3, Text().Zip(Html(), (text, html) => new SomeBody(Mail($"a{text}") with { HtmlBody = html }, $"a{text}", html))),
        (2, Text().Zip(SomeFiles.Picture, (text, picture) => new SomeBody(
            Mail($"a{text}") with { HtmlBody = Showing(picture.Reference), Attachments = [picture.Given] },
            $"a{text}",
            Showing(picture.Read.ContentId!)) // not null: it is shown
        {
            Shown = [picture.Read],
        })));

    private static string Showing(string id) => $"<p>Look:</p><img src=\"cid:{id}\" alt=\"x\"> <p>There.</p>";

    private static OutgoingMessage Mail(string body) => new() { Subject = "", Body = body };

    private static Gen<string> Text() => Gen.Frequency(
        (8, Pieces(BodyPieces, 20_000)),
        (1, Gen.Elements("x", "ü", "x ", "日", "=", "👩", ".")
            .Select(piece => string.Concat(Enumerable.Repeat(piece, 10_000)))));

    private static Gen<string> Html() =>
        Pieces(HtmlPieces, 20_000).Select(html => $"<html><body>h{html}</body></html>");

    private static Gen<string> Pieces(string[] pieces, int most) => Gen.Frequency(
            (1, Gen.Constant(0)), (6, Gen.Choose(1, 8)), (3, Gen.Choose(9, 60)), (1, Gen.Choose(100, 400)))
        .SelectMany(count => Gen.Elements(pieces).ArrayOf(count))
        .Select(chosen => string.Concat(chosen))
        .Select(text => text.Length <= most ? text : text[..most]);

    /// <summary>The ids of a thread, oldest first.</summary>
    private static Gen<string[]> Thread() =>
        from count in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 3)), (1, Gen.Choose(4, 40)))
        from lengths in Gen.Choose(1, 240).ArrayOf(count)
        select lengths.Select((length, i) => $"<{i}.{new string('m', length)}=_%+/@mail.example.org>").ToArray();

    /// <summary>Half a character is none in any mail.</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private sealed record SomeBody(OutgoingMessage Given, string? Text, string Html)
    {
        public IReadOnlyList<ExpectedFile> Shown { get; init; } = [];
    }
}
