using System.Globalization;
using System.Text.Json;
using GmailMcp.Accounts;
using GmailMcp.Mail.Attachments;
using GmailMcp.Mail.Html;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Attachments;

/// <summary>Reads one attachment as text, or shows it as an image.</summary>
internal sealed partial class ReadAttachment(Mailboxes mailboxes, MessageFetch fetch, LimitedChild child, Fence fence)
{
    private const string Failure = "Failed to read attachment";

    // Models take images of a few megabytes in base64; clients put no more than this into a conversation.
    private const int MostImageBytes = 1024 * 1024;

    /// <summary>Read an attachment as text: PDF, Office, OpenDocument, CSV, HTML, mail, invitation, ZIP listing; images are shown.
    /// download_attachment saves any file.</summary>
    /// <param name="attachmentId">ID from read_email, or the file name</param>
    /// <param name="pages">PDF pages or slides, e.g. 1-3,7</param>
    /// <param name="sheet">Name or number</param>
    /// <param name="maxChars">500 to 200000; default 10000</param>
    /// <param name="offset">nextOffset of the last answer</param>
    [McpServerTool(Name = "read_attachment", Title = "Read an attachment", ReadOnly = true, Destructive = false,
        Idempotent = true, OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(ReadAttachmentResult))]
    [GmailTool(Profile.Readonly, "users.messages.get", "users.messages.attachments.get")]
    public async partial Task<CallToolResult> CallAsync(
        string messageId,
        string attachmentId,
        string? pages = null,
        string? sheet = null,
        int? maxChars = null,
        int? offset = null,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var found = await AttachmentContent.FindAsync(fetch, messageId, attachmentId, Failure, fence, cancellationToken);
        if (found.Attachment.SizeInBytes > AttachmentText.MostBytes)
        {
            return Linked(found, AttachmentKind.Other, found.Attachment.SizeInBytes, "It is larger than 25 MB, which is not read here.");
        }

        var content = await found.ReadAsync(gmail, cancellationToken);
        var kind = AttachmentKinds.Of(content, found.Attachment.MimeType, found.FileName);
        if (kind == AttachmentKind.Image)
        {
            return Shown(found, content);
        }

        try
        {
            var reading = kind == AttachmentKind.Pdf
                ? await ReadPdfAsync(content, pages, cancellationToken)
                : AttachmentText.Read(kind, content, pages, sheet);
            return reading.Problem is { } problem
                ? Linked(found, kind, content.Length, problem)
                : Answer(found, kind, content.Length, reading, maxChars ?? TextPage.DefaultLength, offset ?? 0);
        }
        catch (UnreadableException wrong) when (wrong.IsAboutRequest)
        {
            throw new ToolException($"{Failure}: {fence.Value(wrong.Message)}", wrong); // names what is there, as its author did
        }
        catch (Exception unreadable) when (unreadable is UnreadableException or LimitedChildException)
        {
            return Linked(found, kind, content.Length, unreadable.Message);
        }
    }

    private async Task<AttachmentReading> ReadPdfAsync(byte[] content, string? pages, CancellationToken cancellationToken)
    {
        _ = PageRange.Parse(pages); // refused here, before a process is started
        string[] arguments = string.IsNullOrWhiteSpace(pages) ? ["read-pdf"] : ["read-pdf", "--pages", pages];
        var output = await child.RunAsync(arguments, content, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(output, AttachmentReadingJson.Default.AttachmentReading)
                ?? throw new LimitedChildException("Reading it gave no answer.");
        }
        catch (JsonException broken)
        {
            throw new LimitedChildException("Reading it gave no answer.", broken);
        }
    }

    private CallToolResult Answer(
        AttachmentContent found, AttachmentKind kind, int size, AttachmentReading reading, int maxChars, int offset)
    {
        var (visible, removed) = InvisibleText.Strip(reading.Text);
        var page = TextPage.Cut(visible, maxChars, offset);
        var result = Describe(found, kind, size) with
        {
            Text = page.Text,
            TotalChars = page.Total,
            NextOffset = page.NextOffset,
            PageCount = reading.PageCount,
            Sheets = reading.Sheets.Count > 0 ? reading.Sheets : null,
            Notes = reading.Notes.Count > 0 ? reading.Notes : null,
        };
        return Fenced(
            $"{Heading(result)}\n\n{(page.Text.Length > 0 ? page.Text : "(no text)")}",
            result,
            [.. reading.Notes, removed > 0 ? $"{removed} characters that nobody sees were left out." : null, page.Note]);
    }

    private CallToolResult Shown(AttachmentContent found, byte[] content)
    {
        if (content.Length > MostImageBytes)
        {
            return Linked(found, AttachmentKind.Image, content.Length, "The image is larger than 1 MB, which is not shown here.");
        }

        var type = AttachmentKinds.ImageTypeOf(content)!; // the kind says that it is one
        var result = Describe(found, AttachmentKind.Image, content.Length) with { MimeType = type };
        var answer = Fenced(Heading(result), result);
        answer.Content.Add(ImageContentBlock.FromBytes(content, type));
        return answer;
    }

    // No error: the attachment is there, and the link and download_attachment lead to it.
    private CallToolResult Linked(AttachmentContent found, AttachmentKind kind, long size, string reason)
    {
        var result = Describe(found, kind, size) with { Notes = [reason] };
        var answer = Fenced(Heading(result), result, $"{reason} download_attachment saves it.");
        answer.Content.Add(new ResourceLinkBlock
        {
            Uri = $"gmail://messages/{found.MessageId}/attachments/{found.Attachment.PartId}",
            Name = fence.Value(result.FileName),
            MimeType = result.MimeType,
            Size = size,
        });
        return answer;
    }

    // The one place where what others wrote goes into the answer.
    private CallToolResult Fenced(string text, ReadAttachmentResult result, params IEnumerable<string?> notes) => ToolResults.Of(
        fence.Around(text),
        result with
        {
            FileName = fence.Value(result.FileName),
            MimeType = fence.Value(result.MimeType),
            Text = fence.Value(result.Text),
            Sheets = result.Sheets is null ? null : [.. result.Sheets.Select(sheet => fence.Value(sheet))],
        },
        AttachmentToolsJson.Default.ReadAttachmentResult,
        notes);

    private static ReadAttachmentResult Describe(AttachmentContent found, AttachmentKind kind, long size) => new()
    {
        FileName = ShownName.Of(found.FileName),
        MimeType = found.Attachment.MimeType,
        Size = size,
        Kind = JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()),
        PartId = found.Attachment.PartId,
    };

    private static string Heading(ReadAttachmentResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.FileName} ({result.MimeType}, {result.Size} bytes{(result.PageCount is { } pages ? $", {pages} {(pages == 1 ? "page" : "pages")}" : "")})")
        + (result.Sheets is { Count: > 1 } sheets ? $"\nSheets: {string.Join(", ", sheets.Take(50))}" : "");
}
