using Testing;

namespace GmailMcp.Tests.Architecture;

/// <summary>One file of C# that people wrote.</summary>
/// <param name="Path">From the root of the repository, with slashes, e.g. <c>src/Gmail/Page.cs</c>.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> AllFiles = new(Read);

    public static IReadOnlyList<SourceFile> All => AllFiles.Value;

    public static IEnumerable<SourceFile> Product => All.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal));

    public string Text => string.Join('\n', Lines);

    private static List<SourceFile> Read() =>
    [
        .. new[] { "src", "tests", "bench" }
            .Select(folder => System.IO.Path.Combine(Repository.Root, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(file => new SourceFile(
                System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), File.ReadAllLines(file)))
            .Where(file => !file.Path.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];
}
