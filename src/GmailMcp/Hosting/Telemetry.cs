using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace GmailMcp.Hosting;

/// <summary>
/// Traces and metrics over OTLP: one trace for each tool call, from the HTTP request that brought it through MCP to the
/// requests to Gmail. Nothing of a mail is in it: names of tools and methods, status codes, times; values in addresses are
/// redacted by the instrumentations, and what would open a session is taken out here.
/// </summary>
internal static class Telemetry
{
    // The SDK's own names for what it traces and measures.
    private const string Mcp = "Experimental.ModelContextProtocol";

    private static readonly string[] TracedPaths = ["/mcp", "/sse", "/messages"];

    public static void AddTelemetry(this IServiceCollection services, TelemetryOptions options) =>
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(options.ServiceName, serviceVersion: ServerOptions.ProductVersion))
            .WithTracing(tracing => tracing
                .AddSource(Mcp)
                .AddAspNetCoreInstrumentation(server => server.Filter = IsTraced)
                .AddHttpClientInstrumentation(client => client.RecordException = false)
                .AddProcessor(new Discretion())
                .AddOtlpExporter(exporter => Configure(exporter, options, "traces")))
            .WithMetrics(metrics => metrics
                .AddMeter(Mcp)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddOtlpExporter(exporter => Configure(exporter, options, "metrics")));

    // The addresses of sign-ins and sessions carry one-time ids: those requests are not traced at all.
    private static bool IsTraced(HttpContext context) => TracedPaths.Contains(context.Request.Path.Value, StringComparer.Ordinal);

    // https://opentelemetry.io/docs/specs/otel/protocol/exporter/: with http/protobuf a path for each signal follows the endpoint.
    private static void Configure(OtlpExporterOptions exporter, TelemetryOptions options, string signal)
    {
        exporter.Protocol = options.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = options.IsGrpc
            ? options.Endpoint
            : new Uri(options.Endpoint.AbsoluteUri.TrimEnd('/') + "/v1/" + signal);
        exporter.Headers = options.Headers;
    }

    /// <summary>Takes out what others than the operator must not learn from a collector.</summary>
    private sealed class Discretion : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            data.SetTag("mcp.session.id", null); // as good as a password
            data.SetTag("url.query", null);
            if (data.GetTagItem("url.full") is string url && url.IndexOf('?', StringComparison.Ordinal) is var query and >= 0)
            {
                data.SetTag("url.full", url[..query]);
            }
        }
    }
}
