using Gmail.Messages;

namespace GmailMcp.Mail.Reading;

/// <summary>Walks the parts of a message and sorts its leaves into text and attachments, within bounds.</summary>
internal sealed class PartTree
{
    /// <summary>Levels of nesting. Real mail stays under ten.</summary>
    public const int MaxDepth = 100;

    /// <summary>Parts of one message. Real mail stays under two hundred.</summary>
    public const int MaxParts = 1000;

    private readonly List<TextLeaf> _texts = [];
    private readonly List<ReadableAttachment> _attachments = [];
    private int _partCount;

    private PartTree()
    {
    }

    /// <summary>The text/plain and text/html parts that are no files.</summary>
    public IReadOnlyList<TextLeaf> Texts => _texts;

    /// <summary>All other leaves, and the messages attached.</summary>
    public IReadOnlyList<ReadableAttachment> Attachments => _attachments;

    public ReadingNotes Notes { get; private set; }

    public static PartTree Walk(MessagePart? root)
    {
        var tree = new PartTree();
        if (root is not null)
        {
            tree.Visit(root, new Place("", "", 0, IsInAttachedMessage: false));
        }

        return tree;
    }

    private void Visit(MessagePart part, Place place)
    {
        if (place.Depth > MaxDepth)
        {
            Notes |= ReadingNotes.TooDeep;
            return;
        }

        if (_partCount == MaxParts)
        {
            Notes |= ReadingNotes.TooManyParts;
            return;
        }

        _partCount++;
        var headers = new PartHeaders(part);
        var children = part.Parts ?? [];
        var isAttachedMessage = headers.MimeType.StartsWith("message/", StringComparison.Ordinal);
        if (isAttachedMessage || (children.Count == 0 && !IsText(headers)))
        {
            AddAttachment(part, headers, place);
        }
        else if (children.Count == 0)
        {
            _texts.Add(new TextLeaf(part, headers, HandleOf(part, place), place.IsInAttachedMessage));
        }

        for (var i = 0; i < children.Count; i++)
        {
            Visit(children[i], place.Child(i, headers.MimeType, isAttachedMessage));
        }
    }

    private static bool IsText(PartHeaders headers)
    {
        if (headers.IsAttachment || headers.FileName.Length > 0)
        {
            return false;
        }

        // A multipart without parts is one whose boundary Gmail could not find: its text is all there is to read.
        return headers.MimeType is "text/plain" or "text/html"
            || headers.MimeType.StartsWith("multipart/", StringComparison.Ordinal);
    }

    private void AddAttachment(MessagePart part, PartHeaders headers, Place place)
    {
        // AMP and watch forms say the same text once more to clients that know them; nobody would look for them among
        // the files.
        if (headers.FileName.Length == 0 && headers.MimeType is "text/x-amp-html" or "text/watch-html")
        {
            return;
        }

        var partId = HandleOf(part, place);
        var data = string.IsNullOrEmpty(part.Body?.Data) ? null : part.Body.Data;
        var attachmentId = string.IsNullOrEmpty(part.Body?.AttachmentId) ? null : part.Body.AttachmentId;
        var isRelated = headers.ContentId is not null && place.ParentType == "multipart/related";
        _attachments.Add(new ReadableAttachment(
            partId,
            headers.FileName.Length > 0 ? headers.FileName : $"attachment-{partId}",
            headers.MimeType,
            part.Body?.Size ?? (data is null ? 0 : LenientBase64.Decode(data).Length),
            attachmentId,
            IsInline: !headers.IsAttachment && (headers.IsInline || isRelated),
            headers.ContentId,
            attachmentId is null ? data : null));
    }

    /// <summary>Gmail's part id; where a server states none, the path, which is what Gmail's ids are. The root's is
    /// empty there, and nothing to address it by: it becomes 0, which a root that is a leaf leaves free.</summary>
    private static string HandleOf(MessagePart part, Place place)
    {
        var partId = HeaderValue.OneLine(part.PartId);
        if (partId.Length > 0)
        {
            return partId;
        }

        return place.Path.Length > 0 ? place.Path : "0";
    }

    /// <summary>Where in the message a part stands.</summary>
    private readonly record struct Place(string Path, string ParentType, int Depth, bool IsInAttachedMessage)
    {
        public Place Child(int index, string mimeType, bool isAttachedMessage) => new(
            Path.Length > 0 ? $"{Path}.{index}" : $"{index}",
            mimeType,
            Depth + 1,
            IsInAttachedMessage || isAttachedMessage);
    }
}
