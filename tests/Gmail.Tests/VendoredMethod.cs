using System.Globalization;

namespace Gmail.Tests;

/// <summary>A method of the Gmail API v1 as Google's discovery document and price list have it: a line of
/// v1-methods.tsv.</summary>
internal sealed record VendoredMethod(
    string Id, string Verb, string Path, string[] Scopes, int? UnitsBefore2026, int? Units)
{
    public static IReadOnlyDictionary<string, VendoredMethod> All { get; } = Read().ToDictionary(method => method.Id);

    private static IEnumerable<VendoredMethod> Read() =>
        File.ReadLines(System.IO.Path.Combine(Testing.Repository.Root, "tests", "Gmail.Tests", "v1-methods.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Select(cell => new VendoredMethod(
                cell[0], cell[1], cell[2], cell[3].Split(' '), Number(cell[5]), Number(cell[6])));

    private static int? Number(string cell) => cell.Length == 0 ? null : int.Parse(cell, CultureInfo.InvariantCulture);
}
