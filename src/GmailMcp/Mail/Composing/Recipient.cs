using System.Text;

namespace GmailMcp.Mail.Composing;

/// <summary>Reads one address that we are going to write to. Where mail from others is read generously, this refuses
/// every doubt: what it accepts, every mail program reads as the same one mailbox.</summary>
internal static class Recipient
{
    /// <summary><c>a@b.example</c>, <c>Name &lt;a@b.example&gt;</c>, <c>"Name, with comma"
    /// &lt;a@b.example&gt;</c>.</summary>
    /// <param name="argumentName">The argument it came in: <c>to</c>, <c>cc</c>, <c>bcc</c>, <c>from</c>.</param>
    /// <param name="text">One address.</param>
    /// <returns>The address in ASCII, an international domain as Punycode.</returns>
    /// <exception cref="InvalidAddressException">It is no address, or more than one.</exception>
    /// <exception cref="ComposeException">It is more than one line.</exception>
    public static MailAddress Parse(string argumentName, string? text)
    {
        HeaderText.Check(argumentName, text);
        var value = text?.Trim() ?? "";
        try
        {
            return Parse(value);
        }
        catch (FormatException e)
        {
            throw new InvalidAddressException(argumentName, text ?? "", e.Message);
        }
    }

    /// <summary>All entries of one argument.</summary>
    public static IReadOnlyList<MailAddress> ParseAll(string argumentName, IReadOnlyList<string> texts) =>
        [.. texts.Select(text => Parse(argumentName, text))];

    private static MailAddress Parse(string value)
    {
        if (value.Length == 0)
        {
            throw new FormatException("It is empty; leave the entry out or write an address such as anna@example.com.");
        }

        if (!value.EndsWith('>'))
        {
            RefuseLists(value);
            return new MailAddress("", AddressSpec.Parse(value));
        }

        var open = value.LastIndexOf('<');
        if (open < 0)
        {
            throw new FormatException("It has '>' without '<'; write Name <anna@example.com>.");
        }

        return new MailAddress(ParseName(value[..open].Trim()), AddressSpec.Parse(value[(open + 1)..^1].Trim()));
    }

    private static string ParseName(string name)
    {
        if (name.StartsWith('"'))
        {
            return Unquote(name);
        }

        RefuseLists(name);
        if (name.AsSpan().IndexOfAny("<>\"") >= 0)
        {
            throw new FormatException(
                "The name before '<' holds a quote or another address; put one address in each entry, "
                + "and names with special characters in double quotes.");
        }

        // Copied from a raw header; sent as it stands, its reader would see another name than the caller wrote.
        return HeaderValue.Decode(name);
    }

    private static void RefuseLists(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            throw new FormatException(
                "Groups (Name: a@example.com, b@example.com;) are not taken; put one address in each entry, "
                + "and a name with ':' in double quotes.");
        }

        if (text.AsSpan().IndexOfAny(',', ';') >= 0)
        {
            throw new FormatException(
                "It looks like more than one address; put one in each entry, "
                + "and a name with ',' or ';' in double quotes.");
        }
    }

    private static string Unquote(string name)
    {
        var text = new StringBuilder(name.Length);
        for (var i = 1; i < name.Length - 1; i++)
        {
            if (name[i] == '\\' && i + 1 < name.Length - 1)
            {
                i++;
            }
            else if (name[i] is '"' or '\\')
            {
                throw new FormatException("The name in quotes ends before the '<'; write \"Name\" <anna@example.com>.");
            }

            text.Append(name[i]);
        }

        return name.Length > 1 && name.EndsWith('"')
            ? HeaderValue.Decode(text.ToString())
            : throw new FormatException("The quotes around the name do not close; write \"Name\" <anna@example.com>.");
    }
}
