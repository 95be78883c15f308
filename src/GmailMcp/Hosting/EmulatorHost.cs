using Microsoft.AspNetCore.Http.Features;

namespace GmailMcp.Hosting;

/// <summary>The emulated Gmail behind a real port on loopback: <c>gmail-mcp emulator</c>.</summary>
internal static class EmulatorHost
{
    // Gmail's own upload limit of messages.insert is 150 MiB, base64 makes a third more of it.
    private const long LargestBody = 256L * 1024 * 1024;

    /// <summary>Serves until cancelled; prints where, and a bearer token to start with.</summary>
    public static async Task RunAsync(
        EmulatorSettings settings, TimeProvider time, TextWriter output, Func<ValueTask> whenFilled, CancellationToken cancellationToken)
    {
        using var gmail = Emulated.CreateEmulator(settings, time, out var address);
        await whenFilled();
        using var invoker = new HttpMessageInvoker(gmail, disposeHandler: false);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(System.Net.IPAddress.Loopback, settings.Port);
        });
        builder.Logging.SetMinimumLevel(LogLevel.None);
        await using var app = builder.Build();
        app.Run(context => ForwardAsync(context, invoker));
        await app.StartAsync(cancellationToken);
        await output.WriteLineAsync(
            $"Emulated Gmail of {address}: {app.Urls.First()}\n"
            + $"Try: curl -H 'Authorization: Bearer {gmail.IssueAccessToken(address)}' {app.Urls.First()}/gmail/v1/users/me/profile");
        await WaitAsync(app, cancellationToken);
    }

    private static async Task WaitAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
        await app.StopAsync(CancellationToken.None);
    }

    private static async Task ForwardAsync(HttpContext context, HttpMessageInvoker gmail)
    {
        var from = context.Request;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget; // as sent: escapes are part of ids
        using var request = new HttpRequestMessage(new HttpMethod(from.Method), $"{from.Scheme}://{from.Host}{target}")
        {
            Content = new StreamContent(from.Body),
        };
        foreach (var (name, values) in from.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        try
        {
            using var response = await gmail.SendAsync(request, context.RequestAborted);
            await AnswerAsync(context, response);
        }
        catch (HttpRequestException)
        {
            context.Features.Get<IHttpRequestLifetimeFeature>()?.Abort(); // a fault "connection reset" was asked for
        }
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        context.Response.Headers.Remove("transfer-encoding");
        if (context.Response.StatusCode != StatusCodes.Status204NoContent)
        {
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }
}
