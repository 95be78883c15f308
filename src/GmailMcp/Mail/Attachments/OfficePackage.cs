using System.Xml;

namespace GmailMcp.Mail.Attachments;

/// <summary>The parts of a document of Office (ISO/IEC 29500-2): which is the main one, and what each refers
/// to.</summary>
internal sealed class OfficePackage : IDisposable
{
    private const int MostRelations = 10_000;

    private static readonly string[] UsualMainParts = ["word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"];

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
        CloseInput = true,
        MaxCharactersInDocument = 64L * 1024 * 1024,
    };

    private readonly BoundedZip _zip;

    private OfficePackage(BoundedZip zip) => _zip = zip;

    /// <summary>The path of the part that everything starts from; empty where there is none.</summary>
    public string MainPart { get; private init; } = "";

    public static OfficePackage Open(byte[] content)
    {
        var zip = BoundedZip.Open(content);
        var main = RelationsOf(zip, "").FirstOrDefault(relation => relation.IsOf("officeDocument"))?.Target;
        return new OfficePackage(zip)
        {
            MainPart = main
                ?? UsualMainParts.FirstOrDefault(zip.Has)
                ?? "",
        };
    }

    /// <summary>What an archive is: a document of some kind, or simply a ZIP.</summary>
    public static AttachmentKind KindOf(byte[] content)
    {
        try
        {
            using var package = Open(content);
            return package.MainPart switch
            {
                var main when main.StartsWith("word/", StringComparison.OrdinalIgnoreCase) => AttachmentKind.Word,
                var main when main.StartsWith("xl/", StringComparison.OrdinalIgnoreCase) => AttachmentKind.Spreadsheet,
                var main when main.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase) => AttachmentKind.Slides,
                _ => package._zip.Has("content.xml") && package._zip.Has("META-INF/manifest.xml")
                    ? AttachmentKind.OpenDocument
                    : AttachmentKind.Zip,
            };
        }
        catch (Exception damaged) when (AttachmentText.IsDamage(damaged) || damaged is UnreadableException)
        {
            return AttachmentKind.Zip;
        }
    }

    /// <summary>A reader of the part, at its start; null where there is no such part.</summary>
    public XmlReader? TryRead(string part) => _zip.TryOpen(part) is { } stream ? XmlReader.Create(stream, Settings) : null;

    /// <exception cref="UnreadableException">There is no such part.</exception>
    public XmlReader Read(string part) =>
        TryRead(part) ?? throw new UnreadableException("It is damaged: a part of it is missing.");

    public IReadOnlyList<Relation> RelationsOf(string part) => RelationsOf(_zip, part);

    public void Dispose() => _zip.Dispose();

    private static List<Relation> RelationsOf(BoundedZip zip, string part)
    {
        var slash = part.LastIndexOf('/');
        var folder = part[..(slash + 1)];
        var found = new List<Relation>();
        if (zip.TryOpen($"{folder}_rels/{part[(slash + 1)..]}.rels") is not { } stream)
        {
            return found;
        }

        using var reader = XmlReader.Create(stream, Settings);
        while (found.Count < MostRelations && reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                && reader.GetAttribute("Id") is { } id && reader.GetAttribute("Target") is { } target)
            {
                var isExternal = reader.GetAttribute("TargetMode") == "External";
                found.Add(new Relation(
                    id, reader.GetAttribute("Type") ?? "", isExternal ? target : Resolve(folder, target), isExternal));
            }
        }

        return found;
    }

    private static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/'))
        {
            return target.TrimStart('/');
        }

        var steps = new List<string>();
        foreach (var step in (folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == "..")
            {
                steps.RemoveRange(Math.Max(steps.Count - 1, 0), Math.Min(steps.Count, 1));
            }
            else if (step != ".")
            {
                steps.Add(step);
            }
        }

        return string.Join('/', steps);
    }

    /// <param name="Id">What the part's XML calls it.</param>
    /// <param name="Type">A URI whose last word tells the purpose.</param>
    /// <param name="Target">The path of a part, or the address of something outside.</param>
    /// <param name="IsExternal">Outside: never fetched.</param>
    internal sealed record Relation(string Id, string Type, string Target, bool IsExternal)
    {
        public bool IsOf(string purpose) => Type.EndsWith("/" + purpose, StringComparison.Ordinal);
    }
}
