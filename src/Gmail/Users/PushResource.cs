namespace Gmail.Users;

/// <summary>Switches the announcement of changes through Cloud Pub/Sub on and off.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/guides/push</remarks>
public sealed class PushResource
{
    private readonly GmailTransport _transport;

    internal PushResource(GmailTransport transport) => _transport = transport;

    /// <summary>Starts or renews the announcement of changes. Google advises to renew daily; it ends after seven
    /// days.</summary>
    /// <param name="watch">The topic and the labels.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The history id to start from and when it ends.</returns>
    /// <exception cref="GmailException">InvalidArgument for a topic that is missing or closed to Gmail, and for a
    /// second
    /// client of the same developer; RateLimited, Server or Network.</exception>
    /// <remarks>users.watch, 100 quota units. Scope gmail.metadata or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users/watch</remarks>
    [GmailMethod("users.watch", Units = 100, Scopes = GmailScope.ToReadMail)]
    public Task<Watch> WatchAsync(WatchRequest watch, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new GmailRequest("users.watch", 100, HttpMethod.Post, "watch")
            {
                Body = GmailRequest.Json(watch, GmailJson.Default.WatchRequest),
            },
            GmailJson.Default.Watch,
            cancellationToken);

    /// <summary>Ends the announcement of changes.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>A task that ends when Gmail has confirmed.</returns>
    /// <exception cref="GmailException">Unauthorized, RateLimited, Server or Network.</exception>
    /// <remarks>users.stop; Google names no price, 5 quota units are charged. Scope gmail.metadata or wider.
    /// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users/stop</remarks>
    [GmailMethod("users.stop", Units = 5, UnitsAreEstimated = true, Scopes = GmailScope.ToReadMail)]
    public Task StopAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new GmailRequest("users.stop", 5, HttpMethod.Post, "stop"), cancellationToken);
}
