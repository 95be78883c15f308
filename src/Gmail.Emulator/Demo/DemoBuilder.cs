using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace Gmail.Emulator.Demo;

/// <summary>Makes messages out of the demo's rows, with the fields that the servers on the way would have
/// added.</summary>
internal sealed partial class DemoBuilder
{
    private readonly DateTimeOffset _now;
    private readonly IReadOnlyDictionary<string, DemoMail> _mails;

    public DemoBuilder(DateTimeOffset now, IReadOnlyDictionary<string, DemoMail> mails)
    {
        // ISO-2022-JP, GB18030, KOI8-R and their kind are not in the runtime's own list.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        _now = now;
        _mails = mails;
    }

    public DemoMessage Build(DemoMail row)
    {
        var receivedAt = ReceivedAt(row);
        var mail = row with
        {
            Text = Dated(row.Text, receivedAt),
            Html = row.Html is { } html ? Dated(html, receivedAt) : null,
        };
        var message = new MimeMessage { Date = receivedAt.AddSeconds(-4), MessageId = MessageId(mail) };
        Address(message, mail);
        SetSubject(message, mail);
        Thread(message, mail);
        message.Body = mail.Body?.Invoke(mail, receivedAt) ?? Bodies.Of(mail);
        FixBoundaries(message.Body, mail.Key);
        AddHeaders(message, mail);
        if (!mail.IsOutgoing)
        {
            Transit.Stamp(message, mail, receivedAt);
        }

        return new DemoMessage(mail.Key, Bytes(message), mail.Labels.Split(','), receivedAt, ThreadKey(mail));
    }

    private DateTimeOffset ReceivedAt(DemoMail mail)
    {
        var time = TimeOnly.ParseExact(mail.Time, "HH:mm", CultureInfo.InvariantCulture);
        var day = DateOnly.FromDateTime(_now.UtcDateTime).AddDays(-mail.DaysAgo);
        // Odd seconds, so that mails of one minute keep an order: the same for the same key on every machine.
        var seconds = mail.Key.Sum(c => c) % 60;
        var moment = new DateTimeOffset(day.ToDateTime(time), TimeSpan.Zero).AddSeconds(seconds);
        return moment < _now ? moment : moment.AddDays(-1);
    }

    private static string MessageId(DemoMail mail)
    {
        var sender = MailboxAddress.Parse(mail.From);
        return $"{mail.Key}@{sender.Domain}";
    }

    private static void Address(MimeMessage message, DemoMail mail)
    {
        message.From.Add(MailboxAddress.Parse(mail.From));
        if (mail.To.Length > 0)
        {
            message.To.AddRange(InternetAddressList.Parse(mail.To));
        }

        if (mail.Cc is { } cc)
        {
            message.Cc.AddRange(InternetAddressList.Parse(cc));
        }

        if (mail.Bcc is { } bcc)
        {
            message.Bcc.AddRange(InternetAddressList.Parse(bcc));
        }
    }

    private static void SetSubject(MimeMessage message, DemoMail mail)
    {
        var index = message.Headers.IndexOf(HeaderId.Subject);
        message.Headers[index] = new Header(Encoding.GetEncoding(mail.Charset), HeaderId.Subject, mail.Subject);
    }

    private void Thread(MimeMessage message, DemoMail mail)
    {
        var ancestors = new List<string>();
        for (var key = mail.Answers; key is not null; key = _mails[key].Answers)
        {
            ancestors.Insert(0, MessageId(_mails[key]));
        }

        if (ancestors.Count > 0)
        {
            message.InReplyTo = ancestors[^1];
            message.References.AddRange(ancestors);
        }
    }

    private string ThreadKey(DemoMail mail) => mail.Answers is { } parent ? ThreadKey(_mails[parent]) : mail.Key;

    private static void AddHeaders(MimeMessage message, DemoMail mail)
    {
        foreach (var line in mail.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            message.Headers.Add(line[..colon], line[(colon + 1)..].Trim());
        }
    }

    /// <summary>MimeKit draws boundaries by lot; the demo's are the same on every start.</summary>
    private static void FixBoundaries(MimeEntity body, string key)
    {
        var count = 0;
        var waiting = new Queue<MimeEntity>([body]);
        while (waiting.TryDequeue(out var entity))
        {
            if (entity is Multipart multipart)
            {
                multipart.Boundary = $"=_{key}_{++count}";
                foreach (var part in multipart)
                {
                    waiting.Enqueue(part);
                }
            }
        }
    }

    private static string Dated(string text, DateTimeOffset receivedAt) => RelativeDay().Replace(text, match =>
        receivedAt
            .AddDays(int.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            .ToString("dddd d MMMM", CultureInfo.InvariantCulture));

    private static byte[] Bytes(MimeMessage message)
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        using var bytes = new MemoryStream();
        message.WriteTo(options, bytes);
        return bytes.ToArray();
    }

    [GeneratedRegex(@"\{([+-]\d+)\}")]
    private static partial Regex RelativeDay();
}
