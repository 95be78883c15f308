using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Filters;

/// <summary>The tools that manage Gmail's filters.</summary>
internal static class FilterTools
{
    public static ToolGroup Group { get; } = new ToolGroup("Filters", FilterToolsJson.Default)
        .Add<CreateFilter>()
        .Add<ListFilters>()
        .Add<GetFilter>()
        .Add<DeleteFilter>()
        .Add<CreateFilterFromTemplate>();
}

/// <summary>The argument and result types of the filter tools.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FilterCriteriaArgument))]
[JsonSerializable(typeof(FilterActionArgument))]
[JsonSerializable(typeof(FilterTemplate))]
[JsonSerializable(typeof(FilterTemplateParameters))]
[JsonSerializable(typeof(FilterResult))]
[JsonSerializable(typeof(CreateFilterResult))]
[JsonSerializable(typeof(ListFiltersResult))]
[JsonSerializable(typeof(DeleteFilterResult))]
[JsonSerializable(typeof(CreateFilterFromTemplateResult))]
internal sealed partial class FilterToolsJson : JsonSerializerContext;
