using System.Reflection;
using System.Text.Json;

namespace Gmail.Tests;

public sealed class ApiCoverageTests
{
    private static readonly GmailMethodAttribute[] Bound =
    [
        .. typeof(GmailClient).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Select(method => method.GetCustomAttribute<GmailMethodAttribute>())
            .OfType<GmailMethodAttribute>(),
    ];

    [Fact]
    public void Binds_every_method_or_says_why_not()
    {
        var known = Bound.Select(method => method.MethodId).Distinct()
            .Concat(UnboundMethods.All.Keys)
            .Order(StringComparer.Ordinal);
        Assert.Equal(VendoredMethod.All.Keys.Order(StringComparer.Ordinal), known);
        Assert.All(UnboundMethods.All.Values, Assert.NotEmpty);
    }

    [Fact]
    public void Charges_what_Google_charges()
    {
        foreach (var method in Bound)
        {
            var vendored = VendoredMethod.All[method.MethodId];
            Assert.Equal((method.MethodId, vendored.UnitsBefore2026 ?? 0), (method.MethodId, method.UnitsBefore2026));
            Assert.Equal(
                (method.MethodId, vendored.UnitsBefore2026 ?? method.Units),
                (method.MethodId, Prices.Of(method.MethodId, method.Units, PriceList.Before2026)));
            Assert.Equal((method.MethodId, vendored.Units is null), (method.MethodId, method.UnitsAreEstimated));

            // An estimate may err on the dear side only: prices have not fallen.
            Assert.Equal(
                (method.MethodId, vendored.Units ?? Math.Max(method.Units, vendored.UnitsBefore2026 ?? 1)),
                (method.MethodId, method.Units));
        }
    }

    [Fact]
    public void Names_the_scopes_that_Google_names()
    {
        foreach (var method in Bound)
        {
            var vendored = VendoredMethod.All[method.MethodId].Scopes.Order(StringComparer.Ordinal);
            Assert.Equal(
                method.MethodId + " " + string.Join(' ', vendored),
                method.MethodId + " " + string.Join(' ', method.Scopes.Split(' ').Order(StringComparer.Ordinal)));
        }
    }

    [Fact]
    public void Keeps_the_list_equal_to_the_discovery_document()
    {
        var path = Testing.Repository.SharedData is { } folder ? Path.Combine(folder, "gmail-v1.discovery.json") : null;
        Assert.SkipUnless(File.Exists(path), "Google's discovery document is not on this machine.");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path!));
        var methods = Methods(document.RootElement).Order(StringComparer.Ordinal);
        Assert.Equal(
            methods,
            VendoredMethod.All.Values.Select(m => $"{m.Id} {m.Verb} {m.Path} {string.Join(' ', m.Scopes.Order())}")
                .Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Methods(JsonElement resource)
    {
        if (resource.TryGetProperty("methods", out var methods))
        {
            foreach (var method in methods.EnumerateObject().Select(property => property.Value))
            {
                var scopes = method.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()!)
                    .Where(scope => !scope.Contains("addons", StringComparison.Ordinal)).Order();
                var path = method.TryGetProperty("flatPath", out var flat) ? flat : method.GetProperty("path");
                yield return $"{method.GetProperty("id").GetString()!["gmail.".Length..]} "
                    + $"{method.GetProperty("httpMethod").GetString()} /{path.GetString()} {string.Join(' ', scopes)}";
            }
        }

        if (resource.TryGetProperty("resources", out var resources))
        {
            foreach (var line in resources.EnumerateObject().SelectMany(child => Methods(child.Value)))
            {
                yield return line;
            }
        }
    }
}
