using System.Xml.Linq;
using Mono.Cecil;
using Testing;

namespace GmailMcp.Tests.Architecture;

/// <summary>The walls between the rooms, as ARCHITECTURE.md draws them and the compiler left them.</summary>
public sealed class RoomTests
{
    [Fact]
    public void Rooms_use_only_what_the_table_of_the_architecture_allows()
    {
        var table = RuleTable.Read();

        var breaches = Binary.Edges.Select(table.WhyNot).OfType<string>().Distinct().Order();

        Expect.None(breaches);
    }

    [Fact]
    public void Every_room_has_a_row_and_every_row_a_room()
    {
        var rooms = Directory.GetDirectories(Path.Combine(Repository.Root, "src", "GmailMcp"))
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any())
            .Select(folder => Path.GetFileName(folder)!)
            .Append("Program");
        var rows = RuleTable.Read().Rows.Select(row => row.Room).Where(room => !room.Contains('.'));

        Assert.Equal(rooms.Order(), rows.Order());
    }

    [Fact]
    public void Every_name_in_the_table_is_a_namespace_or_type_that_exists()
    {
        var known = Binary.OwnTypes
            .Concat(Binary.Product.SelectMany(module => module.Types).Select(type => type.FullName))
            .ToList();
        var named = RuleTable.Read().Rows.SelectMany(row => row.MayUse.Append(row.Room));

        Assert.All(named, name => Assert.Contains(
            known, type => type == name || type.StartsWith(name + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void Only_the_sender_calls_the_methods_that_send()
    {
        var callers = Binary.Program.Types
            .Where(type => Binary.Named(type) is not null)
            .Where(type => Binary.WithNested(type).SelectMany(nested => nested.Methods).Any(CallsSend))
            .Select(Binary.Named);

        Assert.Equal(["Outbox.Sender"], callers);
    }

    [Theory]
    [InlineData("src/Gmail", "")]
    [InlineData("src/Gmail.Emulator", "")]
    [InlineData("src/GmailMcp", "Gmail Gmail.Emulator")]
    public void Projects_refer_only_to_what_they_may(string folder, string allowed)
    {
        var project = Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.csproj").Single();

        var referred = XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)) // MSBuild wants it
            .Order();

        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), referred);
    }

    [Fact]
    public void The_client_needs_nothing_but_the_base_class_library() =>
        Assert.Empty(Packages("Gmail"));

    [Fact]
    public void The_emulator_needs_nothing_but_MimeKit() =>
        Assert.Equal(["MimeKit"], Packages("Gmail.Emulator"));

    // What a type does on Unix, another does on Windows: the exceptions are parts that the other platform has no use for.
    [Fact]
    public void What_is_done_for_one_platform_is_done_for_the_others()
    {
        var types = Binary.OwnTypes.Where(name => name.StartsWith("Storage.", StringComparison.Ordinal)).ToHashSet();
        string[] unixOnly = ["Storage.Jail.UnixEntry"]; // the answer of fstat; Windows asks the handle in WindowsCalls

        Assert.Empty(Lonely(types, "Unix", "Windows").Except(unixOnly));
        Assert.Empty(Lonely(types, "Linux", "Mac"));
        Assert.Empty(Lonely(types, "Mac", "Linux"));
    }

    private static IEnumerable<string> Lonely(HashSet<string> types, string here, string there) => types.Where(name =>
        name[(name.LastIndexOf('.') + 1)..].StartsWith(here, StringComparison.Ordinal)
        && !types.Contains(name.Replace("." + here, "." + there, StringComparison.Ordinal)));

    private static bool CallsSend(MethodDefinition method) => method.HasBody && method.Body.Instructions
        .Select(instruction => instruction.Operand)
        .OfType<MethodReference>()
        .Any(called => called.DeclaringType.FullName is "Gmail.Drafts.DraftsResource" or "Gmail.Messages.MessagesResource"
            && called.Name.StartsWith("Send", StringComparison.Ordinal));

    private static IEnumerable<string> Packages(string project) => Binary.Library(project).AssemblyReferences
        .Select(reference => reference.Name)
        .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not "netstandard");
}
