namespace GmailMcp.Tests;

/// <summary>Lets requests fail before they reach the emulator, with exceptions that only layers of a connection throw.</summary>
internal sealed class FailingGmail(HttpMessageHandler gmail, Func<HttpRequestMessage, Exception?> failure) : DelegatingHandler(gmail)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        failure(request) is { } exception
            ? Task.FromException<HttpResponseMessage>(exception)
            : base.SendAsync(request, cancellationToken);
}
