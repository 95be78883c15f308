using System.Net;
using System.Net.Http.Headers;

namespace GmailMcp.Accounts;

/// <summary>
/// Adds the account's token to each Gmail request; a 401 is answered by one refresh and one more try.
/// </summary>
internal sealed class AccessTokenHandler(TokenSource tokens, GoogleEndpoints endpoints) : DelegatingHandler
{
    /// <summary>
    /// A request whose content is made anew each time it is sent says so with this, and may be tried again.
    /// </summary>
    public static readonly HttpRequestOptionsKey<bool> IsRewindable = new("rewindable");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RefuseOtherHosts(request.RequestUri);
        var token = await tokens.GetAsync(cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        var canRepeat = CanRepeat(request);
        using (canRepeat ? response : null)
        {
            // Also when this request cannot be repeated: the next one must not meet the same dead token.
            token = await tokens.ReplaceAsync(token, cancellationToken);
        }

        if (!canRepeat)
        {
            return response;
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await base.SendAsync(request, cancellationToken);
    }

    // A resumable upload goes on at an address that an answer named; a token must not follow it off Google.
    private void RefuseOtherHosts(Uri? address)
    {
        var isGoogle = address is not null
            && !endpoints.AreStandIns
            && address.Scheme == Uri.UriSchemeHttps
            && address.IsDefaultPort
            && address.Host.EndsWith(".googleapis.com", StringComparison.OrdinalIgnoreCase);
        if (!isGoogle && (address is null || Uri.Compare(
                address,
                endpoints.ApiRoot,
                UriComponents.SchemeAndServer,
                UriFormat.SafeUnescaped,
                StringComparison.OrdinalIgnoreCase) != 0))
        {
            throw new HttpRequestException(
                $"A Gmail token is sent to {endpoints.ApiRoot} only, not to {address?.Host}.");
        }
    }

    // Content that was streamed once is gone. What stands in memory can be written again.
    private static bool CanRepeat(HttpRequestMessage request) =>
        request.Content is null or ByteArrayContent or ReadOnlyMemoryContent
        || (request.Options.TryGetValue(IsRewindable, out var isRewindable) && isRewindable);
}
