using System.Text.RegularExpressions;
using MimeKit;

namespace Gmail.Emulator.Mailboxes;

/// <summary>Which thread a message joins: "The References and In-Reply-To headers must be set in compliance with RFC
/// 2822" and "the Subject headers must match" (Message.threadId).</summary>
internal static partial class Threading
{
    /// <summary>Whether <paramref name="message"/> answers one of <paramref name="thread"/>'s messages.</summary>
    public static bool Belongs(MimeMessage message, IReadOnlyList<EmulatedMessage> thread)
    {
        var references = References(message);
        return thread.Any(other => other.Mime.MessageId is { Length: > 0 } id && references.Contains(id))
            && thread.Any(other => SubjectsMatch(message.Subject, other.Mime.Subject));
    }

    /// <summary>The newest message that arriving mail answers under the same subject.</summary>
    /// <param name="message">The mail that arrives.</param>
    /// <param name="byMessageId">The mailbox's messages with a Message-ID.</param>
    public static EmulatedMessage? Parent(
        MimeMessage message, Func<string, IReadOnlyList<EmulatedMessage>> byMessageId) => References(message)
        .SelectMany(byMessageId)
        .Where(other => SubjectsMatch(message.Subject, other.Mime.Subject))
        .MaxBy(other => other.InternalDate);

    public static bool SubjectsMatch(string? left, string? right) =>
        string.Equals(BareSubject(left), BareSubject(right), StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> References(MimeMessage message)
    {
        var references = new HashSet<string>(message.References, StringComparer.Ordinal);
        if (message.InReplyTo is { Length: > 0 } parent)
        {
            references.Add(parent);
        }

        return references;
    }

    private static string BareSubject(string? subject) =>
        Spaces().Replace(ReplyPrefix().Replace(subject ?? "", ""), " ").Trim();

    [GeneratedRegex(@"^(\s*(re|fwd?|aw|wg|sv|vs|antw|r)\s*(\[\d+\])?\s*:)+", RegexOptions.IgnoreCase)]
    private static partial Regex ReplyPrefix();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
