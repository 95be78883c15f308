namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>What a header line above an earlier mail tells.</summary>
[Flags]
internal enum HeaderKind
{
    Other = 0,
    From = 1,
    Sent = 2,
    Date = 4,
    To = 8,
    Subject = 16,
}
