using System.ComponentModel;
using GmailMcp.Mail.Html;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tools.Rendering;

/// <summary>A link of a mail.</summary>
internal sealed record LinkRecord
{
    [Description("As #N in the body, where it is cut there")]
    public required int Number { get; init; }

    public required string Text { get; init; }

    public required string Target { get; init; }

    [Description("The text names another host than the target's")]
    public required bool IsDeceptive { get; init; }

    public static LinkRecord Of(HtmlLink link) => new()
    {
        Number = link.Number,
        Text = link.Text,
        Target = link.Target,
        IsDeceptive = link.IsDeceptive,
    };

    /// <summary>Those of a text that are to be named; null for none.</summary>
    public static IReadOnlyList<LinkRecord>? AllOf(MailText text) =>
        text.Links.Count == 0 ? null : [.. text.Links.Select(Of)];

    public LinkRecord Fenced(Fence fence) => this with { Text = fence.Value(Text), Target = fence.Value(Target) };
}
