using System.Text.Json.Nodes;
using Gmail.Emulator.Content;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.Routes;

/// <summary>One authorised call of a method.</summary>
internal sealed class Call
{
    public required EmulatedGmail Gmail { get; init; }

    public required EmulatedMailbox Mailbox { get; init; }

    public required GmailMethod Method { get; init; }

    public required IReadOnlySet<string> Scopes { get; init; }

    public required IReadOnlyDictionary<string, string> PathValues { get; init; }

    public required QueryValues Query { get; init; }

    public required JsonObject Body { get; init; }

    /// <summary>The message of the upload endpoint; null for a JSON request.</summary>
    public byte[]? Media { get; init; }

    /// <summary>The token may use this method only by gmail.metadata: no q, no bodies.</summary>
    public bool IsMetadataOnly =>
        Scopes.Contains(Emulator.Scopes.Metadata)
        && !Method.Scopes.Any(scope => scope != Emulator.Scopes.Metadata && Scopes.Contains(scope));

    /// <summary>A value out of the path, percent-decoded.</summary>
    public string this[string name] => PathValues[name];

    /// <summary>The message that <paramref name="name"/> in the path means.</summary>
    /// <exception cref="GmailApiException">400 for what cannot be an id, 404 for an unknown one.</exception>
    public EmulatedMessage Message(string name = "id")
    {
        var messageId = this[name];
        return MessageId.IsWellFormed(messageId)
            ? Mailbox.Find(messageId) ?? throw GmailApiException.NotFound()
            : throw GmailApiException.Invalid("Invalid id value");
    }

    /// <summary>The MIME of the upload or of <c>raw</c> in <paramref name="message"/>.</summary>
    public byte[] Raw(JsonObject message)
    {
        if (Media is not null)
        {
            return Media;
        }

        return message.Text("raw") is { Length: > 0 } raw
            ? Base64UrlText.Decode(raw, "raw")
            : throw GmailApiException.Invalid(
                "'raw' RFC822 payload message string or uploading message via /upload/* URL required");
    }

    /// <summary>The thread to join: the one asked for if Gmail's three conditions hold, else null for a new
    /// one.</summary>
    public string? ThreadFor(JsonObject message, byte[] raw)
    {
        if (message.Text("threadId") is not { Length: > 0 } threadId)
        {
            return null;
        }

        if (!MessageId.IsWellFormed(threadId))
        {
            throw GmailApiException.Invalid("Invalid thread_id value");
        }

        var thread = Mailbox.Thread(threadId);
        return thread.Count == 0
            ? throw GmailApiException.NotFound()
            : Mailboxes.Threading.Belongs(RawMessage.Parse(raw), thread) ? threadId : null;
    }
}
