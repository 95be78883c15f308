using GmailMcp.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GmailMcp.Hosting;

/// <summary>Serves MCP on stdin and stdout until the input ends or a signal comes. Nothing but protocol is written to stdout.</summary>
internal static class StdioHost
{
    public static async Task RunAsync(ServerOptions options, Stream input, Stream output, CancellationToken cancellationToken)
    {
        // DisableDefaults: no configuration files of whatever folder the client started us in, no console logger on stdout.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var limits = new StdioLimits();
        var inFlight = new InFlight();
        await using var lines = new LineOutput(output);
        await using var stdin = new DrainingInput(input, lines, inFlight, limits, options.Time);
        builder.Services.Settle(new HostOptions { ShutdownTimeout = limits.Shutdown });
        builder.Services.Settle(new ConsoleLifetimeOptions());
        if (options.Telemetry is null)
        {
            // The host adds it for its metrics alone, to which nobody listens here.
            builder.Services.RemoveAll<IStartupValidator>();
        }

        builder.Services.AddGmailMcp(options, Backend.For(options))
            .WithMessageFilters(filters => filters.AddIncomingFilter(inFlight.Wrap))
            .WithStreamServerTransport(stdin, lines);
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        StartPages.Release();
        await host.WaitForShutdownAsync(cancellationToken);
    }
}
