using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools;

/// <summary>The tools of one capability and the JSON context of their argument and result types.</summary>
internal sealed class ToolGroup(string name, JsonSerializerContext json)
{
    private readonly List<Func<JsonSerializerOptions, IReadOnlyDictionary<string, Tool>, ToolDefinition>> _tools = [];

    public string Name { get; } = name;

    public JsonSerializerContext Json { get; } = json;

    /// <summary>Adds the tool class <typeparamref name="T"/>: one public method <c>CallAsync</c> that carries the tool's attributes.</summary>
    public ToolGroup Add<[DynamicallyAccessedMembers(
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class
    {
        _tools.Add((options, listed) =>
        {
            var method = typeof(T).GetMethod("CallAsync")
                ?? throw new InvalidOperationException($"{typeof(T).Name} has no public method CallAsync.");
            var needs = method.GetCustomAttribute<GmailToolAttribute>()
                ?? throw new InvalidOperationException($"{typeof(T).Name}.CallAsync has no [GmailTool].");
            var toolName = method.GetCustomAttribute<McpServerToolAttribute>()?.Name
                ?? throw new InvalidOperationException($"{typeof(T).Name}.CallAsync has no [McpServerTool(Name = …)].");
            McpServerTool tool = listed.TryGetValue(toolName, out var known)
                ? new ListedTool(known, () => Make<T>(method, options))
                : Make<T>(method, options);
            return new ToolDefinition(Name, typeof(T), needs, tool);
        });
        return this;
    }

    /// <summary>The tools; those in <paramref name="listed"/> as that says, the others from their signatures.</summary>
    public IEnumerable<ToolDefinition> Create(JsonSerializerOptions options, IReadOnlyDictionary<string, Tool> listed) =>
        _tools.Select(tool => tool(options, listed));

    private static McpServerTool Make<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        MethodInfo method, JsonSerializerOptions options)
        where T : class
    {
        var tool = McpServerTool.Create(
            method,
            context => ActivatorUtilities.CreateInstance<T>(context.Services!), // set for every request by the SDK
            new McpServerToolCreateOptions
            {
                SerializerOptions = options,
                SchemaCreateOptions = new AIJsonSchemaCreateOptions { TransformSchemaNode = ToolSchema.DropNull },
            });
        tool.ProtocolTool.InputSchema = ToolSchema.Tidy(tool.ProtocolTool.InputSchema);
        if (tool.ProtocolTool.OutputSchema is { } output)
        {
            tool.ProtocolTool.OutputSchema = ToolSchema.WithUnits(output);
        }

        return tool;
    }
}
