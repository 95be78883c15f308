namespace Gmail.Emulator;

/// <summary>A draft: its id stays, its message is a new one after each update.</summary>
public sealed class EmulatedDraft
{
    public required string Id { get; init; }

    public required EmulatedMessage Message { get; set; }
}
