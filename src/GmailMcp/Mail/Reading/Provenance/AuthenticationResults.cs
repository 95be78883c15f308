using Gmail.Messages;

namespace GmailMcp.Mail.Reading.Provenance;

/// <summary>
/// Reads the verdicts that Gmail wrote into a mail (RFC 8601). Senders forge the header, so only the topmost one counts whose
/// authserv-id is exactly mx.google.com and that stands above every Received line which Google did not write: whatever is below
/// came with the mail.
/// </summary>
internal static class AuthenticationResults
{
    private const string Authority = "mx.google.com";

    public static AuthenticationVerdicts Read(IReadOnlyList<MessageHeader>? headers)
    {
        foreach (var header in headers ?? [])
        {
            var name = header.Name.AsSpan().Trim();
            var value = header.Value ?? "";
            if (name.Equals("Received", StringComparison.OrdinalIgnoreCase) && !IsByGoogle(value))
            {
                return AuthenticationVerdicts.None;
            }

            if (name.Equals("Authentication-Results", StringComparison.OrdinalIgnoreCase) && Parse(value) is { } verdicts)
            {
                return verdicts;
            }
        }

        return AuthenticationVerdicts.None;
    }

    /// <summary>Null where somebody else than Gmail speaks.</summary>
    internal static AuthenticationVerdicts? Parse(string value)
    {
        var statements = SplitStatements(value);
        if (statements.Count == 0 || !IsAuthority(statements[0]))
        {
            return null;
        }

        string? spf = null, dkim = null, dmarc = null, domain = null;
        foreach (var statement in statements.Skip(1))
        {
            var (method, word) = Split(FirstWord(statement));
            var result = Known(word);
            switch (method)
            {
                case "spf":
                    spf ??= result;
                    break;
                case "dkim" when dkim is null || result == "pass": // a mail may have several signatures: one that holds is enough
                    dkim = result;
                    break;
                case "dmarc" when dmarc is null:
                    dmarc = result;
                    domain = Property(statement, "header.from");
                    break;
            }
        }

        return new AuthenticationVerdicts(spf, dkim, dmarc, domain);
    }

    // "authserv-id [version]"; Gmail quotes neither.
    private static bool IsAuthority(string statement) =>
        statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var id, .. var version]
        && id.Equals(Authority, StringComparison.OrdinalIgnoreCase)
        && (version.Length == 0 || version is ["1"]);

    // "by" names who took the mail in: Google's servers call themselves by name, or by an address in 2002:a00::/24, which is
    // 6to4 for 10.0.0.0/8 and so routed nowhere else.
    private static bool IsByGoogle(string received)
    {
        var words = WithoutComments(received).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var by = Array.FindIndex(words, word => word.Equals("by", StringComparison.OrdinalIgnoreCase));
        if (by < 0 || by + 1 >= words.Length)
        {
            return false;
        }

        var host = words[by + 1].TrimEnd(';').ToLowerInvariant();
        return host == "google.com" || host.EndsWith(".google.com", StringComparison.Ordinal) || IsInternal(host);
    }

    private static bool IsInternal(string address) =>
        address.Split(':') is ["2002", { Length: 3 } network, ..] && network[0] == 'a';

    private static List<string> SplitStatements(string value) =>
        [.. WithoutComments(value).Split(';').Select(statement => statement.Trim()).Where(statement => statement.Length > 0)];

    private static string FirstWord(string text)
    {
        var end = text.AsSpan().IndexOfAny(" \t\r\n");
        return (end < 0 ? text : text[..end]).ToLowerInvariant();
    }

    private static (string Method, string Result) Split(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (word, "") : (word[..equals], word[(equals + 1)..]);
    }

    // The registry's results are single words; anything else would be text of somebody's in our own sentences.
    private static string? Known(string result) =>
        result.Length is > 0 and <= 16 && result.All(char.IsAsciiLetterLower) ? result : null;

    private static string? Property(string statement, string name) =>
        statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(Split)
            .Where(pair => pair.Method.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair.Result.ToLowerInvariant())
            .FirstOrDefault();

    /// <summary>Comments nest, and a semicolon inside one or inside quotes ends nothing (RFC 5322 §3.2.2).</summary>
    private static string WithoutComments(string value)
    {
        var text = new System.Text.StringBuilder(value.Length);
        var depth = 0;
        var isQuoted = false;
        for (var i = 0; i < value.Length; i++)
        {
            var letter = value[i];
            if (letter == '\\' && (depth > 0 || isQuoted))
            {
                i++; // whatever it is, it is no bracket or quote
            }
            else if (letter == '"' && depth == 0)
            {
                isQuoted = !isQuoted;
                text.Append(letter);
            }
            else if (letter == '(' && !isQuoted)
            {
                depth++;
            }
            else if (letter == ')' && !isQuoted && depth > 0)
            {
                depth--;
            }
            else if (depth == 0)
            {
                text.Append(isQuoted && letter == ';' ? ' ' : letter);
            }
        }

        return text.ToString();
    }
}
