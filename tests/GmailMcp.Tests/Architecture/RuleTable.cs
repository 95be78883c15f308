using System.Text.RegularExpressions;
using Testing;

namespace GmailMcp.Tests.Architecture;

/// <summary>The table of ARCHITECTURE.md between its markers: which room may use what.</summary>
internal sealed partial class RuleTable
{
    /// <summary>What the word for an ability stands for. Types that only describe (FileMode, SocketError, HttpRequestMessage) are free.</summary>
    private static readonly Dictionary<string, Regex> Abilities = new()
    {
        ["files"] = Types(@"System\.IO\.(File|Directory|FileInfo|DirectoryInfo|FileStream|DriveInfo|FileSystemWatcher|RandomAccess)"),
        ["http"] = Types(@"System\.Net\.Http\.(HttpClient|HttpMessageInvoker|HttpClientHandler|SocketsHttpHandler)"),
        ["sockets"] = Types(@"System\.Net\.(Sockets\.(?!SocketE)\w+|HttpListener\w*)"),
        ["process"] = Types(@"System\.Diagnostics\.(Process|ProcessStartInfo)"),
        ["console"] = Types(@"System\.Console"),
        ["native"] = Types(@"System\.Runtime\.InteropServices\.(LibraryImportAttribute|DllImportAttribute|NativeLibrary)"),
    };

    private readonly List<Row> _rows;

    private RuleTable(List<Row> rows) => _rows = rows;

    public IEnumerable<Row> Rows => _rows;

    public static RuleTable Read()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "ARCHITECTURE.md"));
        var begin = page.IndexOf("<!-- rules:begin -->", StringComparison.Ordinal);
        var end = page.IndexOf("<!-- rules:end -->", StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, "ARCHITECTURE.md has no rule table between its markers.");
        var rows = page[begin..end].Split('\n').Skip(3).Where(line => line.StartsWith('|')).Select(ToRow).ToList();
        Assert.NotEmpty(rows);
        return new RuleTable(rows);
    }

    /// <summary>Why the edge is against the table; null when it is not.</summary>
    public string? WhyNot(Edge edge)
    {
        var rows = _rows.Where(row => IsWithin(edge.From, row.Room)).ToList();
        if (edge.Assembly is Binary.OwnAssembly or "Gmail" or "Gmail.Emulator")
        {
            return rows.SelectMany(row => row.MayUse).Any(item => Allows(item, edge)) || IsHome(edge)
                ? null
                : $"{edge.From} may not use {edge.To}";
        }

        return Outside(edge) is { } word && !rows.SelectMany(row => row.Outside).Any(item => IsWithin(word, item))
            ? $"{edge.From} may not use {edge.To} ({word})"
            : null;
    }

    /// <summary>The word that the table has for a type of others: an ability, or the package; null for what is free.</summary>
    private static string? Outside(Edge edge)
    {
        var ability = Abilities.FirstOrDefault(known => known.Value.IsMatch(edge.To)).Key;
        var isPackage = !edge.Assembly.StartsWith("System.", StringComparison.Ordinal)
            || edge.Assembly == "System.CommandLine";
        return ability ?? (isPackage && edge.Assembly is not ("netstandard" or "mscorlib" or "Microsoft.Win32.Primitives")
            ? edge.Assembly
            : null);
    }

    private static bool Allows(string item, Edge edge) => edge.Assembly switch
    {
        "Gmail.Emulator" => item == "Gmail.Emulator",
        "Gmail" => IsWithin(item, "Gmail") && IsWithin(edge.To, item),
        _ => !IsWithin(item, "Gmail") && IsWithin(edge.To, item),
    };

    // A room is at home in itself; a tool group in itself, in the root files of Tools and in Rendering.
    private static bool IsHome(Edge edge)
    {
        if (edge.Assembly != Binary.OwnAssembly || RoomOf(edge.From) != RoomOf(edge.To))
        {
            return false;
        }

        var target = GroupOf(edge.To);
        return RoomOf(edge.From) != "Tools"
            || target is null or "Rendering"
            || target == GroupOf(edge.From)
            || edge.From == "Tools.ToolCatalog";
    }

    private static string RoomOf(string name) => name.Split('.')[0];

    private static string? GroupOf(string name) => name.Split('.') is { Length: 3 } parts ? parts[1] : null;

    private static bool IsWithin(string name, string prefix) =>
        name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal);

    private static Row ToRow(string line)
    {
        var cells = line.Split('|');
        return new Row(Names(cells[1]).Single(), Names(cells[2]), Names(cells[3]));
    }

    private static List<string> Names(string cell) => [.. Quoted().Matches(cell).Select(match => match.Groups[1].Value)];

    private static Regex Types(string pattern) => new($"^{pattern}$");

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    /// <summary>One line of the table.</summary>
    internal sealed record Row(string Room, IReadOnlyList<string> MayUse, IReadOnlyList<string> Outside);
}
