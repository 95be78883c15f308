namespace Gmail.Settings;

/// <summary>A list as Gmail answers it. Gmail's key is in the singular.</summary>
internal sealed record FilterList(IReadOnlyList<Filter>? Filter);
