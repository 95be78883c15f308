using MimeKit;

namespace Gmail.Emulator.Demo;

/// <summary>One row of the demo's tables: what somebody wrote, before it becomes a message.</summary>
/// <param name="Key">The stable name; also the left half of the Message-ID.</param>
/// <param name="DaysAgo">Whole days before the start.</param>
/// <param name="Time">Time of arrival in UTC, "09:30".</param>
/// <param name="From">Name and address.</param>
/// <param name="Labels">Label names between commas.</param>
/// <param name="Text">The plain text. {+3} and {-3} stand for the day three days after or before the arrival.</param>
internal sealed record DemoMail(
    string Key, int DaysAgo, string Time, string From, string Subject, string Labels, string Text)
{
    public string To { get; init; } = People.Robin;

    public string? Cc { get; init; }

    public string? Bcc { get; init; }

    /// <summary>The key of the message that this one answers.</summary>
    public string? Answers { get; init; }

    /// <summary>The HTML alternative; null for plain mail.</summary>
    public string? Html { get; init; }

    /// <summary>There is no plain alternative to the HTML.</summary>
    public bool HtmlOnly { get; init; }

    public string Charset { get; init; } = "utf-8";

    public ContentEncoding Encoding { get; init; } = ContentEncoding.Default;

    public IReadOnlyList<DemoFile> Files { get; init; } = [];

    /// <summary>Further header fields, "Name: value" on each line.</summary>
    public string Headers { get; init; } = "";

    /// <summary>What Gmail's receiving server found: pass, fail, softfail or none.</summary>
    public string Verdict { get; init; } = "pass";

    /// <summary>Makes a body of its own kind out of the row; null for text, HTML and files.</summary>
    public Func<DemoMail, DateTimeOffset, MimeEntity>? Body { get; init; }

    public bool IsOutgoing => From == People.Robin;

    /// <summary>A mail to a list: sent to the list's address, with the fields of RFC 2919, 2369 and 8058.</summary>
    public DemoMail ToList(string name, string address)
    {
        var id = address.Replace('@', '.');
        return this with
        {
            To = $"{name} <{address}>",
            Headers = $"List-ID: {name} <{id}>\nList-Post: <mailto:{address}>\n"
                + $"List-Unsubscribe: <mailto:leave-{address}>, "
                + $"<https://{address[(address.IndexOf('@') + 1)..]}/leave/{Key}>\n"
                + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\nPrecedence: list\n" + Headers,
        };
    }
}
