using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gmail;

/// <summary>The only file that sends: a request becomes a value or a <see cref="GmailException"/>.</summary>
internal sealed class GmailTransport
{
    // Larger than any error Gmail writes; what is beyond belongs to somebody else's error page.
    private const int MaxErrorBytes = 64 * 1024;

    private readonly HttpClient _http;
    private readonly RetryPolicy _retry;
    private readonly RetryBudget _retries;
    private readonly Concurrency _concurrency;
    private readonly SingleFlight _reads = new();
    private readonly QuotaLane _lane;
    private readonly UnitMeter[] _meters = [];
    private readonly string _userAgent;

    public GmailTransport(HttpClient http, GmailClientOptions options)
    {
        _http = http;
        _retry = new RetryPolicy(options);
        _retries = new RetryBudget(options.TimeProvider);
        _userAgent = options.UserAgent.Contains("gzip", StringComparison.OrdinalIgnoreCase)
            ? options.UserAgent
            : options.UserAgent + " (gzip)";
        Options = options;
        Ledger = options.Ledger ?? new QuotaLedger(timeProvider: options.TimeProvider);
        _concurrency = new Concurrency(options.MaxInFlight, Ledger.Share, options.TimeProvider);
    }

    private GmailTransport(GmailTransport other, QuotaLane lane, UnitMeter[] meters)
    {
        _http = other._http;
        _retry = other._retry;
        _retries = other._retries;
        _userAgent = other._userAgent;
        _concurrency = other._concurrency;
        _reads = other._reads;
        Options = other.Options;
        Ledger = other.Ledger;
        _lane = lane;
        _meters = meters;
    }

    public GmailClientOptions Options { get; }

    public QuotaLedger Ledger { get; }

    /// <summary>The same connection, units and places, with another right of way.</summary>
    public GmailTransport InLane(QuotaLane lane) => new(this, lane, _meters);

    /// <summary>The same connection, units and places, counted by this meter too.</summary>
    public GmailTransport Metered(UnitMeter meter) => new(this, _lane, [.. _meters, meter]);

    /// <summary>Sends and reads the answer as JSON.</summary>
    public Task<T> SendAsync<T>(GmailRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        return request.Verb == HttpMethod.Get && !request.IsOfNow
            ? _reads.RunAsync($"{(int)_lane} {request.RelativeAddress}", SendAsync, cancellationToken)
            : SendAsync(cancellationToken);

        Task<T> SendAsync(CancellationToken token) => this.SendAsync(
            request,
            async (_, body, reading) => await JsonSerializer.DeserializeAsync(AnswerStream.InMemory(body), type, reading)
                ?? throw new JsonException("The answer is null."),
            token);
    }

    /// <summary>Sends and expects no answer but success.</summary>
    public Task SendAsync(GmailRequest request, CancellationToken cancellationToken) =>
        SendAsync(request, (_, _, _) => ValueTask.FromResult(true), cancellationToken);

    /// <summary>Sends and lets the caller read the answer.</summary>
    public async Task<T> SendAsync<T>(GmailRequest request, ReadAnswer<T> read, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            TimeSpan wait;
            try
            {
                var answer = request.Verb == HttpMethod.Get
                    ? await TryAsync(request, read, cancellationToken)
                    : await ChangeAsync(() => TryAsync(request, read, cancellationToken));
                _retries.Earn();
                return answer;
            }
            catch (GmailException error)
            {
                if (!request.IsRepeatable || WaitAfter(tries, error) is not { } next)
                {
                    throw;
                }

                wait = next;
            }

            await Task.Delay(wait, Options.TimeProvider, cancellationToken);
        }
    }

    /// <summary>How long to wait before another try; null when there is to be none.</summary>
    public TimeSpan? WaitAfter(int tries, GmailException error) =>
        _retry.WaitAfter(tries, error) is { } wait && _retries.TryTake() ? wait : null;

    /// <summary>Waits by the client's clock.</summary>
    public Task DelayAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        Task.Delay(wait, Options.TimeProvider, cancellationToken);

    /// <summary>How many requests may be in flight now.</summary>
    public int MaxInFlight => _concurrency.Limit;

    /// <summary>Parts of a batch were refused because there were too many at once.</summary>
    public void Shrink() => _concurrency.Halve();

    /// <summary>Makes an error of a status and body, such as of a part of a batch.</summary>
    public GmailException Error(
        string methodId, HttpStatusCode status, HttpResponseHeaders? headers, ReadOnlyMemory<byte> body)
    {
        var error = ErrorReader.Read(methodId, status, headers, body, Options.TimeProvider.GetUtcNow());
        if (error is { Kind: GmailErrorKind.RateLimited, StatusCode: HttpStatusCode.Forbidden } || error.UnitsPerMinute != null)
        {
            Ledger.Refused(error.UnitsPerMinute);
        }

        // A refused send does not stop the reading: what Gmail limits then is most likely the mail and not the calls.
        if (error is { Kind: GmailErrorKind.RateLimited, RetryAt: { } retryAt } && !GmailRequest.Sends(methodId))
        {
            Ledger.PauseUntil(retryAt);
        }

        return error;
    }

    private async Task<T> TryAsync<T>(GmailRequest request, ReadAnswer<T> read, CancellationToken cancellationToken)
    {
        using var slot = await AdmitAsync(request, cancellationToken);
        var limit =
            request.IsSend && Options.SendTimeout > Options.IdleTimeout ? Options.SendTimeout : Options.IdleTimeout;
        using var idle = new IdleLimit(limit, Options.TimeProvider, cancellationToken);
        try
        {
            return await ExchangeAsync(request, read, slot, idle);
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(request, GmailErrorKind.Timeout, "Gmail did not answer in time", cause, isAmbiguous: true);
        }
        catch (HttpRequestException cause)
        {
            throw Failure(
                request, GmailErrorKind.Network, "the connection to Gmail failed", cause, MayHaveArrived(cause));
        }
        catch (IOException cause)
        {
            throw Failure(request, GmailErrorKind.Network, "the connection to Gmail broke", cause, isAmbiguous: true);
        }
        catch (JsonException)
        {
            throw Garbage(request);
        }
        catch (InvalidDataException)
        {
            throw Garbage(request);
        }
    }

    // Nothing is known of a change until it is over, and then of none that was read while it ran.
    private async Task<T> ChangeAsync<T>(Func<Task<T>> change)
    {
        _reads.Forget();
        try
        {
            return await change();
        }
        finally
        {
            _reads.Forget();
        }
    }

    // Gmail may name a time and makes the lockout longer for calls before it, so every call of the mailbox waits, or fails here
    // with that time when it is too far away.
    private async Task<Concurrency.Slot> AdmitAsync(GmailRequest request, CancellationToken cancellationToken)
    {
        var price = Prices.Of(request.MethodId, request.Units, Options.Prices);
        await SpendAsync(request, price * request.Weight, cancellationToken);
        while (true)
        {
            var slot = await _concurrency.EnterAsync(request.Weight, cancellationToken);
            if (!slot.IsPaused)
            {
                // The rest of a batch stays behind and pays again.
                GiveBack(price * (request.Weight - slot.Weight));
                request.Admitted?.Invoke(slot.Weight);
                return slot;
            }

            slot.Dispose(); // Gmail refused another call meanwhile
            try
            {
                await SpendAsync(request, 0, cancellationToken);
            }
            catch
            {
                GiveBack(price * request.Weight);
                throw;
            }
        }
    }

    private async Task SpendAsync(GmailRequest request, int units, CancellationToken cancellationToken)
    {
        if (await Ledger.SpendAsync(units, _lane, Options.MaxWait, cancellationToken) is { } turnedAway)
        {
            var why = turnedAway.ByGmail ? "Gmail takes no calls" : "the quota units of the next minute are spoken for";
            throw NotCalled(request, why, turnedAway.RetryAt);
        }

        Count(units);
    }

    private void GiveBack(int units)
    {
        if (units > 0)
        {
            Ledger.GiveBack(units);
            Count(-units);
        }
    }

    private void Count(int units)
    {
        foreach (var meter in _meters)
        {
            meter.Add(units);
        }
    }

    private async Task<T> ExchangeAsync<T>(
        GmailRequest request, ReadAnswer<T> read, Concurrency.Slot slot, IdleLimit idle)
    {
        using var message = Compose(request, idle);
        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, idle.Token);
        idle.Touch();
        await using var body = await OpenAsync(response, idle);
        if (!response.IsSuccessStatusCode && (int)response.StatusCode != request.AcceptedStatus)
        {
            throw await RefusalAsync(request, response, body, slot, idle);
        }

        slot.Succeeded();
        return await read(response, body, idle.Token);
    }

    private HttpRequestMessage Compose(GmailRequest request, IdleLimit idle)
    {
        var address = request.Address ?? new Uri(Options.RootUri, request.RelativeAddress);
        var message = new HttpRequestMessage(request.Verb, address) { Content = request.Body?.Invoke(idle) };
        if (address.Scheme == Uri.UriSchemeHttps)
        {
            message.Version = HttpVersion.Version20;
            message.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        }

        message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private async Task<Stream> OpenAsync(HttpResponseMessage response, IdleLimit idle)
    {
        var raw = await response.Content.ReadAsStreamAsync(idle.Token);

        // Where the handler below decompresses by itself it takes this header away.
        var isCompressed = response.Content.Headers.ContentEncoding.Contains("gzip", StringComparer.OrdinalIgnoreCase);
        var plain = isCompressed ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        return new AnswerStream(plain, idle, Options.MaxBodyBytes);
    }

    private async Task<GmailException> RefusalAsync(
        GmailRequest request, HttpResponseMessage response, Stream body, Concurrency.Slot slot, IdleLimit idle)
    {
        var error = Error(request.MethodId, response.StatusCode, response.Headers, await ExplanationAsync(body, idle));
        if (response.StatusCode == HttpStatusCode.TooManyRequests && error.RetryAt is null)
        {
            slot.Refused();
        }

        var isAmbiguous = error.Kind is GmailErrorKind.Server or GmailErrorKind.Timeout or GmailErrorKind.Malformed;
        return isAmbiguous && request.LeavesDoubt ? error.AsAmbiguous() : error;
    }

    private static async Task<ReadOnlyMemory<byte>> ExplanationAsync(Stream body, IdleLimit idle)
    {
        var buffer = new byte[MaxErrorBytes];
        try
        {
            return buffer.AsMemory(
                0, await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, idle.Token));
        }
        catch (IOException)
        {
            // The status has arrived and decides; the explanation is lost.
            return default;
        }
        catch (InvalidDataException)
        {
            return default;
        }
    }

    private static GmailException NotCalled(GmailRequest request, string why, DateTimeOffset until) =>
        new(GmailErrorKind.RateLimited, $"{request.MethodId} was not called: {why} until {until:u}.")
        {
            MethodId = request.MethodId,
            RetryAt = until,
        };

    // Only what failed before a connection stood cannot have reached Gmail.
    private static bool MayHaveArrived(HttpRequestException cause) => cause.HttpRequestError is not (
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);

    private static GmailException Failure(
        GmailRequest request, GmailErrorKind kind, string what, Exception? cause, bool isAmbiguous) =>
        new(kind, $"{request.MethodId} failed: {what}", cause)
        {
            MethodId = request.MethodId,
            WasAmbiguous = isAmbiguous && request.LeavesDoubt,
        };

    // Without the cause: a JSON error quotes the text it met, which may be mail.
    private static GmailException Garbage(GmailRequest request) =>
        Failure(request, GmailErrorKind.Malformed, "Gmail's answer is not what it documents", null, isAmbiguous: true);
}
