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

    // The letters of the demo mailbox: text to read, not steps to follow.
    private const string Letters = "Gmail.Emulator.Demo.";

    [Fact]
    public void Files_have_at_most_400_lines() => Expect.None(
        SourceFile.All.Where(file => file.Lines.Count > LongestFile && !LongFiles.ContainsKey(file.Path)).Select(Described));

    [Fact]
    public void Tools_have_at_most_200_lines() => Expect.None(
        SourceFile.Product.Where(IsInToolGroup).Where(file => file.Lines.Count > LongestTool).Select(Described));

    // Not constructors: the initialisers of a class's fields, wherever they stand, are in them.
    [Fact]
    public void Methods_have_at_most_60_lines()
    {
        var tooLong = Binary.Product
            .SelectMany(module => module.Types)
            .SelectMany(Binary.WithNested)
            .SelectMany(type => type.Methods)
            .Where(method => Binary.IsWritten(method) && !method.IsConstructor)
            .Select(method => (Name: NameOf(method), Lines: LinesOf(method)))
            .Where(method => method.Lines > LongestMethod && !LongMethods.ContainsKey(method.Name))
            .Where(method => !method.Name.StartsWith(Letters, StringComparison.Ordinal))
            .Select(method => $"{method.Name}: {method.Lines} lines");

        Expect.None(tooLong);
    }

    private static bool IsInToolGroup(SourceFile file) =>
        file.Path.StartsWith("src/GmailMcp/Tools/", StringComparison.Ordinal) && file.Path.Split('/').Length == 5;

    private static string Described(SourceFile file) => $"{file.Path}: {file.Lines.Count} lines";

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
