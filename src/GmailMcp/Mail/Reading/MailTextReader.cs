using System.Text;
using GmailMcp.Mail.Html;
using GmailMcp.Mail.Reading.Quoting;

namespace GmailMcp.Mail.Reading;

/// <summary>A message's sections → one text: HTML as Markdown, what nobody sees left out, what was said before shown short.</summary>
internal sealed class MailTextReader
{
    private readonly StringBuilder _text = new();
    private readonly List<HtmlLink> _links = [];
    private readonly bool _includeQuoted;
    private readonly bool _isForwarded;
    private readonly HtmlOptions _limits;
    private readonly CancellationToken _cancellationToken;
    private int _hidden;
    private int _quoted;
    private int _signatures;
    private HtmlNotes _notes;

    private MailTextReader(bool includeQuoted, bool isForwarded, HtmlOptions limits, CancellationToken cancellationToken)
    {
        _limits = limits;
        _includeQuoted = includeQuoted;
        _isForwarded = isForwarded;
        _cancellationToken = cancellationToken;
    }

    /// <param name="mail">The message, with the parts that it needs fetched.</param>
    /// <param name="includeQuoted">Shows earlier mails and signatures whole.</param>
    /// <param name="cancellationToken">Stops the reading of HTML.</param>
    public static MailText Read(ReadableMessage mail, bool includeQuoted, CancellationToken cancellationToken = default) =>
        Read(mail, includeQuoted, HtmlOptions.Default, cancellationToken);

    /// <inheritdoc cref="Read(ReadableMessage, bool, CancellationToken)"/>
    /// <param name="limits">Of the conversion of HTML.</param>
    public static MailText Read(ReadableMessage mail, bool includeQuoted, HtmlOptions limits, CancellationToken cancellationToken)
    {
        var reader = new MailTextReader(includeQuoted, ForwardSubject.Is(mail.Headers.Subject), limits, cancellationToken);
        foreach (var section in mail.Sections)
        {
            reader.Add(section);
        }

        return new MailText
        {
            Text = reader._text.ToString(),
            Links = reader._links,
            HiddenCharacters = reader._hidden,
            QuotedLines = reader._quoted,
            SignatureLines = reader._signatures,
            HtmlNotes = reader._notes,
        };
    }

    private void Add(ReadableSection section)
    {
        if (section.IsEmpty)
        {
            return;
        }

        if (section.Headers is { } headers)
        {
            Append(HeadersOf(section.Kind, headers));
        }

        var folds = section.Kind == SectionKind.Body && !_includeQuoted;
        if (section.PreferHtml && section.Html is { } html)
        {
            Append(Convert(html, folds));
        }
        else
        {
            var text = Strip(section.PlainText ?? "");
            Append(folds ? Fold(text) : text);
        }
    }

    private string HeadersOf(SectionKind kind, ReadableHeaders headers)
    {
        var lines = new StringBuilder(kind == SectionKind.ReturnedMessage ? "[The mail that this is about]" : "[Attached message]");
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
            [("Subject", headers.Subject), ("From", headers.From), ("To", headers.To), ("Cc", headers.Cc), ("Date", headers.Date)])
        {
            if (value.Length > 0)
            {
                lines.Append('\n').Append(name).Append(": ").Append(Strip(value));
            }
        }

        return lines.ToString();
    }

    private string Convert(string html, bool folds)
    {
        var options = _limits with { FoldQuotes = folds, IsForwarded = _isForwarded };
        var reading = HtmlToMarkdown.Convert(html, options, _cancellationToken);
        Count(reading.Folds);
        _hidden += reading.HiddenCharacters;
        _notes |= reading.Notes;
        _links.AddRange(reading.Links.Where(link => link.IsDeceptive || link.Target.Length > _limits.LongestTargetShown));
        return reading.Markdown;
    }

    private string Strip(string text)
    {
        var (visible, removed) = InvisibleText.Strip(text);
        _hidden += removed;
        return visible;
    }

    private string Fold(string text)
    {
        var cut = QuotedText.Find(text, _isForwarded);
        if (cut.Parts.Count == 0)
        {
            return text;
        }

        Count(cut.Parts);
        return cut.Shorten();
    }

    private void Count(IEnumerable<Fold> folds)
    {
        foreach (var fold in folds)
        {
            if (fold.Kind == FoldedKind.History)
            {
                _quoted += fold.Lines;
            }
            else
            {
                _signatures += fold.Lines;
            }
        }
    }

    private void Append(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        if (_text.Length > 0)
        {
            _text.Append(_text[^1] == '\n' ? "\n" : "\n\n");
        }

        _text.Append(text);
    }
}
