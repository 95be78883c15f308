namespace GmailMcp.Storage.Jail;

/// <summary>A jailed folder refused to open or to keep a file; LocalFiles turns it into words.</summary>
internal sealed class JailException(JailProblem problem, string part, string? systemText = null)
    : IOException(systemText is null ? $"{problem}: {part}" : $"{problem}: {part}: {systemText}")
{
    public JailProblem Problem { get; } = problem;

    /// <summary>The component of the path at which it happened.</summary>
    public string Part { get; } = part;

    /// <summary>What the operating system said, when nothing better can be said.</summary>
    public string? SystemText { get; } = systemText;
}
