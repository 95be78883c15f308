using GmailMcp.Cli.Clients;

namespace GmailMcp.Cli;

/// <summary>Says of a client's file that cannot be changed why, and that it was not.</summary>
internal static class ClientFileGuard
{
    public static async Task<int> RunAsync(Terminal terminal, string path, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (ConfigFileException refusal)
        {
            await terminal.Error.WriteLineAsync($"Error: {path}: {refusal.Message} Nothing was changed.");
            return 1;
        }
    }
}
