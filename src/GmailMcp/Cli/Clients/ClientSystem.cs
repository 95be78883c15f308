namespace GmailMcp.Cli.Clients;

internal enum ClientSystem
{
    Linux,
    MacOS,
    Windows,
}
