namespace GmailMcp.Cli.Clients;

/// <summary>A client's file is broken, or in a form that cannot be changed with certainty. Nothing was written.</summary>
internal sealed class ConfigFileException(string message) : Exception(message)
{
    /// <summary>The place is counted from 1, as editors count.</summary>
    public static ConfigFileException At(string text, int position, string what)
    {
        var before = text.AsSpan(0, Math.Min(position, text.Length));
        var lineStart = before.LastIndexOf('\n') + 1;
        return new($"line {before.Count('\n') + 1}, column {before.Length - lineStart + 1}: {what}");
    }
}
