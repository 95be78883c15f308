using GmailMcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Resources;

/// <summary>Answers resources/list, resources/templates/list and resources/read.</summary>
internal static class ResourceHandlers
{
    // SEP-2164: what is not there is -32602 from this revision on, and was -32002 before.
    private const string InvalidParamsSince = "2026-07-28";

    public static ValueTask<ListResourcesResult> ListAsync(
        RequestContext<ListResourcesRequestParams> context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ListResourcesResult
        {
            Resources =
            [
                .. Listed(context.Services!).Where(known => !known.IsTemplate).Select(known => new Resource
                {
                    Uri = known.Address,
                    Name = known.Name,
                    Title = known.Title,
                    Description = known.Description,
                    MimeType = known.MimeType,
                }),
            ],
        });

    public static ValueTask<ListResourceTemplatesResult> ListTemplatesAsync(
        RequestContext<ListResourceTemplatesRequestParams> context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ListResourceTemplatesResult
        {
            ResourceTemplates =
            [
                .. Listed(context.Services!).Where(known => known.IsTemplate).Select(known => new ResourceTemplate
                {
                    UriTemplate = known.Address,
                    Name = known.Name,
                    Title = known.Title,
                    Description = known.Description,
                    MimeType = known.MimeType,
                }),
            ],
        });

    public static async ValueTask<ReadResourceResult> ReadAsync(
        RequestContext<ReadResourceRequestParams> context, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(context, cancellationToken);
        }
        catch (McpProtocolException missing) when (missing.ErrorCode == McpErrorCode.ResourceNotFound
            && string.CompareOrdinal(context.Server.NegotiatedProtocolVersion, InvalidParamsSince) >= 0)
        {
            throw new McpProtocolException(missing.Message, missing, McpErrorCode.InvalidParams);
        }
    }

    private static async Task<ReadResourceResult> FindAsync(
        RequestContext<ReadResourceRequestParams> context, CancellationToken cancellationToken)
    {
        var services = context.Services!; // set for every request by the SDK
        var uri = context.Params?.Uri ?? "";
        if (ResourceAddress.Parse(uri) is not { } address)
        {
            throw new McpProtocolException($"There is no resource \"{Short(uri)}\". {ResourceAddress.Forms}", McpErrorCode.ResourceNotFound);
        }

        var known = ResourceCatalog.Of(address.Kind);
        if (services.GetRequiredService<ToolSets>().WhyNot(known.Address, known.Needs) is { } refusal)
        {
            throw new McpProtocolException(refusal, McpErrorCode.InvalidRequest);
        }

        if (known.IsTemplate && !ResourceAddress.IsId(address.Id))
        {
            throw new McpProtocolException(
                $"\"{Short(address.Id)}\" is no id of a message or thread. Gmail's are up to 16 digits of 0-9 and a-f, as search_emails "
                + "gives them.",
                McpErrorCode.InvalidParams);
        }

        var reader = ActivatorUtilities.CreateInstance<ResourceReader>(services);
        var contents = await services.GetRequiredService<ReadGate>()
            .RunAsync(Name(address), token => reader.ReadAsync(address, uri, token), cancellationToken);
        return new ReadResourceResult { Contents = [contents], TimeToLive = TimeSpan.Zero, CacheScope = CacheScope.Private };
    }

    private static string Name(ResourceAddress address) => address.Kind switch
    {
        ResourceKind.Message => $"Message {address.Id}",
        ResourceKind.Thread => $"Thread {address.Id}",
        ResourceKind.Attachment => $"The attachment or its message {address.Id}",
        ResourceKind.Labels => "The list of labels",
        _ => "The profile",
    };

    private static IEnumerable<ResourceDefinition> Listed(IServiceProvider services)
    {
        var sets = services.GetRequiredService<ToolSets>();
        return ResourceCatalog.All.Where(known => sets.WhyNot(known.Address, known.Needs) is null);
    }

    private static string Short(string text) => text.Length <= 100 ? text : text[..97] + "...";
}
