using System.Net;
using System.Text;
using MimeKit;
using MimeKit.Text;

namespace Gmail.Emulator.Content;

/// <summary>Text of a message: its body decoded, its snippet.</summary>
internal static class MimeText
{
    /// <summary>Gmail's snippets are about this long.</summary>
    private const int SnippetLength = 200;

    private const int Utf8CodePage = 65001;

    private static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase)
    {
        "style", "script", "head", "title", "noscript",
    };

    static MimeText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>MimeKit needs the code pages of old mail registered; the static constructor does so once.</summary>
    public static void EnsureCharsets()
    {
    }

    /// <summary>The decoded bytes of a part, whatever its transfer encoding.</summary>
    public static byte[] Content(MimePart part)
    {
        if (part.Content is null)
        {
            return [];
        }

        using var stream = new MemoryStream();
        part.Content.DecodeTo(stream);
        return stream.ToArray();
    }

    /// <summary>A message that the emulator wrote itself, with CRLF (RFC 5322 §2.3).</summary>
    public static byte[] ToBytes(MimeMessage message)
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        using var stream = new MemoryStream();
        message.WriteTo(options, stream);
        return stream.ToArray();
    }

    /// <summary>A text part in UTF-8 with its own line breaks, whatever charset its header names.</summary>
    public static byte[] Utf8(TextPart part)
    {
        EnsureCharsets();
        var bytes = Content(part);
        return (part.ContentType.CharsetEncoding ?? Guess(bytes)) is { CodePage: not Utf8CodePage } charset
            ? Encoding.Convert(charset, Encoding.UTF8, bytes)
            : bytes;
    }

    /// <summary>The beginning of what a reader sees, white space collapsed, not yet escaped.</summary>
    public static string Snippet(MimeMessage message)
    {
        var text = BodyPart(message.Body, "plain") is { } plain && !string.IsNullOrWhiteSpace(plain.Text)
            ? plain.Text
            : BodyPart(message.Body, "html") is { } html ? VisibleText(html.Text) : "";
        var words = new StringBuilder();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (words.Length + word.Length + 1 > SnippetLength)
            {
                break;
            }

            words.Append(words.Length == 0 ? "" : " ").Append(word);
        }

        return words.ToString();
    }

    /// <summary>No charset, or one that nobody knows: UTF-8 if it can be, else Latin-1.</summary>
    private static Encoding Guess(byte[] bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1;

    private static TextPart? BodyPart(MimeEntity? entity, string subtype) => entity switch
    {
        TextPart text when text.ContentType.IsMimeType("text", subtype) && !text.IsAttachment => text,
        Multipart multipart => multipart
            .Select(part => BodyPart(part, subtype))
            .FirstOrDefault(part => part is not null),
        _ => null,
    };

    private static string VisibleText(string html)
    {
        var text = new StringBuilder();
        var tokens = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        string? unseen = null;
        while (tokens.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken tag when unseen is not null:
                    var isEnd = tag.IsEndTag && tag.Name.Equals(unseen, StringComparison.OrdinalIgnoreCase);
                    unseen = isEnd ? null : unseen;
                    break;
                case HtmlTagToken { IsEndTag: false, IsEmptyElement: false } tag when Unseen.Contains(tag.Name):
                    unseen = tag.Name;
                    break;
                case HtmlTagToken:
                    text.Append(' ');
                    break;
                case HtmlDataToken data when unseen is null:
                    text.Append(WebUtility.HtmlDecode(data.Data));
                    break;
            }
        }

        return text.ToString();
    }
}
