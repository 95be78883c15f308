using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gmail;

/// <summary>Sends a message to a method that takes one: inside JSON when it is small, else to the upload endpoint,
/// simple,
/// multipart or resumable. Whichever way, it is read while it is sent.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/guides/uploads</remarks>
internal sealed class Upload(GmailTransport transport, MimeContent mime)
{
    /// <summary>The largest message that users.messages.send and the drafts take.</summary>
    public const long MaxSendBytes = 36_700_160;

    /// <summary>The largest message that insert and import take.</summary>
    public const long MaxInsertBytes = 157_286_400;

    /// <summary>Google asks to use the upload endpoint above 5 MB.</summary>
    public const long MaxJsonBytes = 5_000_000;

    // Above this a broken connection costs enough that resuming is worth the extra round trip.
    private const long MaxSingleBytes = 8_000_000;

    private const int ResumeIncomplete = 308;

    /// <summary>Sends the message.</summary>
    /// <param name="request">The method, its query and its cost, without a body.</param>
    /// <param name="json">The JSON of the resource; its last member is "raw" with an empty string.</param>
    /// <param name="metadata">The JSON of the resource without "raw"; null when there is nothing to say.</param>
    /// <param name="maxBytes">Gmail's limit for the method.</param>
    /// <param name="type">What the method returns.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    public Task<T> SendAsync<T>(
        GmailRequest request, byte[] json, byte[]? metadata, long maxBytes, JsonTypeInfo<T> type,
        CancellationToken cancellationToken)
        where T : class
    {
        if (mime.Length > maxBytes)
        {
            throw new GmailException(
                GmailErrorKind.TooLarge,
                $"{request.MethodId} was not called: the message has {mime.Length} bytes, Gmail takes {maxBytes}. "
                + "Attachments count a third more than their files.")
            {
                MethodId = request.MethodId,
            };
        }

        if (mime.Length <= MaxJsonBytes)
        {
            return transport.SendAsync(
                request with { Body = idle => new MimeHttpContent(mime, MimeEnvelope.InJson(json), idle) },
                type,
                cancellationToken);
        }

        var upload = request with { Service = "upload/gmail/v1/users/me/" };
        return mime.Length > MaxSingleBytes
            ? SendInPartsAsync(upload, metadata, type, cancellationToken)
            : transport.SendAsync(AtOnce(upload, metadata), type, cancellationToken);
    }

    private GmailRequest AtOnce(GmailRequest upload, byte[]? metadata)
    {
        var envelope = metadata is null ? MimeEnvelope.Bare() : MimeEnvelope.Multipart(metadata);
        return (upload with { Body = idle => new MimeHttpContent(mime, envelope, idle) })
            .With("uploadType", metadata is null ? "media" : "multipart");
    }

    // The session takes the message once: asking where it stands and going on from there can complete it, never
    // double it.
    private async Task<T> SendInPartsAsync<T>(
        GmailRequest upload, byte[]? metadata, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var session = await OpenSessionAsync(upload, metadata, cancellationToken);
        long received = 0;
        var mustAsk = false;
        var hasLostAnswer = false;
        for (var failures = 0; ;)
        {
            try
            {
                var step = mustAsk
                    ? await AskAsync(upload, session, type, cancellationToken)
                    : await PutAsync(upload, session, received, type, cancellationToken);
                if (step.Value is { } value)
                {
                    return value;
                }

                failures = step.Received > received ? 0 : failures + 1;
                received = step.Received;
                mustAsk = received >= mime.Length;
                if (failures > transport.Options.MaxTries)
                {
                    throw Stuck(upload, received);
                }
            }
            catch (GmailException error)
                when (error.WasAmbiguous && transport.WaitAfter(failures + 1, error) is not null)
            {
                failures++;
                mustAsk = hasLostAnswer = true;
                await transport.DelayAsync(transport.WaitAfter(failures, error) ?? TimeSpan.Zero, cancellationToken);
            }
            catch (GmailException error) when (hasLostAnswer && !error.WasAmbiguous)
            {
                throw error.AsAmbiguous();
            }
        }
    }

    private Task<Uri> OpenSessionAsync(GmailRequest upload, byte[]? metadata, CancellationToken cancellationToken)
    {
        var body = metadata ?? "{}"u8.ToArray();
        var request = upload with
        {
            // Opening a session twice leaves one unused: nothing is sent by it.
            IsRepeatable = true,
            Headers =
            [
                new("X-Upload-Content-Type", "message/rfc822"),
                new("X-Upload-Content-Length", mime.Length.ToString(CultureInfo.InvariantCulture)),
            ],
            Body = _ => GmailRequest.JsonBytes(body),
        };
        return transport.SendAsync(
            request.With("uploadType", "resumable"),
            (response, _, _) => ValueTask.FromResult(Checked(upload, response.Headers.Location)),
            cancellationToken);
    }

    // The address comes from an answer, and the access token will go to it.
    private Uri Checked(GmailRequest upload, Uri? location)
    {
        var root = transport.Options.RootUri;
        var isGoogle = root.Host.EndsWith(".googleapis.com", StringComparison.OrdinalIgnoreCase)
            && location is { IsAbsoluteUri: true }
            && location.Host.EndsWith(".googleapis.com", StringComparison.OrdinalIgnoreCase);
        if (location is { IsAbsoluteUri: true }
            && location.Scheme == root.Scheme
            && location.Port == root.Port
            && location.UserInfo.Length == 0
            && (isGoogle || location.Host.Equals(root.Host, StringComparison.OrdinalIgnoreCase)))
        {
            return location;
        }

        throw new GmailException(
            GmailErrorKind.Malformed,
            $"{upload.MethodId} failed: Gmail opened an upload at an address that is not Gmail's")
        {
            MethodId = upload.MethodId,
        };
    }

    private Task<Step<T>> PutAsync<T>(
        GmailRequest upload, Uri session, long offset, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var request = Continue(upload, session) with
        {
            Body = idle => new MimeHttpContent(mime, MimeEnvelope.From(offset), idle),
        };
        return transport.SendAsync(
            request, (response, body, token) => ReadAsync(response, body, type, token), cancellationToken);
    }

    private Task<Step<T>> AskAsync<T>(
        GmailRequest upload, Uri session, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var request = Continue(upload, session) with
        {
            Headers = [new("Content-Range", $"bytes */{mime.Length.ToString(CultureInfo.InvariantCulture)}")],
            Body = _ => new ByteArrayContent([]),
        };
        return transport.SendAsync(
            request, (response, body, token) => ReadAsync(response, body, type, token), cancellationToken);
    }

    // The units were charged when the session was opened.
    private static GmailRequest Continue(GmailRequest upload, Uri session) =>
        new(upload.MethodId, 0, HttpMethod.Put, "") { Address = session, AcceptedStatus = ResumeIncomplete };

    private static async ValueTask<Step<T>> ReadAsync<T>(
        HttpResponseMessage response, Stream body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if ((int)response.StatusCode != ResumeIncomplete)
        {
            return new Step<T>(await JsonSerializer.DeserializeAsync(body, type, cancellationToken), 0);
        }

        // Range: bytes=0-42 (or 0-42): 43 bytes have arrived. No Range: none.
        var range = response.Headers.TryGetValues("Range", out var values) ? string.Concat(values) : "";
        var last = range[(range.LastIndexOf('-') + 1)..];
        return new Step<T>(
            null,
            long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position + 1 : 0);
    }

    private static GmailException Stuck(GmailRequest upload, long received) =>
        new(GmailErrorKind.Server, $"{upload.MethodId} failed: the upload does not go beyond byte {received}")
        {
            MethodId = upload.MethodId,
            WasAmbiguous = true,
        };

    private sealed record Step<T>(T? Value, long Received)
        where T : class;
}
