namespace GmailMcp.Hosting;

/// <summary>What the server tells a model about itself: the embedded Tools/Instructions.md.</summary>
internal static class Instructions
{
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(Instructions).Assembly.GetManifestResourceStream("Instructions.md")!; // embedded by the project file
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Trim();
    }
}
