namespace Gmail.Emulator.Search;

/// <summary>One test of a query, asked of one message.</summary>
internal delegate bool Condition(Candidate candidate);

/// <summary>A message under examination.</summary>
internal readonly record struct Candidate(EmulatedMessage Message, MessageText Text, SearchContext Context)
{
    public bool Has(string labelId) => Message.LabelIds.Contains(labelId);
}
