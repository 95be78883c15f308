using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools;

/// <summary>The tools of one capability and the JSON context of their argument and result types.</summary>
internal sealed class ToolGroup(string name, JsonSerializerContext json)
{
    private readonly List<Func<JsonSerializerOptions, ToolDefinition>> _tools = [];

    public string Name { get; } = name;

    public JsonSerializerContext Json { get; } = json;

    /// <summary>Adds the tool class <typeparamref name="T"/>: one public method <c>CallAsync</c> that carries the tool's attributes.</summary>
    public ToolGroup Add<[DynamicallyAccessedMembers(
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class
    {
        _tools.Add(options =>
        {
            var method = typeof(T).GetMethod("CallAsync")
                ?? throw new InvalidOperationException($"{typeof(T).Name} has no public method CallAsync.");
            var needs = method.GetCustomAttribute<GmailToolAttribute>()
                ?? throw new InvalidOperationException($"{typeof(T).Name}.CallAsync has no [GmailTool].");
            var tool = McpServerTool.Create(
                method,
                context => ActivatorUtilities.CreateInstance<T>(context.Services!), // set for every request by the SDK
                new McpServerToolCreateOptions
                {
                    SerializerOptions = options,
                    SchemaCreateOptions = new AIJsonSchemaCreateOptions { TransformSchemaNode = ToolSchema.DropNull },
                });
            return new ToolDefinition(Name, typeof(T), needs, tool);
        });
        return this;
    }

    public IEnumerable<ToolDefinition> Create(JsonSerializerOptions options) => _tools.Select(tool => tool(options));
}
