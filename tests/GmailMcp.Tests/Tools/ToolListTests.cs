using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GmailMcp.Tools;
using Microsoft.ML.Tokenizers;
using ModelContextProtocol.Protocol;
using Testing;

namespace GmailMcp.Tests.Tools;

/// <summary>What clients see of the tools: a change is seen in review, and the whole stays cheap to read for a model.</summary>
public sealed class ToolListTests
{
    // The server that this one replaces spends 2,725 on 19 of them.
    private const int MostTokensOfContract = 2_700;

    // What it has no tools for (docs/decisions/0029): attachments as text, replies, drafts, undo; Markdown, files, senders.
    private const int MostTokens = 4_050;

    private static readonly string[] Contract =
    [
        "send_email", "draft_email", "read_email", "search_emails", "modify_email", "delete_email", "list_email_labels",
        "batch_modify_emails", "batch_delete_emails", "create_label", "update_label", "delete_label", "get_or_create_label",
        "download_attachment", "create_filter", "list_filters", "get_filter", "delete_filter", "create_filter_from_template",
        "get_auth_url", "check_authentication", "setup_authentication", "authenticate_with_token",
    ];

    private static readonly ToolCatalog Catalog = ToolCatalog.Derive();

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> ToolNames { get; } = [.. Catalog.Tools.Select(tool => tool.Name)];

    [Theory]
    [MemberData(nameof(ToolNames))]
    public void A_tool_is_listed_as_its_snapshot_says(string name)
    {
        var tool = Catalog.Tools.Single(candidate => candidate.Name == name);

        Golden.Matches($"{tool.Group}/{name}.schema.json", Listed(tool).ToJsonString(Indented));
    }

    // The list is read at start, because deriving it takes longer than the rest of the start.
    [Fact]
    public void The_embedded_list_says_what_the_signatures_say() =>
        Golden.Matches("../../../src/GmailMcp/Tools/Tools.json", Catalog.ToList());

    [Fact]
    public void The_tools_of_the_servers_in_use_are_all_there() =>
        Assert.Empty(Contract.Except(Catalog.Tools.Select(tool => tool.Name)));

    [Fact]
    public void The_tools_of_the_servers_in_use_cost_a_model_less_than_there() =>
        CostAtMost(MostTokensOfContract, [.. Catalog.Tools.Where(tool => Contract.Contains(tool.Name))]);

    [Fact]
    public void All_tools_together_cost_a_model_at_most_4050_tokens() => CostAtMost(MostTokens, Catalog.Tools);

    private static void CostAtMost(int most, IReadOnlyList<ToolDefinition> tools)
    {
        var tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");
        var costs = tools.ToDictionary(tool => tool.Name, tool => tokenizer.CountTokens(Seen([tool])));

        var all = tokenizer.CountTokens(Seen(tools));

        Assert.True(
            all <= most,
            $"{all} tokens. Dearest: {string.Join(", ", costs.OrderByDescending(cost => cost.Value).Take(8))}");
    }

    [Fact]
    public void Tools_are_listed_in_the_same_order_each_time() =>
        Assert.Equal(Seen(Catalog.Tools), Seen(new ToolCatalog().Tools));

    // What of a tool reaches a model, minified.
    private static string Seen(IReadOnlyList<ToolDefinition> tools) => new JsonArray([.. tools.Select(tool => new JsonObject
    {
        ["name"] = tool.Name,
        ["description"] = tool.Tool.ProtocolTool.Description,
        ["inputSchema"] = tool.Schema.DeepClone(),
    })]).ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static JsonNode Listed(ToolDefinition tool) =>
        JsonSerializer.SerializeToNode(tool.Tool.ProtocolTool, Catalog.Json.GetTypeInfo(typeof(Tool)))!; // a tool is never null
}
