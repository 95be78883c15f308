namespace GmailMcp.Tests;

/// <summary>Lets a test do something at the moment when a request is about to reach the emulator, such as what a person does
/// in Gmail meanwhile.</summary>
internal sealed class InterceptedGmail(HttpMessageHandler gmail, string pathEnd, Func<CancellationToken, Task> before)
    : DelegatingHandler(gmail)
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the emulator has answered the request, or the request was withdrawn.</summary>
    public Task Answered => _answered.Task;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isMeant = request.Method == HttpMethod.Post
            && request.RequestUri!.AbsolutePath.EndsWith(pathEnd, StringComparison.Ordinal); // HttpClient sets the address
        if (!isMeant)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        try
        {
            await before(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            _answered.TrySetResult();
        }
    }
}
