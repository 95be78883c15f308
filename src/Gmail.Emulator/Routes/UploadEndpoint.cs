using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gmail.Emulator.Http;
using Gmail.Emulator.OAuth;

namespace Gmail.Emulator.Routes;

/// <summary>Uploads: simple (<c>media</c>), <c>multipart</c> and <c>resumable</c> (Gmail API guide, Upload
/// attachments).</summary>
internal sealed partial class UploadEndpoint(EmulatedGmail gmail)
{
    /// <summary>"Create chunks in multiples of 256 KB … except for the final chunk."</summary>
    private const int ChunkMultiple = 256 * 1024;

    private readonly Dictionary<string, UploadSession> _sessions = new(StringComparer.Ordinal);

    public WireAnswer Begin(
        WireRequest request,
        Route route,
        IReadOnlyDictionary<string, string> values,
        AccessToken token,
        Func<JsonObject, byte[], WireAnswer> run)
    {
        var limit = route.Method.UploadLimit;
        switch (request.Query["uploadType"] ?? request.Query["upload_protocol"])
        {
            case "media" or "raw":
                CheckMedia(request.MediaType, request.Body.Length, limit);
                return run([], request.Body);
            case "multipart":
                var (metadata, media) = ReadMultipart(request, limit);
                return run(metadata, media);
            case "resumable":
                return Open(request, route, values, token);
            default:
                throw GmailApiException.Invalid(
                    "Upload requests must include an uploadType parameter and a URL path beginning with /upload/");
        }
    }

    /// <summary>Takes the next bytes of a session, or tells how many there are.</summary>
    public WireAnswer Continue(WireRequest request, Func<UploadSession, byte[], WireAnswer> run)
    {
        if (!_sessions.TryGetValue(request.Query["upload_id"]!, out var session))
        {
            throw GmailApiException.NotFound();
        }

        if (request.Verb == "DELETE")
        {
            _sessions.Remove(request.Query["upload_id"]!);
            return WireAnswer.Empty(499);
        }

        if (session.Finished is { } finished)
        {
            return finished;
        }

        var range = request.Header("Content-Range");
        var (start, total) = range is null ? (0, request.Body.Length) : ReadRange(range, request.Body.Length);
        if (start is null || start != session.Received.Length)
        {
            // A question about the state ("bytes */n"), or bytes from the wrong place: both learn where to go on.
            return Incomplete(session);
        }

        var isLast = total is not null && start + request.Body.Length >= total;
        if (!isLast && request.Body.Length % ChunkMultiple != 0)
        {
            throw GmailApiException.Invalid("A chunk that is not the last must be a multiple of 262144 bytes.");
        }

        session.Received.Write(request.Body);
        if (session.Received.Length > session.Route.Method.UploadLimit)
        {
            throw TooLarge(session.Route.Method.UploadLimit);
        }

        return isLast ? session.Finished = run(session, session.Received.ToArray()) : Incomplete(session);
    }

    private WireAnswer Open(
        WireRequest request, Route route, IReadOnlyDictionary<string, string> values, AccessToken token)
    {
        var mediaType = request.Header("X-Upload-Content-Type") ?? "message/rfc822";
        var hasLength = long.TryParse(
            request.Header("X-Upload-Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length);
        CheckMedia(mediaType.ToLowerInvariant(), hasLength ? length : 0, route.Method.UploadLimit);
        var idBytes = new byte[48];
        gmail.Chance.NextBytes(idBytes);
        var uploadId = "AHVrFx" + Base64UrlText.Encode(idBytes);
        _sessions[uploadId] = new UploadSession
        {
            Request = request,
            Route = route,
            Values = values,
            Token = token,
            Metadata = Json.ParseObject(request.Body),
        };
        var location = $"{request.Root}{request.Path}?uploadType=resumable&upload_id={uploadId}";
        return WireAnswer.Empty(200) with
        {
            Headers = [("Location", location), ("X-GUploader-UploadID", uploadId)],
        };
    }

    private static WireAnswer Incomplete(UploadSession session) => WireAnswer.Empty(308) with
    {
        Headers = session.Received.Length == 0 ? [] : [("Range", $"bytes=0-{session.Received.Length - 1}")],
    };

    private static (JsonObject Metadata, byte[] Media) ReadMultipart(WireRequest request, long limit)
    {
        var parts = MultipartBody.Read(request.Header("Content-Type") ?? "", request.Body);
        if (parts is not [var metadata, var media])
        {
            throw GmailApiException.Invalid(
                "Multipart upload needs multipart/related with a JSON part and a media part.");
        }

        var mediaType = (media.Header("Content-Type") ?? "").Split(';')[0].Trim().ToLowerInvariant();
        var isBase64 = "base64".Equals(media.Header("Content-Transfer-Encoding"), StringComparison.OrdinalIgnoreCase);
        var content = isBase64
            ? Base64UrlText.Decode(
                System.Text.Encoding.ASCII.GetString(media.Content).ReplaceLineEndings("").Trim(), "media")
            : media.Content;
        CheckMedia(mediaType, content.Length, limit);
        return (Json.ParseObject(metadata.Content), content);
    }

    private static void CheckMedia(string mediaType, long length, long limit)
    {
        if (!mediaType.StartsWith("message/", StringComparison.Ordinal))
        {
            throw new GmailApiException(
                400,
                "INVALID_ARGUMENT",
                "badContent",
                $"Media type '{mediaType}' is not supported. Valid media types: [message/*]");
        }

        if (length > limit)
        {
            throw TooLarge(limit);
        }
    }

    private static GmailApiException TooLarge(long limit) =>
        GmailApiException.TooLarge($"Request is too large. Maximum allowed size: {limit} bytes.");

    /// <summary>Where the bytes begin (null: a question about the state) and how many there will be (null: not known
    /// yet).</summary>
    private static (long? Start, long? Total) ReadRange(string header, int length)
    {
        var match = ContentRange().Match(header);
        if (!match.Success)
        {
            throw GmailApiException.Invalid($"Failed to parse Content-Range header: {header}");
        }

        long? total = match.Groups["total"].Value is var text && text != "*"
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : null;
        if (!match.Groups["start"].Success)
        {
            return (null, total);
        }

        var start = long.Parse(match.Groups["start"].Value, CultureInfo.InvariantCulture);
        var end = long.Parse(match.Groups["end"].Value, CultureInfo.InvariantCulture);
        return end - start + 1 == length
            ? (start, total)
            : throw GmailApiException.Invalid($"Content-Range {header} does not fit a body of {length} bytes.");
    }

    [GeneratedRegex(@"^bytes (\*|(?<start>\d{1,15})-(?<end>\d{1,15}))/(?<total>\d{1,15}|\*)$")]
    private static partial Regex ContentRange();
}
