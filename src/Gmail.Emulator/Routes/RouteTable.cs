using System.Text.Json.Nodes;

namespace Gmail.Emulator.Routes;

/// <summary>Every method of Gmail v1 and the function that answers it.</summary>
internal static class RouteTable
{
    private static readonly Dictionary<string, Func<Call, JsonObject?>> Answers = new(
        (IEnumerable<KeyValuePair<string, Func<Call, JsonObject?>>>)
        [
            .. ProfileRoutes.All, .. MessagesRoutes.All, .. OutgoingRoutes.All, .. ThreadsRoutes.All,
            .. DraftsRoutes.All, .. LabelsRoutes.All, .. HistoryRoutes.All, .. FiltersRoutes.All,
            .. SettingsRoutes.All, .. SendAsRoutes.All,
        ],
        StringComparer.Ordinal);

    public static IReadOnlyList<Route> All { get; } =
    [
        .. MailMethods.All.Concat(SettingsMethods.All).Select(method =>
            new Route(method, Answers.GetValueOrDefault(method.Id) ?? RestrictedRoutes.Refuse)),
    ];

    public static (Route Route, IReadOnlyDictionary<string, string> Values)? Find(string verb, string[] path)
    {
        foreach (var route in All)
        {
            if (route.Match(verb, path) is { } values)
            {
                return (route, values);
            }
        }

        return null;
    }
}
