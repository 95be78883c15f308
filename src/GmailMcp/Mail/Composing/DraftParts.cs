using MimeKit;

namespace GmailMcp.Mail.Composing;

/// <summary>The parts of a draft, by what they are to whoever changes it.</summary>
internal sealed class DraftParts
{
    private readonly List<TextPart> _texts = [];
    private readonly List<MimeEntity> _files = [];
    private readonly List<TextPart> _calendars = [];
    private readonly Dictionary<MimeEntity, Multipart> _parents = new(ReferenceEqualityComparer.Instance);

    private DraftParts()
    {
    }

    /// <summary>The forms and sections of the text.</summary>
    public IReadOnlyList<TextPart> Texts => _texts;

    /// <summary>What calendars read: a form of the text that no words replace.</summary>
    public IReadOnlyList<TextPart> Calendars => _calendars;

    /// <summary>What the HTML shows by <c>cid:</c>.</summary>
    public IReadOnlyList<MimePart> Pictures { get; private set; } = [];

    /// <summary>All others, as they follow each other.</summary>
    public IReadOnlyList<MimeEntity> Files { get; private set; } = [];

    /// <summary>The type of a part that loses its meaning when anything in it changes, such as <c>multipart/signed</c>;
    /// null for none.</summary>
    public string? SealedType { get; private set; }

    public bool HasHtml => _texts.Any(text => text.IsHtml);

    /// <summary>The HTML; empty where there is none.</summary>
    public string Html => string.Join('\n', _texts.Where(text => text.IsHtml).Select(text => text.Text));

    /// <summary>What the plain text says; what the HTML says where there is none.</summary>
    public string Plain
    {
        get
        {
            var plain = string.Join('\n', _texts.Where(text => text.IsPlain).Select(text => text.Text));
            return !string.IsNullOrWhiteSpace(plain) || !HasHtml ? plain : OutgoingText.PlainOf(Html);
        }
    }

    /// <summary>The one plain part that can stay as it is; null where the text has to be written anew.</summary>
    public TextPart? OnlyPlain =>
        _texts.Where(text => text.IsPlain).ToList() is [var one] && !string.IsNullOrWhiteSpace(one.Text) ? one : null;

    public static DraftParts Of(MimeEntity? body)
    {
        var parts = new DraftParts();
        if (body is not null)
        {
            parts.Walk(body, isForm: false);
        }

        if (body is MimePart { ContentType: { } type } && IsPkcs7(type))
        {
            parts.SealedType = type.MimeType;
        }

        var shown = InlinePictures.NamesIn(parts.Html);
        parts.Pictures =
            [.. parts._files.OfType<MimePart>().Where(part => part.ContentId is { } id && shown.Contains(id))];
        parts.Files = [.. parts._files.Except(parts.Pictures)];
        return parts;
    }

    /// <summary>Whether the part is one of several forms of the same.</summary>
    public bool IsForm(MimeEntity part) => _parents.GetValueOrDefault(part) is MultipartAlternative;

    /// <summary>The part that holds another; null for the body itself.</summary>
    public Multipart? ParentOf(MimeEntity part) => _parents.GetValueOrDefault(part);

    /// <summary>Takes a part out of the tree, and what holds nothing then.</summary>
    /// <returns>False where it is the body itself.</returns>
    public bool Remove(MimeEntity part)
    {
        if (_parents.GetValueOrDefault(part) is not { } parent)
        {
            return false;
        }

        parent.Remove(part);
        return parent.Count > 0 || Remove(parent);
    }

    private void Walk(MimeEntity entity, bool isForm)
    {
        switch (entity)
        {
            case Multipart multipart when IsOpen(multipart.ContentType):
                foreach (var part in multipart)
                {
                    _parents[part] = multipart;
                    Walk(part, multipart is MultipartAlternative || (multipart as MultipartRelated)?.Root == part);
                }

                break;
            case Multipart other:
                SealedType ??= other.ContentType.MimeType;
                _files.Add(other);
                break;
            case TextPart { IsAttachment: false } calendar when calendar.ContentType.IsMimeType("text", "calendar"):
                _calendars.Add(calendar);
                break;
            case TextPart { IsAttachment: false } text
                when isForm || (text.FileName is null && (text.IsPlain || text.IsHtml)):
                _texts.Add(text);
                break;
            default:
                _files.Add(entity);
                break;
        }
    }

    private static bool IsOpen(ContentType type) =>
        type.MediaSubtype.ToUpperInvariant() is "MIXED" or "ALTERNATIVE" or "RELATED";

    private static bool IsPkcs7(ContentType type) =>
        type.IsMimeType("application", "pkcs7-mime") || type.IsMimeType("application", "x-pkcs7-mime");
}
