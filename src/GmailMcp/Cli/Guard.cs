using System.Text.Json;
using Gmail;
using GmailMcp.Accounts;
using GmailMcp.Tools;
using ModelContextProtocol;

namespace GmailMcp.Cli;

/// <summary>Turns the failures a person at a terminal can do something about into a sentence and exit code 1.</summary>
internal static class Guard
{
    public static async Task<int> RunAsync(Terminal terminal, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception exception) when (exception is InvalidOptionException or AccountException or LocalFileException or GmailException
            or IOException or UnauthorizedAccessException or JsonException or McpException)
        {
            await terminal.Error.WriteLineAsync($"Error: {exception.Message}");
            return 1;
        }
    }
}
