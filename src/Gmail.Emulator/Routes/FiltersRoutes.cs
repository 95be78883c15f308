using System.Text.Json.Nodes;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.Routes;

/// <summary>Filters: made and deleted, never changed.</summary>
internal static class FiltersRoutes
{
    public static IReadOnlyDictionary<string, Func<Call, JsonObject?>> All { get; } =
        new Dictionary<string, Func<Call, JsonObject?>>
        {
            ["users.settings.filters.list"] = List,
            ["users.settings.filters.get"] = call => call.Mailbox.Filters.Get(call["id"]).ToJson(),
            ["users.settings.filters.create"] = call => call.Mailbox.Filters.Create(
                call.Body, call.Mailbox.LabelStore, call.Mailbox.Settings.IsVerifiedForwardingAddress).ToJson(),
            ["users.settings.filters.delete"] = Delete,
        };

    /// <summary>The list's key is singular: <c>filter</c>.</summary>
    private static JsonObject List(Call call)
    {
        var filters = call.Mailbox.Filters.All;
        return filters.Count == 0
            ? []
            : new JsonObject { ["filter"] = Json.Array(filters.Select(filter => filter.ToJson())) };
    }

    private static JsonObject? Delete(Call call)
    {
        call.Mailbox.Filters.Delete(call["id"]);
        return null;
    }
}
