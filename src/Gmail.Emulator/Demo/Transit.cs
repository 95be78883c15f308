using System.Globalization;
using MimeKit;

namespace Gmail.Emulator.Demo;

/// <summary>The fields that the receiving server writes on top of a delivered message: in Gmail's words, with addresses
/// for documentation (RFC 5737).</summary>
internal static class Transit
{
    public static void Stamp(MimeMessage message, DemoMail mail, DateTimeOffset receivedAt)
    {
        var sender = MailboxAddress.Parse(mail.From);
        var number = mail.Key.Sum(c => c);
        var host = $"192.0.2.{1 + (number % 250)}";
        var server = sender.Domain.StartsWith("mail.", StringComparison.Ordinal)
            ? sender.Domain
            : $"mail.{sender.Domain}";
        var when = receivedAt.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000";
        string[] fields =
        [
            $"Delivered-To: {DemoMailbox.EmailAddress}",
            $"Received: by 2001:db8:{number:x}:0:0:0:0:0 with SMTP id demo{number:x}csp{number * 7919}; {when}",
            $"Return-Path: <{sender.Address}>",
            $"Received: from {server} ({server}. [{host}]) by mx.google.com with ESMTPS id demo{number:x}si"
                + $"{number * 104729} for <{DemoMailbox.EmailAddress}>; {when}",
            ReceivedSpf(mail.Verdict, sender, host),
            AuthenticationResults(mail.Verdict, sender, host),
        ];
        for (var i = fields.Length - 1; i >= 0; i--)
        {
            var colon = fields[i].IndexOf(':', StringComparison.Ordinal);
            message.Headers.Insert(0, fields[i][..colon], fields[i][(colon + 2)..]);
        }
    }

    private static string ReceivedSpf(string verdict, MailboxAddress sender, string host) => verdict switch
    {
        "pass" => $"Received-SPF: pass (google.com: domain of {sender.Address} designates {host} as permitted sender) "
            + $"client-ip={host};",
        "none" => $"Received-SPF: none (google.com: {sender.Address} does not designate permitted sender hosts) "
            + $"client-ip={host};",
        _ => $"Received-SPF: {verdict} (google.com: domain of {sender.Address} does not designate {host} as permitted "
            + $"sender) "
            + $"client-ip={host};",
    };

    private static string AuthenticationResults(string verdict, MailboxAddress sender, string host) => verdict switch
    {
        "pass" => $"Authentication-Results: mx.google.com; dkim=pass header.i=@{sender.Domain} header.s=mail "
            + $"header.b=Dem0{host.Length}; "
            + $"spf=pass (google.com: domain of {sender.Address} designates {host} as permitted sender) "
            + $"smtp.mailfrom={sender.Address}; "
            + $"dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from={sender.Domain}",
        "none" => $"Authentication-Results: mx.google.com; spf=none (google.com: {sender.Address} does not designate "
            + $"permitted "
            + $"sender hosts) smtp.mailfrom={sender.Address}",
        _ => $"Authentication-Results: mx.google.com; dkim=fail header.i=@{sender.Domain}; spf={verdict} (google.com: "
            + $"domain of "
            + $"{sender.Address} does not designate {host} as permitted sender) smtp.mailfrom={sender.Address}; "
            + $"dmarc=fail (p=NONE sp=NONE dis=NONE) header.from={sender.Domain}",
    };
}
