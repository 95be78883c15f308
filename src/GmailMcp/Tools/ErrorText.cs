using System.Globalization;
using System.Text.Json;
using Gmail;
using GmailMcp.Accounts;
using GmailMcp.Mail.Composing;
using GmailMcp.Outbox;

namespace GmailMcp.Tools;

/// <summary>The words for every failure that a user or a model may meet: what happened, to what, what to do next.</summary>
internal static class ErrorText
{
    /// <summary>The text for a foreseen exception; null for a defect of ours.</summary>
    public static string? For(
        Exception exception, ToolDefinition tool, IDictionary<string, JsonElement>? arguments, string? account) => exception switch
        {
            ToolException refusal => refusal.Message,
            _ when ChangedFileException.In(exception) is { } changed =>
                $"{changed.Message} Nothing was sent or saved (not_sent). Call {tool.Name} again once nothing writes to the file.",
            GmailException gmail => OldPrefixes.Before(tool.Name, gmail) + For(gmail, tool, arguments, account),
            AccountException account_ => account_.Message,
            LocalFileException file => file.Message,
            ComposeException compose => compose.Message,
            OutboxException outbox => outbox.Message,
            _ => null,
        };

    /// <summary>What to do next, where <see cref="For(Exception, ToolDefinition, IDictionary{string, JsonElement}?, string?)"/>
    /// keeps an old server's sentence to the letter or is Gmail's own; null where it says all.</summary>
    public static string? AdviceFor(Exception exception) => exception switch
    {
        _ when ChangedFileException.In(exception) is not null => null,
        LocalFileException file => file.Advice,
        InvalidAddressException address => address.Reason,
        GmailException { Kind: GmailErrorKind.NotFound } => null,
        GmailException { Kind: GmailErrorKind.RateLimited, RetryAt: not null } => null,
        GmailException gmail => gmail.Advice,
        _ => null,
    };

    private static string For(
        GmailException gmail, ToolDefinition tool, IDictionary<string, JsonElement>? arguments, string? account)
    {
        var where = account is null ? "this mailbox" : account;
        return gmail.Kind switch
        {
            GmailErrorKind.NotFound => NotFound(tool, arguments, where),
            GmailErrorKind.InvalidArgument when Argument(arguments, "messageId") is { } messageId && !IsMessageId(messageId) =>
                $"\"{messageId}\" is no message id. Gmail's are up to 16 digits of 0-9 and a-f, as search_emails gives them.",
            GmailErrorKind.InvalidArgument when gmail.MethodId is "users.labels.create" or "users.labels.patch"
                && Argument(arguments, "name") is { } name =>
                $"Gmail refuses the name \"{name}\". Names of system labels (Inbox, Sent, Spam ...) are reserved, and a name may "
                + "not be empty; choose another.",
            GmailErrorKind.RateLimited when gmail.RetryAt is { } retryAt =>
                $"Gmail's rate limit for {where} is reached (rate_limited). Nothing more is sent before "
                + $"{retryAt.ToString("u", CultureInfo.InvariantCulture)}; call {tool.Name} again after that.",
            _ => gmail.Message,
        };
    }

    private static bool IsMessageId(string text) =>
        text.Length is > 0 and <= 16 && text.All(char.IsAsciiHexDigitLower);

    private static string NotFound(ToolDefinition tool, IDictionary<string, JsonElement>? arguments, string where)
    {
        if (Argument(arguments, "messageId") is { } messageId)
        {
            return $"Message {messageId} was not found in {where}. It may have been deleted for good; "
                + "search again (search_emails) to get a current id.";
        }

        if (Argument(arguments, "draftId") is { } draftId)
        {
            return $"Draft {draftId} was not found in {where}: it was sent or deleted. list_drafts shows those there are.";
        }

        if (Argument(arguments, "filterId") is { } filterId)
        {
            return $"Filter with ID \"{filterId}\" not found. list_filters shows those of {where}.";
        }

        if (Argument(arguments, "id") is { } labelId)
        {
            return $"Label with ID \"{labelId}\" not found. list_email_labels shows those of {where}.";
        }

        if (Argument(arguments, "inReplyTo") is { Length: > 0 } answered
            && !answered.Contains('@', StringComparison.Ordinal))
        {
            return $"The message answered, {answered} (inReplyTo), was not found in {where}; "
                + "search again (search_emails) to get a current id, or give the Message-ID that read_email shows.";
        }

        return Argument(arguments, "threadId") is { } threadId
            ? $"Thread {threadId} was not found in {where}; read_email shows the thread id of a message."
            : $"What {tool.Name} names was not found in {where}.";
    }

    private static string? Argument(IDictionary<string, JsonElement>? arguments, string name) =>
        arguments is not null && arguments.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
