using GmailMcp.Hosting.Http;

namespace GmailMcp.Hosting;

/// <summary>Asks a running HTTP server whether it lives, without a key: <c>gmail-mcp health</c>.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Null when it lives; else what happened instead.</returns>
    public static async Task<string?> RunAsync(Uri server, CancellationToken cancellationToken)
    {
        var address = new Uri(server, Endpoints.LivePath);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = Patience });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await http.GetAsync(address, patience.Token);
            return answer.IsSuccessStatusCode ? null : $"{address} answered {(int)answer.StatusCode}.";
        }
        catch (HttpRequestException failure)
        {
            return $"{address} cannot be reached ({failure.Message}). Start the server with gmail-mcp --http, or correct the address.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{address} gave no answer within {Patience.TotalSeconds:0} s.";
        }
    }
}
