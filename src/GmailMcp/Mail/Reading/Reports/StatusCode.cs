namespace GmailMcp.Mail.Reading.Reports;

/// <summary>Enhanced status codes (RFC 3463) in words.</summary>
internal static class StatusCode
{
    /// <summary>Null where the code says nothing more than its class.</summary>
    public static string? InWords(string? code)
    {
        var parts = (code ?? "").Trim().Split('.', ' ', '(');
        if (parts.Length < 3 || parts[0] is not ("2" or "4" or "5"))
        {
            return null;
        }

        return (parts[1], parts[2]) switch
        {
            ("1", "1") => "there is no such mailbox",
            ("1", "2") => "there is no such mail domain",
            ("1", "3") => "the address is not written as an address",
            ("1", "4") => "the address is ambiguous",
            ("1", "6") => "the mailbox has moved",
            ("1", "7" or "8") => "the sender's address was not accepted",
            ("1", "10") => "the domain accepts no mail",
            ("1", _) => "something is wrong with the address",
            ("2", "1") => "the mailbox is switched off or takes no mail",
            ("2", "2") => "the mailbox is full",
            ("2", "3") => "the mail is too large for the mailbox",
            ("2", "4") => "the mailing list could not be expanded",
            ("2", _) => "something is wrong with the mailbox",
            ("3", "1") => "the mail system is full",
            ("3", "2") => "the mail system takes no mail at present",
            ("3", "4") => "the mail is too large for the mail system",
            ("3", _) => "something is wrong with the receiving mail system",
            ("4", "1") => "the receiving server does not answer",
            ("4", "2") => "the connection broke",
            ("4", "3") => "the receiving server could not be looked up",
            ("4", "4") => "no way to the receiving server was found",
            ("4", "6") => "the mail went round in circles",
            ("4", "7") => "it could not be delivered in the time allowed",
            ("4", _) => "something is wrong with the network",
            ("5", "3") => "it has too many recipients",
            ("5", _) => "the servers did not understand each other",
            ("6", _) => "the receiver does not take content of this kind",
            ("7", "1") => "the receiver does not accept it (policy, or taken for spam)",
            ("7", "20" or "21" or "22" or "23" or "24" or "25" or "26") =>
                "the sender's authentication (SPF, DKIM, DMARC) did not pass",
            ("7", _) => "the receiver's security rules do not accept it",
            _ => null,
        };
    }
}
