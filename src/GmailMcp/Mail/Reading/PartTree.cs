using Gmail.Messages;

namespace GmailMcp.Mail.Reading;

/// <summary>Walks the parts of a message and sorts its leaves into sections to read and attachments, within
/// bounds.</summary>
internal sealed partial class PartTree
{
    /// <summary>Levels of nesting. Real mail stays under ten.</summary>
    public const int MaxDepth = 100;

    /// <summary>Parts of one message. Real mail stays under two hundred.</summary>
    public const int MaxParts = 1000;

    /// <summary>Characters of text in one message, twenty times those of the longest newsletters.</summary>
    public const int MaxTextInChars = 20_000_000;

    /// <summary>Parts fetched to read one message; each is a request to Gmail.</summary>
    public const int MaxFetches = 50;

    private readonly IReadOnlyDictionary<string, ReadOnlyMemory<byte>> _fetched;
    private readonly List<ReadableAttachment> _attachments = [];
    private readonly SectionSink _own = new();
    private readonly List<SectionSink> _ofAttached = [];
    private int _partCount;
    private int _fetchCount;
    private int _invitationCount;
    private long _textInChars;

    private PartTree(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> fetched) => _fetched = fetched;

    /// <summary>What a mail program shows, in its order.</summary>
    public IReadOnlyList<ReadableSection> Sections => _own.Sections;

    /// <summary>What Gmail left out and is needed for the sections.</summary>
    public IReadOnlyList<BodyPartToFetch> ToFetch => _own.ToFetch;

    /// <summary>All leaves that are not text of the mail, and the messages attached.</summary>
    public IReadOnlyList<ReadableAttachment> Attachments => _attachments;

    public ReadingNotes Notes { get; private set; }

    public static PartTree Walk(MessagePart? root, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> fetched)
    {
        var tree = new PartTree(fetched);
        if (root is not null)
        {
            tree.Visit(root, new PartPlace("", "", 0, 0, null), tree._own);
        }

        tree._own.Sections.RemoveAll(section => section.IsEmpty);
        if (tree._own.IsEmpty)
        {
            // Nothing but files: what stands in the mails among them is better than nothing.
            foreach (var sink in tree._ofAttached)
            {
                tree._own.Sections.AddRange(sink.Sections.Where(section => !section.IsEmpty));
                tree._own.ToFetch.AddRange(sink.ToFetch);
            }
        }

        return tree;
    }

    private void Visit(MessagePart part, PartPlace place, SectionSink sink)
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
        if (headers.MimeType.StartsWith("message/", StringComparison.Ordinal)
            || (headers.MimeType == "text/rfc822-headers" && place.ParentType == "multipart/report"))
        {
            VisitMessage(part, headers, place, sink);
        }
        else if (children.Count > 0)
        {
            VisitMultipart(part, headers, place, sink);
        }
        else if (IsText(headers, place))
        {
            AddText(part, headers, place, sink);
        }
        else
        {
            VisitFile(part, headers, place, sink);
        }
    }

    private void VisitMultipart(MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink)
    {
        switch (headers.MimeType)
        {
            case "multipart/alternative":
                VisitAlternatives(part, headers, place, sink);
                return;
            case "multipart/related":
                VisitRelated(part, headers, place, sink);
                return;
            case "multipart/encrypted":
                AddEncrypted(part, place, sink, PgpText.EncryptedSentence);
                VisitChildren(part, headers, place, new SectionSink());
                return;
            case "multipart/signed":
                Notes |= ReadingNotes.SignatureNotChecked;
                break;
        }

        VisitChildren(part, headers, place, sink);
    }

    private void VisitChildren(MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink)
    {
        var children = part.Parts ?? [];
        for (var i = 0; i < children.Count; i++)
        {
            Visit(children[i], place.Child(i, headers.MimeType), sink);
        }
    }

    /// <summary>The same letter in several forms becomes one section; what is no text (an invitation) follows.</summary>
    private void VisitAlternatives(MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink)
    {
        var all = new SectionSink();
        VisitChildren(part, headers, place, all);
        var choices = all.Sections.Where(IsChoice).ToArray();
        if (choices.Length > 0)
        {
            sink.Sections.Add(SectionJoin.Alternatives(HandleOf(part, place), choices) with
            {
                AttachedMessagePartId = place.AttachedMessagePartId,
            });
        }

        sink.Sections.AddRange(all.Sections.Where(section => !IsChoice(section)));
        sink.ToFetch.AddRange(all.ToFetch);

        bool IsChoice(ReadableSection section) =>
            section.Kind == SectionKind.Body && section.AttachedMessagePartId == place.AttachedMessagePartId;
    }

    /// <summary>RFC 2387: one part is the letter, the others are what it shows.</summary>
    private void VisitRelated(MessagePart part, PartHeaders headers, PartPlace place, SectionSink sink)
    {
        var children = part.Parts ?? [];
        var root = 0;
        for (var i = 0; headers.RelatedRoot is { } start && i < children.Count && i < MaxParts; i++)
        {
            root = new PartHeaders(children[i]).ContentId == start ? i : root;
        }

        Visit(children[root], place.Child(root, headers.MimeType), sink);
        for (var i = 0; i < children.Count; i++)
        {
            if (i != root)
            {
                Visit(children[i], place.Child(i, headers.MimeType) with { ParentType = RelatedResource }, sink);
            }
        }
    }

    /// <summary>Stands for the parent's type where a part is no root of a multipart/related.</summary>
    private const string RelatedResource = "multipart/related; resource";

    private static bool IsText(PartHeaders headers, PartPlace place)
    {
        var isTnefBody = place.Containers > 0 && headers.FileName is "body.txt" or "body.html" or "body.rtf";
        if (!isTnefBody && (headers.IsAttachment || headers.FileName.Length > 0))
        {
            return false;
        }

        if (place.ParentType == RelatedResource && headers.ContentId is not null)
        {
            return false; // a frame of the page, not a text beside it
        }

        // A multipart without parts is one whose boundary Gmail could not find: its text is all there is to read.
        return headers.MimeType is "text/plain" or "text/html"
            || (place.Containers > 0 && headers.MimeType is "text/rtf")
            || headers.MimeType.StartsWith("multipart/", StringComparison.Ordinal);
    }

    private void AddAttachment(MessagePart part, PartHeaders headers, PartPlace place)
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
        var isRelated = headers.ContentId is not null && place.ParentType is "multipart/related" or RelatedResource;
        _attachments.Add(new ReadableAttachment(
            partId,
            headers.FileName.Length > 0 ? headers.FileName : $"attachment-{partId}",
            headers.MimeType,
            SizeOf(part) is > 0 and var size ? size : data is null ? 0 : LenientBase64.Decode(data).Length,
            attachmentId,
            IsInline: !headers.IsAttachment && (headers.IsInline || isRelated),
            headers.ContentId,
            attachmentId is null ? data : null));
    }

    // A mail inside the mail has no size of its own in Gmail's answer: it is what its parts have.
    private static long SizeOf(MessagePart part) =>
        part.Body?.Size is > 0 and var size ? size : (part.Parts ?? []).Sum(SizeOf);

    /// <summary>Gmail's part id; where a server states none, the path, which is what Gmail's ids are. The root's is
    /// empty there, and nothing to address it by: it becomes 0, which a root that is a leaf leaves free.</summary>
    private static string HandleOf(MessagePart part, PartPlace place)
    {
        var partId = HeaderValue.OneLine(part.PartId);
        if (partId.Length > 0)
        {
            return partId;
        }

        return place.Path.Length > 0 ? place.Path : "0";
    }
}
