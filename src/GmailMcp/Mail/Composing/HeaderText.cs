using System.Buffers;

namespace GmailMcp.Mail.Composing;

/// <summary>The one rule for text that ends up in a mail header: it is one line. A line break in a subject is how one
/// mail becomes another (Bcc: thief@…), so it is refused and not repaired.</summary>
internal static class HeaderText
{
    /// <summary>CR and LF end a header, NUL ends it for programs in C, and some readers break lines at U+2028 and
    /// U+2029.</summary>
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\r\n\0\u2028\u2029");

    /// <exception cref="ComposeException">The value is not one line; the message names argument and
    /// character.</exception>
    public static void Check(string argumentName, string? value)
    {
        if (FirstForbidden(value) is { } found)
        {
            throw new ComposeException(
                argumentName,
                $"{argumentName} must be one line: it contains {found}, which a mail header cannot hold.");
        }
    }

    /// <summary>What forbids the value from standing in a header, in words; null where nothing does.</summary>
    public static string? FirstForbidden(string? value)
    {
        var at = value.AsSpan().IndexOfAny(Forbidden);
        return at < 0 ? null : $"{NameOf(value![at])} at character {at + 1}";
    }

    private static string NameOf(char c) => c switch
    {
        '\r' => "a carriage return (CR)",
        '\n' => "a line break (LF)",
        '\0' => "a NUL character",
        '\u2028' => "a line separator (U+2028)",
        _ => "a paragraph separator (U+2029)",
    };
}
