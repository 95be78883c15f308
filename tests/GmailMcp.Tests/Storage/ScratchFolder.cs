namespace GmailMcp.Tests.Storage;

/// <summary>A folder on the real disk that is gone after the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gmail-mcp-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // The system's clean-up takes what a slow handle keeps.
        }
    }
}
