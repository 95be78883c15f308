using System.Collections.Concurrent;

namespace GmailMcp.Accounts;

/// <summary>
/// The HTTP server as the place where browsers arrive in the course of a sign-in: first at a page of ours, at the end
/// with Google's answer. Callbacks to the server's own address need no listener of their own.
/// </summary>
/// <param name="publicUrl">Where the world reaches the server, behind a proxy; null on loopback.</param>
internal sealed class SignInDoor(Uri? publicUrl)
{
    public const string PagePath = "/sign-in/";

    private readonly ConcurrentDictionary<string, PendingSignIn> _byPage = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PendingSignIn> _byState = new(StringComparer.Ordinal);

    /// <summary>The port that the server listens on; known once it does.</summary>
    public int Port { get; set; } = CallbackAddress.DefaultPort;

    /// <summary>The callback to tell Google: the one asked for, or one that comes straight to this server.</summary>
    /// <returns>Null where only another listener on this computer will do.</returns>
    /// <exception cref="AccountException">No callback that the client has registered arrives here.</exception>
    public string? Choose(OAuthKeys keys, string? asked)
    {
        if (asked is not null)
        {
            return asked;
        }

        if (keys.Kind == ClientKind.Installed && publicUrl is null)
        {
            return CallbackAddress.OnLoopback(Port).RedirectUri;
        }

        var own = publicUrl is null
            ? $"http://localhost:{Port}{CallbackAddress.DefaultPath}"
            : new Uri(publicUrl, CallbackAddress.DefaultPath).AbsoluteUri;
        if (keys.RedirectUris.Count == 0 || keys.RedirectUris.Contains(own))
        {
            return own;
        }

        if (keys.RedirectUris.FirstOrDefault(Serves) is { } registered)
        {
            return registered;
        }

        var hasLoopback = publicUrl is null
            && keys.RedirectUris.Any(uri => Uri.TryCreate(uri, UriKind.Absolute, out var address) && address.IsLoopback);
        return hasLoopback
            ? null
            : throw new AccountException(
                "None of the redirect URIs of the server's OAuth client leads to this server.",
                $"The operator adds {own} under Authorised redirect URIs in Google Cloud Console and to the keys file.");
    }

    /// <summary>True when a browser sent to this address arrives at this server.</summary>
    public bool Serves(string redirectUri)
    {
        if (!Uri.TryCreate(redirectUri, UriKind.Absolute, out var address))
        {
            return false;
        }

        return publicUrl is not null
            ? Uri.Compare(
                address, publicUrl, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            : address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && address.Port == Port;
    }

    /// <summary>The guard of a sign-in whose callback is this: its page stands on the callback's own host.</summary>
    public SignInGuard Guard(CallbackAddress callback, string? clientName)
    {
        var address = new Uri(callback.RedirectUri);
        if (publicUrl is not null && !Serves(callback.RedirectUri))
        {
            throw new AccountException(
                $"The callback {address.GetLeftPart(UriPartial.Path)} does not lead to this server ({publicUrl}).",
                "Leave callbackUrl out.");
        }

        // Cookies know no ports (RFC 6265 §8.5): the page can stand at the server's, the callback at another.
        return new(publicUrl ?? new UriBuilder(address) { Port = Port, Path = "", Query = "" }.Uri, clientName);
    }

    /// <summary>Lets browsers in for a sign-in.</summary>
    public void Open(PendingSignIn pending)
    {
        if (pending.Guard is { } guard)
        {
            _byPage[guard.Id] = pending;
            _byState[pending.State] = pending;
        }
    }

    public void Close(PendingSignIn pending)
    {
        if (pending.Guard is { } guard)
        {
            _byPage.TryRemove(guard.Id, out _);
            _byState.TryRemove(pending.State, out _);
        }
    }

    /// <summary>The sign-in whose page this is; null when it is over or was never started.</summary>
    public PendingSignIn? FindByPage(string id) =>
        _byPage.TryGetValue(id, out var pending) && !pending.Completion.IsCompleted ? pending : null;

    /// <summary>Whether a sign-in waits for a browser at this path, which the OAuth client's owner has registered.</summary>
    public bool Expects(string path) => !_byState.IsEmpty && _byState.Values.Any(pending => pending.CallbackPath == path);

    /// <summary>Takes Google's answer.</summary>
    /// <param name="path">Where it arrived.</param>
    /// <param name="query">What came.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<CallbackAnswer> AnswerAsync(string path, CallbackQuery query, CancellationToken cancellationToken)
    {
        if (query.Code is null && query.Error is null)
        {
            return Task.FromResult(CallbackAnswer.NoCode);
        }

        return query.State is { } state && _byState.TryGetValue(state, out var pending) && pending.CallbackPath == path
            ? pending.AnswerAsync(query, cancellationToken)
            : Task.FromResult(CallbackAnswer.WrongState);
    }
}
