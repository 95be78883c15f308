namespace GmailMcp.Tests.EndToEnd;

/// <summary>A client's configuration as somebody of the old servers has it.</summary>
/// <param name="Text">The file; <see cref="Variables"/> stands where the entry's variables stand.</param>
/// <param name="OldCommand">What of it names the old program.</param>
/// <param name="NewCommand">What stands there afterwards, for a path.</param>
/// <param name="Write">The variables in the file's form.</param>
/// <param name="Read">What the client starts.</param>
internal sealed record OldConfiguration(
    string Text,
    string OldCommand,
    Func<string, string> NewCommand,
    Func<IReadOnlyDictionary<string, string>, string> Write,
    Func<string, ClientConfiguration> Read)
{
    public const string Variables = "%VARIABLES%";

    /// <summary>The file before and after the one change.</summary>
    public (string Before, string After) Change(string path, IReadOnlyDictionary<string, string> variables)
    {
        var before = Text.Replace(Variables, Write(variables), StringComparison.Ordinal);
        return (before, before.Replace(OldCommand, NewCommand(path), StringComparison.Ordinal));
    }
}
