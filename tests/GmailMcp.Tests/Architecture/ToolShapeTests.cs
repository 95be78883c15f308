using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GmailMcp.Tools;
using ModelContextProtocol.Server;
using Testing;

namespace GmailMcp.Tests.Architecture;

/// <summary>Every tool has the same shape, so that knowing one is knowing all.</summary>
public sealed partial class ToolShapeTests
{
    private static readonly ToolCatalog Catalog = new();

    public static TheoryData<string> ToolNames { get; } = [.. Catalog.Tools.Select(tool => tool.Name)];

    [Theory]
    [MemberData(nameof(ToolNames))]
    public void A_tool_is_one_sealed_class_in_one_file_of_its_group(string name)
    {
        var tool = Find(name);
        var type = tool.Type;
        var file = $"src/GmailMcp/Tools/{tool.Group}/{type.Name}.cs";

        Assert.True(type.IsSealed, $"{type.Name} is not sealed.");
        Assert.Equal($"GmailMcp.Tools.{tool.Group}", type.Namespace);
        Assert.Equal(string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])), type.Name);
        Assert.True(File.Exists(Path.Combine(Repository.Root, file)), $"{file} is not there.");
    }

    [Theory]
    [MemberData(nameof(ToolNames))]
    public void A_tool_is_called_by_tests_in_the_folder_of_its_group(string name)
    {
        var folder = $"tests/GmailMcp.Tests/Tools/{Find(name).Group}/";
        var tests = SourceFile.All.Where(file =>
            file.Path.StartsWith(folder, StringComparison.Ordinal) && file.Path.EndsWith("Tests.cs", StringComparison.Ordinal));

        Assert.True(
            tests.Any(file => file.Text.Contains($"\"{name}\"", StringComparison.Ordinal)), $"No test in {folder} calls {name}.");
    }

    [Theory]
    [MemberData(nameof(ToolNames))]
    public void A_tool_states_all_that_a_client_asks_of_it(string name)
    {
        string[] stated =
        [
            nameof(McpServerToolAttribute.Name),
            nameof(McpServerToolAttribute.Title),
            nameof(McpServerToolAttribute.ReadOnly),
            nameof(McpServerToolAttribute.Destructive),
            nameof(McpServerToolAttribute.Idempotent),
            nameof(McpServerToolAttribute.OpenWorld),
            nameof(McpServerToolAttribute.UseStructuredContent),
            nameof(McpServerToolAttribute.OutputSchemaType),
        ];

        var attribute = Call(Find(name)).CustomAttributes.Single(data => data.AttributeType == typeof(McpServerToolAttribute));

        Assert.Empty(stated.Except(attribute.NamedArguments.Select(argument => argument.MemberName)));
    }

    [Theory]
    [MemberData(nameof(ToolNames))]
    public void A_tool_that_only_reads_destroys_nothing(string name)
    {
        var hints = Find(name).Tool.ProtocolTool.Annotations!; // stated by every tool: the test above

        Assert.False(hints.ReadOnlyHint == true && hints.DestructiveHint == true);
        Assert.False(string.IsNullOrWhiteSpace(Find(name).Tool.ProtocolTool.Title));
    }

    [Theory]
    [MemberData(nameof(ToolNames))]
    public void A_tool_has_a_short_name_in_snake_case(string name)
    {
        Assert.Matches(SnakeCase(), name);
        Assert.InRange(name.Length, 1, 40);
    }

    // Several clients and model APIs refuse a union at the top of a schema.
    [Theory]
    [MemberData(nameof(ToolNames))]
    public void The_schemas_of_a_tool_are_plain_objects(string name)
    {
        var listed = Find(name).Tool.ProtocolTool;
        Assert.NotNull(listed.OutputSchema);

        foreach (var schema in new[] { listed.InputSchema, listed.OutputSchema.Value })
        {
            var node = (JsonObject)JsonNode.Parse(schema.GetRawText())!; // a schema is never null
            Assert.Equal("object", node["type"]?.GetValue<string>());
            Assert.Empty(node.Select(pair => pair.Key).Intersect(["oneOf", "anyOf", "allOf", "not", "if", "enum", "$ref"]));
        }
    }

    [Theory]
    [MemberData(nameof(ToolNames))]
    public void The_result_of_a_tool_is_in_the_JSON_context_of_its_group(string name)
    {
        var tool = Find(name);
        var result = Call(tool).GetCustomAttribute<McpServerToolAttribute>()!.OutputSchemaType; // in the catalog: it has one
        var group = ToolCatalog.Groups.Single(candidate => candidate.Name == tool.Group);

        Assert.NotNull(result);
        Assert.NotNull(group.Json.GetTypeInfo(result));
    }

    // A model that has the wrong tool in hand should read there which one is right.
    [Theory]
    [MemberData(nameof(ToolNames))]
    public void The_description_of_a_tool_names_a_neighbour(string name)
    {
        var words = Word().Matches(Find(name).Tool.ProtocolTool.Description ?? "").Select(match => match.Value);

        Assert.Contains(words, word => word != name && Catalog.Find(word) is not null);
    }

    [Theory]
    [MemberData(nameof(ToolNames))]
    public void The_Gmail_methods_of_a_tool_exist(string name) =>
        Assert.Empty(Find(name).Needs.Methods.Except(MethodList.Scopes.Keys));

    // What our table leaves out: add-on scopes, which a person cannot grant here, and gmail.metadata, which allows neither a
    // search nor a text.
    [Theory]
    [MemberData(nameof(ToolNames))]
    public void The_scopes_of_a_tool_are_those_that_Google_documents(string name)
    {
        foreach (var method in Find(name).Needs.Methods)
        {
            var ours = ToolSets.ScopesFor(method).ToHashSet();
            var documented = MethodList.Scopes[method]
                .Where(scope => !scope.Contains("gmail.addons.", StringComparison.Ordinal)
                    && !scope.EndsWith("/gmail.metadata", StringComparison.Ordinal));

            Assert.Empty(ours.Except(MethodList.Scopes[method]));
            Assert.Empty(documented.Except(ours));
        }
    }

    [Fact]
    public void Every_tool_class_is_in_exactly_one_group()
    {
        var classes = typeof(ToolCatalog).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(McpServerToolAttribute))));

        Assert.Equal(classes.Select(type => type.Name).Order(), Catalog.Tools.Select(tool => tool.Type.Name).Order());
    }

    [Fact]
    public void Tool_names_are_unique() => Assert.Empty(
        Catalog.Tools.GroupBy(tool => tool.Name).Where(same => same.Count() > 1).Select(same => same.Key));

    private static ToolDefinition Find(string name) => Catalog.Tools.Single(tool => tool.Name == name);

    private static MethodInfo Call(ToolDefinition tool) => tool.Type.GetMethod("CallAsync")!; // the catalog requires it

    [GeneratedRegex("^[a-z]+(_[a-z]+)*$")]
    private static partial Regex SnakeCase();

    [GeneratedRegex("[a-z]+(_[a-z]+)+")]
    private static partial Regex Word();
}
