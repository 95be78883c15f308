using Testing;

namespace GmailMcp.Tests.Architecture;

/// <summary>Gmail's methods and the scopes that allow each, from Google's discovery document.</summary>
internal static class MethodList
{
    /// <summary>Method id, such as <c>users.messages.get</c>, to the full names of its scopes.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Scopes { get; } = Read();

    private static Dictionary<string, IReadOnlySet<string>> Read() =>
        File.ReadLines(Path.Combine(Repository.Root, "tests", "Gmail.Tests", "v1-methods.tsv"))
            .Skip(1)
            .Where(line => line.Length > 0)
            .Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => (IReadOnlySet<string>)cells[3].Split(' ').ToHashSet());
}
