using System.Text;

namespace GmailMcp.Mail.Reading;

/// <summary>Decodes the text parts of a message and joins them: all plain text, and all HTML.</summary>
internal sealed class BodyChoice
{
    private readonly List<BodyPartToFetch> _toFetch = [];

    private BodyChoice()
    {
    }

    public string PlainText { get; private set; } = "";

    public string Html { get; private set; } = "";

    public IReadOnlyList<BodyPartToFetch> ToFetch => _toFetch;

    public ReadingNotes Notes { get; private set; }

    public static BodyChoice From(
        IReadOnlyList<TextLeaf> texts, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> fetched)
    {
        var choice = new BodyChoice();
        choice.Take([.. texts.Where(text => !text.IsInAttachedMessage)], fetched);
        var isEmpty = choice._toFetch.Count == 0 && string.IsNullOrWhiteSpace(choice.PlainText + choice.Html);
        if (isEmpty && texts.Any(text => text.IsInAttachedMessage))
        {
            choice.Take([.. texts.Where(text => text.IsInAttachedMessage)], fetched);
            choice.Notes |= ReadingNotes.TextOfAttachedMessage;
        }

        return choice;
    }

    private void Take(IReadOnlyList<TextLeaf> texts, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> fetched)
    {
        var plainText = new StringBuilder();
        var html = new StringBuilder();
        foreach (var text in texts)
        {
            if (fetched.TryGetValue(text.PartId, out var bytes))
            {
                Append(text.IsHtml ? html : plainText, text, bytes.Span);
            }
            else if (text.MustBeFetched)
            {
                // MustBeFetched has seen that the body and its attachment id are there.
                var body = text.Part.Body!;
                _toFetch.Add(new BodyPartToFetch(
                    text.PartId, body.AttachmentId!, text.Headers.MimeType, body.Size ?? 0));
            }
            else
            {
                Append(text.IsHtml ? html : plainText, text, LenientBase64.Decode(text.Part.Body?.Data));
            }
        }

        PlainText = plainText.ToString();
        Html = html.ToString();
    }

    private void Append(StringBuilder body, TextLeaf text, ReadOnlySpan<byte> bytes)
    {
        var decoded = CharsetText.Decode(bytes, text.Headers.Charset);
        if (decoded.IsDamaged)
        {
            Notes |= ReadingNotes.DamagedText;
        }

        // RFC 2046 §5.1.1: the line break before a boundary is not part of the text, so the next part would go on in
        // its last line.
        if (body.Length > 0 && body[^1] != '\n' && decoded.Text.Length > 0)
        {
            body.Append("\r\n");
        }

        body.Append(decoded.Text);
    }
}
