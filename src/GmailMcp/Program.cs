using GmailMcp.Cli;

return await Commands.RunAsync(args, CancellationToken.None);
