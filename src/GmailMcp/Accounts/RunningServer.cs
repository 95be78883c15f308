using System.Net;
using System.Net.Http.Headers;

namespace GmailMcp.Accounts;

/// <summary>A gmail-mcp that serves HTTP on this computer and takes the callback of a sign-in at the terminal.</summary>
/// <param name="port">Where it listens.</param>
/// <param name="operatorKey">Shows that the same person runs both.</param>
internal sealed class RunningServer(int port, string operatorKey) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // The wait for a browser lasts minutes; each request has its own limit.
    private readonly HttpClient _http =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Where the command asks a server to wait for a browser.</summary>
    public const string WaitPath = "/operator/callbacks";

    /// <summary>Tells a gmail-mcp from other programs.</summary>
    public const string OursHeader = "Gmail-Mcp";

    /// <summary>Where it says what the browser is shown.</summary>
    public const string AnswerPath = "/operator/callbacks/answer";

    /// <summary>Whether a gmail-mcp that takes this key listens there.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            // Not the operator's key: 401. Anything else that listens there: no such answer.
            using var answer = await PostAsync(
                AnswerPath, new RelayAnswer("", 0, ""), CallbackRelayJson.Default.RelayAnswer, patience.Token);
            return answer.StatusCode == HttpStatusCode.NotFound && answer.Headers.Contains(OursHeader);
        }
        catch (Exception other) when (other is HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Waits at the server for the browser of a sign-in and lets the sign-in judge it.</summary>
    /// <returns>False when there is no such server, or it does not take this key.</returns>
    public async Task<bool> TakeCallbackAsync(PendingSignIn pending, CancellationToken cancellationToken)
    {
        try
        {
            using var arrival = await PostAsync(
                WaitPath, new RelayRequest(pending.State, pending.CallbackPath), CallbackRelayJson.Default.RelayRequest, cancellationToken);
            if (arrival.StatusCode != HttpStatusCode.OK)
            {
                return false;
            }

            var came = await arrival.Content.ReadFromJsonAsync(CallbackRelayJson.Default.RelayArrival, cancellationToken);
            if (came is null)
            {
                return false;
            }

            var answer = await pending.AnswerAsync(new(came.Code, pending.State, came.Error), cancellationToken);
            using var shown = await PostAsync(
                AnswerPath, new RelayAnswer(pending.State, answer.Status, answer.Text), CallbackRelayJson.Default.RelayAnswer, cancellationToken);
            return true;
        }
        catch (Exception other) when (other is HttpRequestException or System.Text.Json.JsonException)
        {
            return false; // something else listens there
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> PostAsync<T>(
        string path, T body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{port}{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", operatorKey);
        request.Content = JsonContent.Create(body, type);
        return await _http.SendAsync(request, cancellationToken);
    }
}
