using System.Reflection;
using System.Text;
using Testing;

namespace Gmail.Tests;

public class ApiPageTests
{
    [Fact]
    public void The_page_of_methods_is_what_the_client_binds() => Golden.Matches("../../docs/gmail-api.md", Page());

    private static string Page()
    {
        var page = new StringBuilder(
            "# Gmail's methods\n\n<!-- Generated from src/Gmail: UPDATE_SNAPSHOTS=1 dotnet test; do not edit. -->\n\n"
            + "Every method of the Gmail API v1: what `src/Gmail` calls it and what it costs, or why it is not bound. Units are quota units "
            + "of projects made since May 2026; `~` marks a price that Google does not publish, estimated on the dear side. Scopes: any one "
            + "of them is enough; `https://mail.google.com/` allows all of them but the writing of settings.\n\n"
            + "| method | in `src/Gmail` | units | scopes |\n|---|---|---|---|\n");
        foreach (var (method, binding) in Bindings().OrderBy(entry => entry.Method.MethodId, StringComparer.Ordinal))
        {
            page.Append(
                $"| `{method.MethodId}` | `{binding}` | {(method.UnitsAreEstimated ? "~" : "")}{method.Units} | {Scopes(method)} |\n");
        }

        page.Append("\n## Not bound\n\n| method | because |\n|---|---|\n");
        foreach (var (method, reason) in UnboundMethods.All)
        {
            page.Append($"| `{method}` | {reason} |\n");
        }

        return page.ToString();
    }

    private static IEnumerable<(GmailMethodAttribute Method, string Binding)> Bindings() =>
        typeof(GmailClient).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(method => (attribute: method.GetCustomAttribute<GmailMethodAttribute>(), method))
            .Where(pair => pair.attribute is not null)
            .GroupBy(pair => pair.attribute!.MethodId)
            .Select(group => (
                group.First().attribute!,
                string.Join("`, `", group.Select(pair => $"{pair.method.DeclaringType!.Name}.{pair.method.Name}").Distinct().Order(StringComparer.Ordinal))));

    private static string Scopes(GmailMethodAttribute method) => string.Join(
        ", ",
        method.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(scope => $"`{scope.Replace("https://www.googleapis.com/auth/", "", StringComparison.Ordinal)}`"));
}
