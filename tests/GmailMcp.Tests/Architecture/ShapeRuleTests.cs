using System.Text.RegularExpressions;

namespace GmailMcp.Tests.Architecture;

/// <summary>Rules of form that no analyzer holds.</summary>
public sealed partial class ShapeRuleTests
{
    // Where a failure ends: the words for a model, the terminal's exit code, the loops of a host.
    private static readonly string[] LastCatchers = ["src/GmailMcp/Tools/ToolGate.cs", "src/GmailMcp/Resources/ReadGate.cs", "src/GmailMcp/Program.cs"];
    private static readonly string[] LastCatcherFolders = ["src/GmailMcp/Cli/", "src/GmailMcp/Hosting/"];

    // To clean up and throw on is not to catch.
    [Fact]
    public void Only_the_gate_the_terminal_and_the_hosts_catch_everything() => Expect.None(
        SourceFile.Product.Where(file => !MayCatchEverything(file.Path))
            .Where(file => CatchAll().Matches(file.Text).Any(caught => !caught.Value.Contains("throw;", StringComparison.Ordinal)))
            .Select(file => file.Path));

    [Fact]
    public void No_method_is_async_void() => Expect.None(
        SourceFile.All.Where(IsNotThisFile).SelectMany(file => Hits(file, AsyncVoid())));

    [Fact]
    public void No_file_has_regions() => Expect.None(
        SourceFile.All.Where(IsNotThisFile).SelectMany(file => Hits(file, Region())));

    // Where a library leaves no choice, the line says so.
    [Fact]
    public void No_line_of_the_product_waits_for_a_task_by_blocking() => Expect.None(
        SourceFile.Product.SelectMany(file => Hits(file, Blocking())));

    [Fact]
    public void Suppressed_warnings_have_a_reason_beside_them() => Expect.None(
        SourceFile.Product.SelectMany(file => Hits(file, BareSuppression())));

    // A second type in a file is data that belongs to the first: a result, an enum, a JSON context.
    [Fact]
    public void A_file_is_named_after_a_type_in_it_and_holds_no_second_class()
    {
        var wrong = SourceFile.Product
            .Select(file => (file.Path, Types: TopLevelType().Matches(file.Text)))
            .Where(file => file.Types.Count > 0)
            .Where(file => !file.Types.Select(NameOf).Contains(Path.GetFileName(file.Path).Split('.')[0]) || file.Types.Count(IsClass) > 1)
            .Select(file => $"{file.Path}: {string.Join(", ", file.Types.Select(NameOf))}");

        Expect.None(wrong);
    }

    [Fact]
    public void Classes_are_sealed_unless_another_inherits_them()
    {
        var types = Binary.Product.SelectMany(module => module.Types).SelectMany(Binary.WithNested).ToList();
        var bases = types.Select(type => type.BaseType?.GetElementType().FullName).ToHashSet();

        Expect.None(types
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false, IsValueType: false })
            .Where(type => Binary.IsWritten(type) && !bases.Contains(type.FullName))
            .Select(type => type.FullName));
    }

    private static bool MayCatchEverything(string path) =>
        LastCatchers.Contains(path) || LastCatcherFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    private static bool IsNotThisFile(SourceFile file) =>
        !file.Path.EndsWith($"/{nameof(ShapeRuleTests)}.cs", StringComparison.Ordinal);

    private static IEnumerable<string> Hits(SourceFile file, Regex forbidden) => file.Lines
        .Select((line, index) => (line, number: index + 1))
        .Where(entry => forbidden.IsMatch(entry.line))
        .Select(entry => $"{file.Path}:{entry.number}: {entry.line.Trim()}");

    private static string NameOf(Match type) => type.Groups["name"].Value;

    private static bool IsClass(Match type) =>
        type.Groups["kind"].Value == "class" && !type.Value.Contains("JsonSerializerContext", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?<indent> *)catch(?: \((?:System\.)?Exception(?: \w+)?\))?\n\k<indent>\{.*?\n\k<indent>\}",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"\basync void\b")]
    private static partial Regex AsyncVoid();

    [GeneratedRegex(@"^\s*#(end)?region\b")]
    private static partial Regex Region();

    [GeneratedRegex(@"(\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(\))(?!.*// )")]
    private static partial Regex Blocking();

    [GeneratedRegex(@"#pragma warning disable [\w, ]+$")]
    private static partial Regex BareSuppression();

    [GeneratedRegex(
        @"^(?<modifiers>(?:public|internal|file)(?: (?:sealed|static|abstract|partial|readonly|ref|unsafe))*) "
        + @"(?<kind>class|record struct|record|struct|interface|enum|delegate \w+) (?<name>\w+)[^\n{]*",
        RegexOptions.Multiline)]
    private static partial Regex TopLevelType();
}
