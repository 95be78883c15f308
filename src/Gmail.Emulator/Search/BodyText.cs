using System.Text;
using MimeKit;
using MimeKit.Text;

namespace Gmail.Emulator.Search;

/// <summary>Reads the parts of a message: the words of its text parts, the names of its files, the links it
/// holds.</summary>
internal sealed class BodyText
{
    private static readonly (string Address, LinkedContent Kinds)[] LinkKinds =
    [
        ("drive.google.com/", LinkedContent.Drive),
        ("docs.google.com/document/", LinkedContent.Drive | LinkedContent.Document),
        ("docs.google.com/spreadsheets/", LinkedContent.Drive | LinkedContent.Spreadsheet),
        ("docs.google.com/presentation/", LinkedContent.Drive | LinkedContent.Presentation),
        ("youtube.com/watch", LinkedContent.YouTube),
        ("youtu.be/", LinkedContent.YouTube),
    ];

    private readonly StringBuilder _index = new();
    private readonly List<string> _fileNames = [];

    public BodyText(MimeMessage mime)
    {
        var waiting = new Stack<(MimeEntity Entity, string Parent)>();
        if (mime.Body is { } body)
        {
            waiting.Push((body, ""));
        }

        while (waiting.TryPop(out var next))
        {
            if (next.Entity is Multipart multipart)
            {
                foreach (var child in multipart.Reverse())
                {
                    waiting.Push((child, multipart.ContentType.MediaSubtype.ToLowerInvariant()));
                }
            }
            else
            {
                ReadPart(next.Entity, next.Parent);
            }
        }
    }

    public string Index => _index.Length == 0 ? Words.None : _index.ToString();

    public IReadOnlyList<string> FileNames => _fileNames;

    public bool HasAttachment { get; private set; }

    public LinkedContent Links { get; private set; }

    private void ReadPart(MimeEntity entity, string parent)
    {
        var fileName = entity.ContentDisposition?.FileName ?? entity.ContentType.Name;
        if (!string.IsNullOrEmpty(fileName))
        {
            _fileNames.Add(fileName);
        }

        var isAttachment = IsAttachment(entity, parent, fileName);
        HasAttachment |= isAttachment;
        if (entity is TextPart text && !isAttachment)
        {
            var written = text.Text;
            NoteLinks(written);
            _index.Append(Words.Index(text.IsHtml ? SeenText(written) : written));
        }
    }

    /// <summary>A picture that the page itself shows (in multipart/related, with a Content-ID) is no attachment; nor is
    /// the copy that a bounce returns.</summary>
    private static bool IsAttachment(MimeEntity entity, string parent, string? fileName) =>
        entity is MessagePart
            ? parent != "report"
            : entity.IsAttachment
                || (!string.IsNullOrEmpty(fileName) && !(parent == "related" && entity.ContentId is not null));

    private void NoteLinks(string text)
    {
        foreach (var (address, kinds) in LinkKinds)
        {
            if (text.Contains(address, StringComparison.OrdinalIgnoreCase))
            {
                Links |= kinds;
            }
        }
    }

    /// <summary>The text between the tags. Style sheets and scripts are no text; an inline tag does not cut a
    /// word.</summary>
    private static string SeenText(string html)
    {
        var text = new StringBuilder(html.Length / 2);
        var tokenizer = new HtmlTokenizer(new StringReader(html));
        var isStyle = false;
        while (tokenizer.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken tag:
                    isStyle = tag.Id == HtmlTagId.Style && !tag.IsEndTag;
                    if (!IsInline(tag.Id))
                    {
                        text.Append(' ');
                    }

                    break;
                case HtmlDataToken data when !isStyle && data.Kind == HtmlTokenKind.Data:
                    text.Append(data.Data);
                    break;
            }
        }

        return text.ToString();
    }

    private static bool IsInline(HtmlTagId tag) => tag is
        HtmlTagId.A or HtmlTagId.B or HtmlTagId.I or HtmlTagId.U or HtmlTagId.EM
        or HtmlTagId.Strong or HtmlTagId.Span or HtmlTagId.Font or HtmlTagId.Small or HtmlTagId.Big or HtmlTagId.Sub
        or HtmlTagId.Sup or HtmlTagId.Code or HtmlTagId.Abbr or HtmlTagId.Mark;
}
