using Mono.Cecil;

namespace GmailMcp.Tests.Architecture;

/// <summary>Files and methods that a reader can hold in mind.</summary>
public sealed class SizeTests
{
    private const int LongestFile = 400;
    private const int LongestTool = 200;
    private const int LongestMethod = 60;

    // Each with its reason; the list may only shrink.
    private static readonly Dictionary<string, string> LongFiles = [];
    private static readonly Dictionary<string, string> LongMethods = [];

    [Fact]
    public void Files_have_at_most_400_lines() => Assert.Empty(
        SourceFile.All.Where(file => file.Lines.Count > LongestFile && !LongFiles.ContainsKey(file.Path)).Select(Described));

    [Fact]
    public void Tools_have_at_most_200_lines() => Assert.Empty(
        SourceFile.Product.Where(IsInToolGroup).Where(file => file.Lines.Count > LongestTool).Select(Described));

    [Fact]
    public void Methods_have_at_most_60_lines()
    {
        var tooLong = new[] { Binary.OwnAssembly, "Gmail", "Gmail.Emulator" }
            .SelectMany(assembly => Binary.Read(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")).Types)
            .SelectMany(Binary.WithNested)
            .SelectMany(type => type.Methods)
            .Where(IsWritten)
            .Select(method => (Name: NameOf(method), Lines: LinesOf(method)))
            .Where(method => method.Lines > LongestMethod && !LongMethods.ContainsKey(method.Name))
            .Select(method => $"{method.Name}: {method.Lines} lines");

        Assert.Empty(tooLong);
    }

    private static bool IsInToolGroup(SourceFile file) =>
        file.Path.StartsWith("src/GmailMcp/Tools/", StringComparison.Ordinal) && file.Path.Split('/').Length == 5;

    private static string Described(SourceFile file) => $"{file.Path}: {file.Lines.Count} lines";

    // Not what generators wrote, and not constructors: the initialisers of a class's fields, wherever they stand, are in them.
    private static bool IsWritten(MethodDefinition method) =>
        method.DebugInformation is { HasSequencePoints: true } info
        && !method.IsConstructor
        && info.SequencePoints[0].Document.Url is var file
        && !file.Contains("/obj/", StringComparison.Ordinal)
        && !file.EndsWith(".g.cs", StringComparison.Ordinal);

    private static int LinesOf(MethodDefinition method)
    {
        var points = method.DebugInformation.SequencePoints.Where(point => !point.IsHidden).ToList();
        return points.Count == 0 ? 0 : points.Max(point => point.EndLine) - points.Min(point => point.StartLine) + 1;
    }

    // The body of an async method is in the state machine "<ReadAsync>d__5".
    private static string NameOf(MethodDefinition method) =>
        method.Name == "MoveNext" && method.DeclaringType.DeclaringType is { } outer
            ? $"{outer.FullName}.{method.DeclaringType.Name.Split('<', '>')[1]}"
            : $"{method.DeclaringType.FullName}.{method.Name}";
}
