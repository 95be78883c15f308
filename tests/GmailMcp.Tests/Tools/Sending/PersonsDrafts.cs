using System.Text.Json.Nodes;
using GmailMcp.Hosting;
using MimeKit;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Drafts that the person wrote in Gmail, not by a tool.</summary>
internal static class PersonsDrafts
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 255, 13, 10];

    public static async Task<string> AddAsync(TestServer server, byte[] raw, string? threadId = null)
    {
        var person = Emulated.Connect(server.Gmail, TestServer.Address, TimeProvider.System);
        var draft = await person.Drafts.CreateAsync(
            global::Gmail.MimeContent.FromBytes(raw), threadId, TestContext.Current.CancellationToken);
        return draft.Id!; // Gmail gives every draft one
    }

    public static Task<string> AddAsync(TestServer server, MimeMessage message)
    {
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        return AddAsync(server, bytes.ToArray());
    }

    /// <summary>As Gmail's own page makes them: text and HTML, a picture in it, a file beside it.</summary>
    public static async Task<string> AddRichAsync(TestServer server)
    {
        var builder = new BodyBuilder
        {
            TextBody = "Old words",
            HtmlBody = "<p>Old words <img src=\"cid:pic@example.org\"></p>",
        };
        builder.LinkedResources.Add("pic.png", Picture).ContentId = "pic@example.org";
        builder.Attachments.Add("data.bin", Picture);
        using var message = new MimeMessage { Subject = "Plans", Body = builder.ToMessageBody() };
        message.To.Add(new MailboxAddress("Änne", "ann@example.org"));
        message.Bcc.Add(new MailboxAddress("", "bob@example.org"));
        message.Headers.Add("X-Note", "kept");
        return await AddAsync(server, message);
    }

    public static Task<CallToolResult> UpdateAsync(TestServer server, string draftId, string changes)
    {
        var arguments = (JsonObject)JsonNode.Parse(changes)!; // an object in every test
        arguments["draftId"] = draftId;
        return server.CallAsync("update_draft", arguments);
    }

    /// <summary>The person changes a draft meanwhile.</summary>
    public static Task ReplaceAsync(TestServer server, string draftId, byte[] raw) =>
        Emulated.Connect(server.Gmail, TestServer.Address, TimeProvider.System).Drafts.UpdateAsync(
            draftId,
            global::Gmail.MimeContent.FromBytes(raw),
            cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>The only draft, as Gmail holds it.</summary>
    public static MimeMessage Only(TestServer server) =>
        server.Mailbox.Messages.Single(message => message.LabelIds.Contains("DRAFT")).Mime;

    /// <summary>What goes along with the text: name, content id, disposition and bytes.</summary>
    public static List<string> Files(MimeMessage message) => [.. message.BodyParts.OfType<MimePart>()
        .Where(part => part is not TextPart)
        .Select(part =>
        {
            using var bytes = new MemoryStream();
            part.Content!.DecodeTo(bytes); // none is without content
            return $"{part.FileName} {part.ContentId} {part.ContentDisposition?.Disposition} {Convert.ToHexString(bytes.ToArray())}";
        })
        .Order(StringComparer.Ordinal)];
}
