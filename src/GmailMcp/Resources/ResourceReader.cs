using System.Globalization;
using Gmail;
using GmailMcp.Accounts;
using GmailMcp.Mail.Attachments;
using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Html;
using GmailMcp.Mailbox;
using GmailMcp.Tools;
using GmailMcp.Tools.Attachments;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Resources;

/// <summary>Reads one resource: the same texts, fence and budget as the tools have.</summary>
internal sealed class ResourceReader(Mailboxes mailboxes, MessageFetch fetch, LabelList labels, Fence fence)
{
    private const string Markdown = "text/markdown";

    private const string Failure = "Failed to read attachment";

    // In base64 within JSON it is a third more, and stands in memory several times.
    private const int MostBlobBytes = 5 * 1024 * 1024;

    /// <exception cref="GmailException">It is not there, or Gmail could not be reached.</exception>
    /// <exception cref="ToolException">It is there and cannot be shown; the message says why.</exception>
    public async Task<ResourceContents> ReadAsync(ResourceAddress address, string uri, CancellationToken cancellationToken)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        if (address.Kind == ResourceKind.Attachment)
        {
            return await AttachmentAsync(gmail, address, uri, cancellationToken);
        }

        var text = address.Kind switch
        {
            ResourceKind.Message => ShownMessage.Of(
                await fetch.ReadAsync(address.Id, cancellationToken), TextPage.DefaultLength, fence, cancellationToken),
            ResourceKind.Thread => await ShownThread.ReadAsync(fetch, address.Id, fence, cancellationToken),
            ResourceKind.Labels => await LabelsAsync(cancellationToken),
            _ => await ProfileAsync(gmail, cancellationToken),
        };
        return new TextResourceContents { Uri = uri, MimeType = Markdown, Text = text };
    }

    private async Task<string> LabelsAsync(CancellationToken cancellationToken)
    {
        var sorted = (await labels.LoadAsync(cancellationToken)).All
            .OrderBy(label => label.Type != "system")
            .ThenBy(label => label.Name, StringComparer.OrdinalIgnoreCase);
        return "# Labels\n\n" + string.Join('\n', sorted.Select(label =>
            label.Type == "system" ? $"- {label.Id}" : $"- {label.Name} (ID: {label.Id})"));
    }

    // users.getProfile, 1 quota unit.
    private static async Task<string> ProfileAsync(GmailClient gmail, CancellationToken cancellationToken)
    {
        var profile = await gmail.Profile.GetAsync(cancellationToken);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"# Mailbox\n\n- Address: {profile.EmailAddress}\n- Messages: {profile.MessagesTotal}\n- Threads: {profile.ThreadsTotal}");
    }

    private async Task<ResourceContents> AttachmentAsync(
        GmailClient gmail, ResourceAddress address, string uri, CancellationToken cancellationToken)
    {
        var found = await AttachmentContent.FindAsync(fetch, address.Id, address.PartId, Failure, fence, cancellationToken);
        if (found.Attachment.SizeInBytes > MostBlobBytes)
        {
            throw TooLarge(address, found.Attachment.SizeInBytes);
        }

        var content = await found.ReadAsync(gmail, cancellationToken);
        if (content.Length > MostBlobBytes)
        {
            throw TooLarge(address, content.Length);
        }

        var kind = AttachmentKinds.Of(content, found.Attachment.MimeType, found.FileName);
        return kind is AttachmentKind.PlainText or AttachmentKind.Html or AttachmentKind.Mail or AttachmentKind.Calendar
            ? new TextResourceContents { Uri = uri, MimeType = Markdown, Text = TextOf(address, found, kind, content) }
            : BlobResourceContents.FromBytes(content, uri, TypeOf(content, kind, found.FileName));
    }

    // What a client shows as text must stand inside the fence, which a blob cannot.
    private string TextOf(ResourceAddress address, AttachmentContent found, AttachmentKind kind, byte[] content)
    {
        AttachmentReading reading;
        try
        {
            reading = AttachmentText.Read(kind, content);
        }
        catch (UnreadableException unreadable)
        {
            throw new ToolException($"{Failure}: {fence.Value(unreadable.Message)} download_attachment saves it.", unreadable);
        }

        if (reading.Problem is { } problem)
        {
            throw new ToolException($"{Failure}: {problem} download_attachment saves it.");
        }

        var (visible, removed) = InvisibleText.Strip(reading.Text);
        var page = TextPage.Cut(visible, TextPage.DefaultLength, offset: 0);
        var shown = fence.Around($"{ShownName.Of(found.FileName)}\n\n{(page.Text.Length > 0 ? page.Text : "(no text)")}");
        return Notes.Below(shown,
        [
            .. reading.Notes,
            removed > 0 ? $"{removed} characters that nobody sees were left out." : null,
            Notes.Cut(page, $"read_attachment with messageId={address.Id}, attachmentId={found.Attachment.PartId}"),
        ]);
    }

    // Of our own list: a client reads the type outside any fence, and the sender chose the one that the mail states. Text is
    // none: what has text was recognised.
    private static string TypeOf(byte[] content, AttachmentKind kind, string fileName)
    {
        var type = AttachmentKinds.ImageTypeOf(content)
            ?? (kind == AttachmentKind.Pdf ? "application/pdf" : MimeTypes.FromFileName(fileName));
        return type.StartsWith("text/", StringComparison.Ordinal) || type.StartsWith("message/", StringComparison.Ordinal)
            ? MimeTypes.Unknown
            : type;
    }

    private static ToolException TooLarge(ResourceAddress address, long size) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The attachment has {size} bytes; as a resource at most 5 MB are given. download_attachment with messageId={address.Id} saves it, "
        + $"read_attachment reads its text."));
}
