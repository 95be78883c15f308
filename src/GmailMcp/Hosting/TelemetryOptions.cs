namespace GmailMcp.Hosting;

/// <summary>Where traces and metrics go: OpenTelemetry's own variables, which its collectors' documentation names. Off unless an
/// endpoint is set.</summary>
/// <param name="Endpoint">OTEL_EXPORTER_OTLP_ENDPOINT.</param>
/// <param name="IsGrpc">OTEL_EXPORTER_OTLP_PROTOCOL is grpc; otherwise http/protobuf.</param>
/// <param name="Headers">OTEL_EXPORTER_OTLP_HEADERS: a secret, such as a collector's key.</param>
/// <param name="ServiceName">OTEL_SERVICE_NAME.</param>
internal sealed record TelemetryOptions(Uri Endpoint, bool IsGrpc, string? Headers, string ServiceName)
{
    public override string ToString() => $"telemetry to {Endpoint}";
}
