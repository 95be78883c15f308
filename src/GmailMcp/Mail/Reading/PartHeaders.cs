using System.Text;
using MimeKit;
using MessagePart = Gmail.Messages.MessagePart;

namespace GmailMcp.Mail.Reading;

/// <summary>What the MIME headers of one part say, by the first occurrence of each.</summary>
internal sealed class PartHeaders
{
    /// <summary>Thousands of parameters in a longer one would cost more time with each; no file name needs
    /// them.</summary>
    private const int MaxLengthInChars = 64 * 1024;

    private readonly ContentDisposition? _disposition;
    private readonly ContentType? _contentType;

    public PartHeaders(MessagePart part)
    {
        _disposition = Parse<ContentDisposition>(part, "Content-Disposition", ContentDisposition.TryParse);
        _contentType = Parse<ContentType>(part, "Content-Type", ContentType.TryParse);
        var fileName = new[] { part.Filename, _disposition?.FileName, _contentType?.Name }
            .Select(HeaderValue.Decode)
            .FirstOrDefault(name => name.Length > 0);
        FileName = fileName ?? "";
        MimeType = MimeTypeOf(part, FileName);
        ContentId = ContentIdOf(part);
    }

    /// <summary>In one line, encoded words decoded; empty where the part has none. Gmail states it; other servers leave
    /// it to the headers.</summary>
    public string FileName { get; }

    /// <summary>In lower case. RFC 2045 §5.2: a part that states no type is plain text.</summary>
    public string MimeType { get; }

    public string? ContentId { get; }

    public string? Charset => _contentType?.Charset;

    /// <summary>RFC 3676: lines that end in a space go on in the next.</summary>
    public bool IsFlowed => Is("format", "flowed");

    public bool DeletesFlowedSpace => Is("delsp", "yes");

    /// <summary>RFC 2387 §3.2: the Content-ID of the part to show, without angle brackets; null where the first
    /// is.</summary>
    public string? RelatedRoot => Parameter("start")?.Trim('<', '>', ' ');

    public string? SmimeType => Parameter("smime-type");

    public bool IsAttachment => _disposition?.IsAttachment ?? false;

    public bool IsInline => _disposition is { IsAttachment: false };

    public string? Parameter(string name)
    {
        var value = _contentType?.Parameters[name];
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    private delegate bool Parser<T>(byte[] bytes, out T? parsed)
        where T : class;

    private static T? Parse<T>(MessagePart part, string name, Parser<T> parser)
        where T : class
    {
        var value = HeaderValue.OneLine(HeaderLookup.First(part.Headers, name));
        var isReadable = value.Length is > 0 and <= MaxLengthInChars;
        return isReadable && parser(Encoding.UTF8.GetBytes(value), out var parsed) ? parsed : null;
    }

    private bool Is(string parameter, string value) =>
        Parameter(parameter)?.Trim().Equals(value, StringComparison.OrdinalIgnoreCase) ?? false;

    private string MimeTypeOf(MessagePart part, string fileName)
    {
        var stated = string.IsNullOrWhiteSpace(part.MimeType) ? _contentType?.MimeType : part.MimeType;
        if (string.IsNullOrWhiteSpace(stated))
        {
            return fileName.Length == 0 ? "text/plain" : "application/octet-stream";
        }

        return HeaderValue.OneLine(stated).ToLowerInvariant();
    }

    private static string? ContentIdOf(MessagePart part)
    {
        var contentId = HeaderValue.OneLine(HeaderLookup.First(part.Headers, "Content-ID")).Trim('<', '>', ' ');
        return contentId.Length > 0 ? contentId : null;
    }
}
