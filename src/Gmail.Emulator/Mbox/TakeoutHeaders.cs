using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace Gmail.Emulator.Mbox;

/// <summary>
/// Reads and takes off what Google Takeout adds on top of a message: X-GM-THRID and X-Gmail-Labels ("each message's
/// labels are preserved in a special X-Gmail-Labels header, in CSV format"), the latter in encoded words when a label
/// is not ASCII.
/// </summary>
internal static class TakeoutHeaders
{
    public static ImportedMessage Read(ReadOnlySpan<byte> message, EnvelopeLine? envelope)
    {
        // A message saved with its envelope line: the line is no header (RFC 5322 §2.2).
        if (message.StartsWith("From "u8) || message.StartsWith(">From "u8))
        {
            var end = message.IndexOf((byte)'\n') + 1;
            envelope ??= EnvelopeLine.Parse(message[message.IndexOf((byte)'F')..end]);
            message = message[end..];
        }

        var kept = new MemoryStream(message.Length);
        var threadKey = default(string);
        var labels = default(string);
        var status = default(string);
        var received = default(string);
        var date = default(string);
        while (NextField(message) is var length && length > 0)
        {
            var field = message[..length];
            message = message[length..];
            switch (Name(field))
            {
                case "x-gm-thrid":
                    threadKey ??= Value(field).Trim();
                    continue;
                case "x-gmail-labels":
                    labels ??= Value(field);
                    continue;
                case "status":
                    status ??= Value(field);
                    break;
                case "received":
                    received ??= Value(field);
                    break;
                case "date":
                    date ??= Value(field);
                    break;
            }

            kept.Write(field);
        }

        kept.Write(message);
        var names = labels is null ? Unlabelled(status) : LabelList.Read(labels);
        return new ImportedMessage(kept.ToArray(), names, envelope?.ReceivedAt ?? Moment(received, date), threadKey);
    }

    private static IReadOnlyList<string> Unlabelled(string? status) =>
        status?.Contains('R', StringComparison.Ordinal) == true ? ["INBOX"] : ["INBOX", "UNREAD"];

    /// <summary>The length of the header field at the beginning, folded lines included; 0 where the body begins or no
    /// field is.</summary>
    private static int NextField(ReadOnlySpan<byte> message)
    {
        var colon = message.IndexOfAny((byte)':', (byte)'\n');
        if (colon <= 0 || message[colon] == '\n')
        {
            return 0;
        }

        var length = 0;
        do
        {
            var newline = message[length..].IndexOf((byte)'\n');
            if (newline < 0)
            {
                return message.Length;
            }

            length += newline + 1;
        }
        while (length < message.Length && message[length] is (byte)' ' or (byte)'\t');

        return length;
    }

    private static string Name(ReadOnlySpan<byte> field) =>
        Encoding.Latin1.GetString(field[..field.IndexOf((byte)':')]).Trim().ToLowerInvariant();

    private static string Value(ReadOnlySpan<byte> field) => Rfc2047.DecodeText(
        Encoding.UTF8.GetBytes(Header.Unfold(Encoding.UTF8.GetString(field[(field.IndexOf((byte)':') + 1)..]))));

    /// <summary>The topmost Received was written by the server that took the message in; its date stands after the last
    /// ";".</summary>
    private static DateTimeOffset? Moment(string? received, string? date) =>
        (received is not null && DateUtils.TryParse(received[(received.LastIndexOf(';') + 1)..], out var moment))
        || (date is not null && DateUtils.TryParse(date, out moment))
            ? moment.ToUniversalTime()
            : null;
}
