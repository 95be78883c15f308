namespace Gmail.Labels;

/// <summary>What labels.list answers.</summary>
internal sealed record LabelList(IReadOnlyList<Label>? Labels);
