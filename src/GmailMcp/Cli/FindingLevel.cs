namespace GmailMcp.Cli;

/// <summary>How much a finding of the doctor matters.</summary>
internal enum FindingLevel
{
    Ok,

    /// <summary>Works, or may work; something will be in the way one day.</summary>
    Warning,

    /// <summary>Keeps the server from working; the doctor's exit code is 1.</summary>
    Problem,
}
