using Gmail;
using GmailMcp.Mailbox;
using GmailMcp.Tools.Rendering;

namespace GmailMcp.Resources;

/// <summary>A conversation within the budget of one message: what is newest is shown, what is older named.</summary>
internal static class ShownThread
{
    // Of 500 characters of headers little is left to read.
    private const int LeastLeft = 1000;

    /// <remarks>users.threads.get, 40 quota units, and users.messages.attachments.get, 20, for each large text shown.</remarks>
    /// <exception cref="GmailException">There is no such thread, or Gmail could not be reached.</exception>
    public static async Task<string> ReadAsync(MessageFetch fetch, string threadId, Fence fence, CancellationToken cancellationToken)
    {
        var messages = await fetch.GetThreadAsync(threadId, cancellationToken);
        var shown = new List<string>();
        var left = TextPage.DefaultLength;
        var oldest = messages.Count;
        while (oldest > 0 && left >= LeastLeft)
        {
            var message = messages[--oldest];
            var fetched = await fetch.CompleteAsync(message, message.Id ?? "", cancellationToken);
            var text = ShownMessage.Of(fetched, left, fence, cancellationToken);
            shown.Insert(0, $"## Message {oldest + 1} of {messages.Count}, ID: {message.Id}\n\n{text}");
            left -= text.Length;
        }

        var heading = $"# Thread {threadId}, {messages.Count} {(messages.Count == 1 ? "message" : "messages")}";
        return oldest == 0
            ? $"{heading}\n\n{string.Join("\n\n", shown)}"
            : $"{heading}\n\nThe {oldest} oldest are not shown; read_email reads each: "
                + $"{string.Join(", ", messages.Take(oldest).Select(message => message.Id))}.\n\n{string.Join("\n\n", shown)}";
    }
}
