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

    /// <summary>Where the command hands its state over.</summary>
    public const string ExpectPath = "/operator/callbacks";

    /// <summary>Where it waits for the browser.</summary>
    public const string WaitPath = "/operator/callbacks/wait";

    /// <summary>Where it says what the browser is shown.</summary>
    public const string AnswerPath = "/operator/callbacks/answer";

    /// <summary>Has the server expect the browser of a sign-in.</summary>
    /// <returns>False when no gmail-mcp that takes this key listens there.</returns>
    public async Task<bool> ExpectAsync(PendingSignIn pending, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await PostAsync(
                ExpectPath, new RelayRequest(pending.State, pending.CallbackPath), CallbackRelayJson.Default.RelayRequest, patience.Token);
            return answer.StatusCode == HttpStatusCode.Created;
        }
        catch (Exception other) when (other is HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Waits at the server for the browser that it expects, and lets the sign-in judge what it brings.</summary>
    public async Task RelayAsync(PendingSignIn pending, CancellationToken cancellationToken)
    {
        using var arrival = await PostAsync(
            WaitPath, new RelayRequest(pending.State, pending.CallbackPath), CallbackRelayJson.Default.RelayRequest, cancellationToken);
        if (arrival.StatusCode == HttpStatusCode.OK
            && await arrival.Content.ReadFromJsonAsync(CallbackRelayJson.Default.RelayArrival, cancellationToken) is { } came)
        {
            var answer = await pending.AnswerAsync(new(came.Code, pending.State, came.Error), cancellationToken);
            using var shown = await PostAsync(
                AnswerPath,
                new RelayAnswer(pending.State, answer.Status, answer.Text),
                CallbackRelayJson.Default.RelayAnswer,
                CancellationToken.None); // the sign-in may have ended the wait; the browser still waits
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
