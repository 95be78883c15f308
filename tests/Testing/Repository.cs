using System.Runtime.CompilerServices;

namespace Testing;

/// <summary>Where the files of the repository are when tests run.</summary>
public static class Repository
{
    /// <summary>The folder that holds GmailMcp.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The real mail written by others: <c>../shared/data</c> or GMAIL_MCP_TEST_MAIL; null where there is none.</summary>
    public static string? SharedData { get; } = FindSharedData();

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = Path.GetDirectoryName(thisFile);
        while (folder is not null && !File.Exists(Path.Combine(folder, "GmailMcp.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("GmailMcp.slnx is in no parent folder of the tests.");
    }

    private static string? FindSharedData()
    {
        var folder = Environment.GetEnvironmentVariable("GMAIL_MCP_TEST_MAIL") is { Length: > 0 } mail
            ? Path.GetDirectoryName(Path.GetFullPath(mail))
            : Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));
        return Directory.Exists(folder) ? folder : null;
    }
}
