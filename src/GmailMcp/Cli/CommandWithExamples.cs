using System.CommandLine;

namespace GmailMcp.Cli;

/// <summary>A command whose --help ends with examples.</summary>
internal sealed class CommandWithExamples(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Those of the server's settings that the command looks at, which its --help shows; null for all.</summary>
    public IReadOnlyList<string>? Settings { get; set; }
}
