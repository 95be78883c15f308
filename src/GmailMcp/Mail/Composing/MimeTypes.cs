using System.Collections.Frozen;

namespace GmailMcp.Mail.Composing;

/// <summary>The MIME type of a file, by its name and its first bytes.</summary>
internal static class MimeTypes
{
    public const string Unknown = "application/octet-stream";

    /// <summary>How many bytes <see cref="FromContent"/> looks at.</summary>
    public const int BytesLookedAt = 16;

    private static readonly FrozenDictionary<string, string> ByExtension = new Dictionary<string, string>
    {
        ["txt"] = "text/plain",
        ["log"] = "text/plain",
        ["md"] = "text/markdown",
        ["csv"] = "text/csv",
        ["tsv"] = "text/tab-separated-values",
        ["htm"] = "text/html",
        ["html"] = "text/html",
        ["css"] = "text/css",
        ["ics"] = "text/calendar",
        ["vcf"] = "text/vcard",
        ["xml"] = "application/xml",
        ["json"] = "application/json",
        ["yaml"] = "application/yaml",
        ["yml"] = "application/yaml",
        ["js"] = "text/javascript",
        ["pdf"] = "application/pdf",
        ["ps"] = "application/postscript",
        ["rtf"] = "application/rtf",
        ["doc"] = "application/msword",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["xls"] = "application/vnd.ms-excel",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["ppt"] = "application/vnd.ms-powerpoint",
        ["pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ["odt"] = "application/vnd.oasis.opendocument.text",
        ["ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        ["odp"] = "application/vnd.oasis.opendocument.presentation",
        ["epub"] = "application/epub+zip",
        ["zip"] = "application/zip",
        ["gz"] = "application/gzip",
        ["tgz"] = "application/gzip",
        ["tar"] = "application/x-tar",
        ["7z"] = "application/x-7z-compressed",
        ["rar"] = "application/vnd.rar",
        ["png"] = "image/png",
        ["jpg"] = "image/jpeg",
        ["jpeg"] = "image/jpeg",
        ["gif"] = "image/gif",
        ["webp"] = "image/webp",
        ["svg"] = "image/svg+xml",
        ["bmp"] = "image/bmp",
        ["ico"] = "image/vnd.microsoft.icon",
        ["tif"] = "image/tiff",
        ["tiff"] = "image/tiff",
        ["heic"] = "image/heic",
        ["avif"] = "image/avif",
        ["mp3"] = "audio/mpeg",
        ["m4a"] = "audio/mp4",
        ["wav"] = "audio/wav",
        ["ogg"] = "audio/ogg",
        ["flac"] = "audio/flac",
        ["mp4"] = "video/mp4",
        ["m4v"] = "video/mp4",
        ["mov"] = "video/quicktime",
        ["webm"] = "video/webm",
        ["avi"] = "video/x-msvideo",
        ["eml"] = "message/rfc822",
        ["p7s"] = "application/pkcs7-signature",
        ["asc"] = "application/pgp-keys",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The type that goes with the extension; <see cref="Unknown"/> for others and for none.</summary>
    public static string FromFileName(string fileName)
    {
        var dot = fileName.LastIndexOf('.');
        return dot < 0 ? Unknown : ByExtension.GetValueOrDefault(fileName[(dot + 1)..], Unknown);
    }

    /// <summary>The type that the first bytes show; <see cref="Unknown"/> where they show none.</summary>
    public static string FromContent(ReadOnlySpan<byte> start) => start switch
    {
        _ when start.StartsWith("%PDF-"u8) => "application/pdf",
        _ when start.StartsWith(Png) => "image/png",
        _ when start.StartsWith(Jpeg) => "image/jpeg",
        _ when start.StartsWith("GIF8"u8) => "image/gif",
        _ when start.StartsWith("RIFF"u8) && start.Length >= 12 && start[8..].StartsWith("WEBP"u8) => "image/webp",
        _ when start.StartsWith(Zip) => "application/zip",
        _ when start.StartsWith(Gzip) => "application/gzip",
        _ when start.StartsWith("BEGIN:VCALENDAR"u8) => "text/calendar",
        _ when start.StartsWith("BEGIN:VCARD"u8) => "text/vcard",
        _ => Unknown,
    };

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> Zip => [(byte)'P', (byte)'K', 3, 4];

    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];
}
