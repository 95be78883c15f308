using System.Buffers;

namespace GmailMcp.Mail;

/// <summary>One person's address as a mail states it: the display name (empty where there is none) and the bare
/// address.</summary>
internal sealed record MailAddress(string Name, string Address)
{
    /// <summary>RFC 5322 §3.2.3: these end an unquoted display name or start something else, so a name with one is
    /// quoted. Unquoted, the name "boss@example.com" would read like the address itself.</summary>
    private static readonly SearchValues<char> Specials = SearchValues.Create("()<>[]:;@\\,\"");

    /// <summary>The form people write: <c>Anna Arn &lt;anna@example.com&gt;</c>, with the name in quotes where it needs
    /// them.</summary>
    public override string ToString()
    {
        if (Name.Length == 0)
        {
            return Address;
        }

        return Name.AsSpan().ContainsAny(Specials) ? $"{Quote(Name)} <{Address}>" : $"{Name} <{Address}>";
    }

    private static string Quote(string name)
    {
        var escaped = name
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }
}
