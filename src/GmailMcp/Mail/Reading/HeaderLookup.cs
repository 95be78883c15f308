using Gmail.Messages;

namespace GmailMcp.Mail.Reading;

/// <summary>Finds headers by name. Names have no letter case (RFC 5322 §1.2.2): <c>SUBJECT</c> is a subject.</summary>
internal static class HeaderLookup
{
    /// <summary>The value of the first header of that name: the one nearest the top was added last or is the only true
    /// one.</summary>
    public static string? First(IReadOnlyList<MessageHeader>? headers, string name)
    {
        foreach (var header in headers ?? [])
        {
            if (IsNamed(header, name))
            {
                return header.Value;
            }
        }

        return null;
    }

    /// <summary>All values of that name, joined as a list of addresses is: some mailers write one To per
    /// person.</summary>
    public static string All(IReadOnlyList<MessageHeader>? headers, string name) =>
        string.Join(", ", (headers ?? [])
            .Where(header => IsNamed(header, name) && !string.IsNullOrWhiteSpace(header.Value))
            .Select(header => header.Value));

    private static bool IsNamed(MessageHeader header, string name) =>
        header.Name is { } actual && actual.AsSpan().Trim().Equals(name, StringComparison.OrdinalIgnoreCase);
}
