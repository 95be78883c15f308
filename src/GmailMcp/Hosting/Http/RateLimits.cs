using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using GmailMcp.Authorization;
using GmailMcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Hosting.Http;

/// <summary>
/// Keeps one caller from taking what all need: so many requests a second, calls and streams at once for each. A caller is
/// the holder of a key, or a session without one; whoever is neither counts for his address. A right key is never refused
/// for its address: behind one proxy sit many callers, and wrong keys of 256 bits find nothing at any speed.
/// </summary>
internal sealed class RateLimits(HttpLimits limits, Sessions sessions) : IDisposable
{
    private const string OperatorName = "operator";

    // Their sum is bounded by Admission and by what a session costs, so what is kept per caller is small and soon forgotten.
    private readonly PartitionedRateLimiter<string> _rates = Rates(limits.Rate, limits.Burst);
    private readonly PartitionedRateLimiter<string> _calls = AtOnce(limits.Rate == 0 ? 0 : limits.MostCalls);
    private readonly PartitionedRateLimiter<string> _running = AtOnce(limits.Rate == 0 ? 0 : limits.MostCalls);
    private readonly PartitionedRateLimiter<string> _streams = AtOnce(limits.MostStreams);
    private readonly PartitionedRateLimiter<string> _addressRates = Rates(limits.AddressRate, limits.AddressBurst);
    private readonly PartitionedRateLimiter<string> _operatorTries = Rates(1, limits.OperatorTries, limits.OperatorPause);
    private readonly PartitionedRateLimiter<string> _addressCalls = AtOnce(limits.AddressRate == 0 ? 0 : limits.MostAddressCalls);
    private readonly PartitionedRateLimiter<string> _addressStreams = AtOnce(limits.MostAddressStreams);

    /// <summary>Whether the answer is a stream that stays open for what the server has to say.</summary>
    public static bool IsStream(HttpRequest request) =>
        request.Method == HttpMethods.Get && (request.Path == McpPaths.Mcp || request.Path == McpPaths.Sse);

    /// <summary>Once it is known who calls.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var caller = CallerOf(context);
        var key = caller ?? AddressOf(context);
        using var rate = (caller is null ? _addressRates : _rates).AttemptAcquire(key);
        if (!rate.IsAcquired)
        {
            await RefuseAsync(context, rate, caller is null
                ? "Too many requests without a key come from your address. Wait, or ask the operator for a key."
                : $"You send more than {limits.Rate} requests a second. Wait as long as Retry-After says.");
            return;
        }

        var isStream = IsStream(context.Request);
        var atOnce = (caller is null, isStream) switch
        {
            (false, false) => _calls,
            (false, true) => _streams,
            (true, false) => _addressCalls,
            (true, true) => _addressStreams,
        };
        using var place = atOnce.AttemptAcquire(key);
        if (!place.IsAcquired)
        {
            await RefuseAsync(context, place, isStream
                ? "You have too many streams open. Close one of them first."
                : "You have too many calls running. Wait until one of them is answered.");
            return;
        }

        await next(context);
    }

    /// <summary>Counts the calls themselves too: they outlast their POST over HTTP with SSE, and where the client of a session
    /// went away.</summary>
    public McpRequestHandler<CallToolRequestParams, CallToolResult> WrapCall(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next) => async (context, cancellationToken) =>
        {
            var key = CallerIdentity.OwnerOf(context.User)?.Key ?? context.Server.SessionId;
            using var place = key is null ? null : _running.AttemptAcquire(key);
            return place is { IsAcquired: false }
                ? ToolResults.Error("You have too many calls running.", "Wait until one of them is answered, then call again.")
                : await next(context, cancellationToken);
        };

    /// <summary>The same for what has no words of its own for a refusal: reading a resource, completing an argument.</summary>
    public McpRequestHandler<TParams, TResult> WrapOther<TParams, TResult>(McpRequestHandler<TParams, TResult> next) =>
        async (context, cancellationToken) =>
        {
            var key = CallerIdentity.OwnerOf(context.User)?.Key ?? context.Server.SessionId;
            using var place = key is null ? null : _running.AttemptAcquire(key);
            return place is { IsAcquired: false }
                ? throw new McpProtocolException(
                    "You have too many calls running. Wait until one of them is answered, then ask again.", McpErrorCode.InternalError)
                : await next(context, cancellationToken);
        };

    /// <summary>Refuses a caller who proved nothing, as often as his address may be told.</summary>
    public async Task RefuseAsync(HttpContext context, int status, string message)
    {
        using var rate = _addressRates.AttemptAcquire(AddressOf(context));
        await (rate.IsAcquired
            ? Refusal.WriteAsync(context, status, message)
            : RefuseAsync(context, rate, "Too many refused requests come from your address. Correct the key, then try again."));
    }

    /// <summary>Whether an address may try a key in the operator's form.</summary>
    public RateLimitLease TryOperatorKey(HttpContext context) => _operatorTries.AttemptAcquire(AddressOf(context));

    public static int SecondsToWait(RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : TimeSpan.Zero;
        return Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
    }

    public void Dispose()
    {
        _operatorTries.Dispose();
        _rates.Dispose();
        _calls.Dispose();
        _running.Dispose();
        _streams.Dispose();
        _addressRates.Dispose();
        _addressCalls.Dispose();
        _addressStreams.Dispose();
    }

    private string? CallerOf(HttpContext context) =>
        CallerIdentity.IsOperator(context.User) ? OperatorName
        : CallerIdentity.OwnerOf(context.User)?.Key
            ?? (sessions.Of(context.Request) is { Owner.IsSession: true } session ? session.Owner.Key : null);

    // Whoever has one IPv6 address has a whole /64 of them (RFC 6177).
    private static string AddressOf(HttpContext context)
    {
        const int bytesOfIPv4 = 4;
        const int bytesOfNetwork = 8;
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        var isWhole = bytes.Length == bytesOfIPv4 || IPAddress.IsLoopback(address);
        return Convert.ToHexString(bytes.AsSpan(0, isWhole ? bytes.Length : bytesOfNetwork));
    }

    private static async Task RefuseAsync(HttpContext context, RateLimitLease lease, string message)
    {
        context.Response.Headers.RetryAfter = SecondsToWait(lease).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.Remove("WWW-Authenticate"); // the key is not what is wrong
        await Refusal.WriteAsync(context, StatusCodes.Status429TooManyRequests, message);
    }

    private static PartitionedRateLimiter<string> Rates(int perPeriod, int burst, TimeSpan? period = null) =>
        PartitionedRateLimiter.Create<string, string>(key => perPeriod == 0
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = Math.Max(burst, perPeriod),
                TokensPerPeriod = perPeriod,
                ReplenishmentPeriod = period ?? TimeSpan.FromSeconds(1),
                QueueLimit = 0,
                AutoReplenishment = true,
            }));

    private static PartitionedRateLimiter<string> AtOnce(int most) =>
        PartitionedRateLimiter.Create<string, string>(key => most == 0
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = 0 }));
}
