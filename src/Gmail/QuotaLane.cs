namespace Gmail;

/// <summary>Who goes first when quota units are short.</summary>
public enum QuotaLane
{
    /// <summary>A person or model waits for this very call.</summary>
    Interactive,

    /// <summary>A part of a large job: waits for interactive calls and leaves a fifth of the allowance to
    /// them.</summary>
    Bulk,
}
