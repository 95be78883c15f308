using System.Text.Json.Nodes;
using Gmail.Emulator.Http;
using Gmail.Emulator.Routes;
using Testing;

namespace Gmail.Emulator.Tests;

public sealed class RoutesTests
{
    [Fact]
    public void Answers_every_method_of_the_discovery_document()
    {
        Assert.Equal(79, EmulatedGmail.Routes.Distinct().Count());
        Assert.SkipWhen(Repository.SharedData is null, "the discovery document is not here");
        var methods = Methods(Discovery()).ToDictionary(method => Id(method)["gmail.".Length..]);
        Assert.Equal(methods.Keys.Order(), EmulatedGmail.Routes.Order());
        foreach (var route in RouteTable.All.Select(route => route.Method))
        {
            var method = methods[route.Id];
            Assert.Equal(method["httpMethod"]!.GetValue<string>(), route.Verb);
            Assert.Equal(method["path"]!.GetValue<string>(), "gmail/v1/users/{userId}/" + route.Path);
            Assert.Equal(
                method["scopes"]!.AsArray().Select(scope => scope!.GetValue<string>()).Order(), route.Scopes.Order());
            Assert.Equal(method["request"]?["$ref"]?.GetValue<string>(), route.Request);
            Assert.Equal(method["response"]?["$ref"]?.GetValue<string>(), route.Response);
            Assert.Equal(
                method["mediaUpload"]?["maxSize"]?.GetValue<string>() ?? "0", route.UploadLimit.ToString());
            Assert.Equal(
                method["parameters"]!.AsObject()
                    .Where(parameter => parameter.Value!["location"]!.GetValue<string>() == "query")
                    .Select(parameter => parameter.Key).Order(),
                route.Query.Split(',', StringSplitOptions.RemoveEmptyEntries).Order());
        }
    }

    [Fact]
    public void Knows_the_fields_of_every_resource()
    {
        Assert.SkipWhen(Repository.SharedData is null, "the discovery document is not here");
        foreach (var (name, schema) in Discovery()["schemas"]!.AsObject())
        {
            var fields = schema!["properties"]?.AsObject().Select(field => field.Key) ?? [];
            Assert.Equal(fields.Order(), Schemas.Find(name)!.Keys.Order());
        }
    }

    [Fact]
    public void Charges_what_the_quota_page_says()
    {
        Assert.SkipWhen(Repository.SharedData is null, "the price lists are not here");
        var rows = File.ReadAllLines(Path.Combine(Repository.SharedData!, "gmail-v1.methods.tsv")).Skip(1);
        var prices = RouteTable.All.ToDictionary(route => route.Method.Id, route => route.Method);
        foreach (var columns in rows.Select(row => row.Split('\t')))
        {
            var method = prices["users." + columns[0]];
            var (before, since) = (columns.ElementAtOrDefault(8), columns.ElementAtOrDefault(9));
            Assert.True(before is null or "" || before == method.UnitsBefore2026.ToString(), columns[0]);
            Assert.True(since is null or "" || since == method.UnitsFrom2026.ToString(), columns[0]);
        }
    }

    private static JsonObject Discovery() => JsonNode.Parse(
        File.ReadAllBytes(Path.Combine(Repository.SharedData!, "gmail-v1.discovery.json")))!.AsObject();

    private static IEnumerable<JsonObject> Methods(JsonObject resource) =>
    [
        .. resource["methods"]?.AsObject().Select(method => method.Value!.AsObject()) ?? [],
        .. resource["resources"]?.AsObject().SelectMany(child => Methods(child.Value!.AsObject())) ?? [],
    ];

    private static string Id(JsonObject method) => method["id"]!.GetValue<string>();
}
