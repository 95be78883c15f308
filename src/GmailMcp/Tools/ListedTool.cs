using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools;

/// <summary>A tool that is listed at once and made when it is first called: deriving the schemas of all tools from their
/// signatures takes longer than the rest of the start.</summary>
internal sealed class ListedTool(Tool listed, Func<McpServerTool> make) : McpServerTool
{
    private readonly Lazy<McpServerTool> _made = new(make);

    public override Tool ProtocolTool => listed;

    public override IReadOnlyList<object> Metadata => [];

    public override ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default) =>
        _made.Value.InvokeAsync(request, cancellationToken);
}
