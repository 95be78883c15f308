namespace GmailMcp.Accounts;

/// <summary>
/// Files that people edit: some editors put a byte order mark in front, which JSON does not know (RFC 8259 §8.1).
/// </summary>
internal static class Utf8Text
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith(Mark) ? utf8[Mark.Length..] : utf8;
}
