using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Accounts;

/// <summary>
/// One sign-in from the address that the person visits to the tokens: PKCE (RFC 7636, S256), a random state, and a
/// callback that is taken once. It ends by success, by refusal, or after five minutes.
/// </summary>
internal sealed class PendingSignIn : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private const int RandomBytes = 32; // 43 characters of base64url, the shortest verifier that RFC 7636 §4.1 allows

    private readonly string _state = RandomText();
    private readonly string _verifier = RandomText();
    private readonly Func<CallbackExchange, CancellationToken, Task<SignedIn>> _exchange;
    private readonly Func<string, string, GoogleOAuthException> _explain;
    private readonly TaskCompletionSource<SignedIn> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _whenOver;
    private CallbackListener? _listener;
    private Task _closing = Task.CompletedTask;
    private int _isTaken;

    /// <param name="exchange">Turns the code into stored credentials.</param>
    /// <param name="explain">Says what Google's word for a failure means, by the redirect URI.</param>
    /// <param name="clock">For the five minutes.</param>
    public PendingSignIn(
        Func<CallbackExchange, CancellationToken, Task<SignedIn>> exchange,
        Func<string, string, GoogleOAuthException> explain,
        TimeProvider clock)
    {
        _exchange = exchange;
        _explain = explain;
        ExpiresAt = clock.GetUtcNow() + Limit;
        _limit = new CancellationTokenSource(Limit, clock);
        _whenOver = _limit.Token.Register(() => End(new AccountException(
            "Authentication timed out after 5 minutes.", "Start it again.")));
    }

    /// <summary>Ends with the account, or with an <see cref="AccountException"/>.</summary>
    public Task<SignedIn> Completion => _completion.Task;

    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Google's page, for the person's browser.</summary>
    public string Address { get; private set; } = "";

    public string RedirectUri { get; private set; } = "";

    /// <summary>The path of the callback.</summary>
    public string CallbackPath { get; private set; } = "";

    /// <summary>What Google must send back with the browser: only its answer to this request knows it.</summary>
    public string State => _state;

    /// <summary>The page and the cookie of a sign-in over HTTP; null where the link leads straight to Google.</summary>
    public SignInGuard? Guard { get; private set; }

    /// <summary>True while the callback can arrive by itself; otherwise the address must be pasted.</summary>
    public bool IsListening => _listener is not null;

    /// <summary>Starts to listen, and makes the address.</summary>
    /// <param name="callback">Where.</param>
    /// <param name="listenOn">On which addresses.</param>
    /// <param name="request">Whether to go on where the port is taken, and the HTTP server's door.</param>
    /// <param name="makeAddress">Makes Google's page's address from redirect URI, state and code challenge.</param>
    /// <param name="clock">For slow callers.</param>
    /// <exception cref="SocketException">The port is taken and no other will do.</exception>
    public void Start(
        CallbackAddress callback,
        IReadOnlyList<IPAddress> listenOn,
        SignInRequest request,
        Func<string, string, string, string> makeAddress,
        TimeProvider clock)
    {
        RedirectUri = callback.RedirectUri;
        CallbackPath = callback.Path;
        Guard = request.Door?.Guard(callback, request.ClientName);
        if (request.Door?.Serves(RedirectUri) != true)
        {
            Listen(callback, listenOn, request.MustListen, clock);
        }

        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier)));
        Address = makeAddress(RedirectUri, _state, challenge);
    }

    private void Listen(CallbackAddress callback, IReadOnlyList<IPAddress> listenOn, bool mustListen, TimeProvider clock)
    {
        try
        {
            _listener = CallbackListener.Start(listenOn, callback.Port, callback.Path, AnswerAsync, clock);
        }
        catch (SocketException busy)
            when (busy.SocketErrorCode == SocketError.AddressAlreadyInUse && callback.MayUseAnotherPort)
        {
            _listener = CallbackListener.Start(listenOn, port: 0, callback.Path, AnswerAsync, clock);
            RedirectUri = CallbackAddress.OnLoopback(_listener.Port).RedirectUri;
        }
        catch (SocketException) when (!mustListen)
        {
            _listener = null;
        }
    }

    /// <summary>Takes the address that the browser was sent to, pasted by the person.</summary>
    /// <exception cref="AccountException">It is not this sign-in's, or Google refused.</exception>
    public async Task<SignedIn> CompleteAsync(string pastedAddress, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(pastedAddress.Trim(), UriKind.Absolute, out var address) || address.Query.Length == 0)
        {
            throw new AccountException(
                "That is not the address that Google sent the browser to.",
                $"Copy the whole address from the browser's bar; it begins with {RedirectUri}?");
        }

        var answer = await AnswerAsync(CallbackQuery.Parse(address.Query), cancellationToken);
        return answer.Status is 200 or 500 || Completion.IsCompleted
            ? await Completion
            : throw new AccountException(
                answer.Text, $"Copy the address that begins with {RedirectUri}?code= or ?state=.");
    }

    /// <summary>Stops listening and gives up, if it has not ended.</summary>
    public async ValueTask DisposeAsync()
    {
        End(new AccountException("The sign-in was given up.", "Start it again."));
        await _closing;
        if (_listener is { } listener)
        {
            await listener.DisposeAsync();
        }

        await _whenOver.DisposeAsync();
        _limit.Dispose();
    }

    /// <summary>Takes what came with the browser and says what it is shown.</summary>
    public async Task<CallbackAnswer> AnswerAsync(CallbackQuery query, CancellationToken cancellationToken)
    {
        if (query.Code is null && query.Error is null)
        {
            return CallbackAnswer.NoCode;
        }

        // Anybody's page can call this address; only Google's answer to our request knows the state. A wrong one ends
        // nothing, or any page could end a sign-in.
        if (query.State is null
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(query.State), Encoding.UTF8.GetBytes(_state)))
        {
            return CallbackAnswer.WrongState;
        }

        if (Guard is { } guard && !guard.Matches(query.Cookies))
        {
            return CallbackAnswer.NotConfirmed;
        }

        if (Interlocked.Exchange(ref _isTaken, 1) == 1)
        {
            return CallbackAnswer.WrongState;
        }

        if (query.Error is { } error)
        {
            var code = TokenAnswerJson.IsCode(error) ? error : "error";
            var declined = _explain(code, RedirectUri);
            End(declined);
            return CallbackAnswer.Declined(declined.Message);
        }

        try
        {
            var signedIn = await _exchange(new(query.Code ?? "", _verifier, RedirectUri), cancellationToken);
            _completion.TrySetResult(signedIn);
            CloseSoon();
            return CallbackAnswer.Success;
        }
        catch (AccountException failure)
        {
            End(failure);
            return CallbackAnswer.Failed(failure.Message);
        }
    }

    private void End(AccountException failure)
    {
        if (_completion.TrySetException(failure))
        {
            _ = _completion.Task.Exception; // seen: nobody may be waiting any more
            Interlocked.Exchange(ref _isTaken, 1);
            CloseSoon();
        }
    }

    // Not awaited here, because the listener waits for the very answer that is being made; DisposeAsync awaits it.
    private void CloseSoon()
    {
        if (_listener is { } listener)
        {
            _closing = Task.Run(async () => await listener.DisposeAsync());
        }
    }

    private static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
}
