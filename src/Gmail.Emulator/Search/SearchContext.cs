namespace Gmail.Emulator.Search;

/// <summary>What a query needs to know beside the message itself.</summary>
internal sealed record SearchContext
{
    /// <summary>The clock of newer_than: and older_than:.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The id of the user label with this name, whatever its case; null where there is none.</summary>
    public required Func<string, string?> LabelIdByName { get; init; }

    /// <summary>The names of the user labels, so that label:travel-lisbon finds "Travel/Lisbon".</summary>
    public IReadOnlyCollection<string> LabelNames { get; init; } = [];

    /// <summary>The mailbox's own address, for from:me and to:me; null when it is not known.</summary>
    public string? EmailAddress { get; init; }
}
