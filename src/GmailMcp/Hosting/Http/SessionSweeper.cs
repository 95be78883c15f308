namespace GmailMcp.Hosting.Http;

/// <summary>Runs <see cref="Sessions.SweepAsync"/> as long as the server.</summary>
internal sealed class SessionSweeper(Sessions sessions) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => sessions.SweepAsync(stoppingToken);
}
