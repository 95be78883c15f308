using System.ComponentModel;
using GmailMcp.Mail.Html;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tools.Rendering;

/// <summary>A link of a mail.</summary>
internal sealed record LinkRecord
{
    [Description("As #N in the body, where it is cut there")]
    public required int Number { get; init; }

    [Description("Only where it names another host than the target's")]
    public string? DeceptiveText { get; init; }

    public required string Target { get; init; }
    public static LinkRecord Of(HtmlLink link) => new()
    {
        Number = link.Number,
        DeceptiveText = link.IsDeceptive ? link.Text : null,
        Target = link.Target,
    };

    /// <summary>Those of a text that are to be named; null for none.</summary>
    public static IReadOnlyList<LinkRecord>? AllOf(MailText text) =>
        text.Links.Count == 0 ? null : [.. text.Links.Select(Of)];

    public LinkRecord Fenced(Fence fence) => this with { DeceptiveText = fence.Value(DeceptiveText), Target = fence.Value(Target) };
}
