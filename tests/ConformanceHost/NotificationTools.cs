using System.Text.Json;
using GmailMcp.Tools;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ConformanceHost;

/// <summary>Tools that tell the client something while they run.</summary>
internal static class NotificationTools
{
    // As the scenarios ask: long enough that each notification is a message of its own.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static IReadOnlyList<ToolDefinition> All { get; } =
    [
        Fixture.Tool("test_tool_with_logging", "Logs three times", LogAsync),
        Fixture.Tool("test_tool_with_progress", "Reports progress three times", ProgressAsync),
        Fixture.Tool("test_logging_tool", "Logs if the client wants to hear it", LogIfWanted),
    ];

    private static async Task<CallToolResult> LogAsync(McpServer server, CancellationToken cancellationToken)
    {
        await SayAsync("Tool execution started");
        await Task.Delay(Pause, cancellationToken);
        await SayAsync("Tool processing data");
        await Task.Delay(Pause, cancellationToken);
        await SayAsync("Tool execution completed");
        return Fixture.Text("Logged three times.");

        Task SayAsync(string text) => server.SendNotificationAsync(
            NotificationMethods.LoggingMessageNotification,
            new LoggingMessageNotificationParams { Level = LoggingLevel.Info, Data = JsonSerializer.SerializeToElement(text) },
            cancellationToken: cancellationToken);
    }

    private static async Task<CallToolResult> ProgressAsync(
        IProgress<ProgressNotificationValue> progress, CancellationToken cancellationToken)
    {
        foreach (var percent in new[] { 0, 50, 100 })
        {
            progress.Report(new ProgressNotificationValue { Progress = percent, Total = 100 });
            await Task.Delay(Pause, cancellationToken);
        }

        return Fixture.Text("Reported progress.");
    }

    private static CallToolResult LogIfWanted(McpServer server)
    {
        server.AsClientLoggerProvider().CreateLogger(nameof(NotificationTools)).LogInformation("The client wants to hear it.");
        return Fixture.Text("Logged, if the request said how much.");
    }
}
