using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Hosting;

/// <summary>One line for each tool call, for operators who ask for it: who, which tool, how it ended and how long it took.
/// No argument and no answer.</summary>
internal sealed partial class CallLog(ILogger<CallLog> log, TimeProvider time)
{
    public McpRequestHandler<CallToolRequestParams, CallToolResult> Wrap(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next) =>
        async (context, cancellationToken) =>
        {
            if (!log.IsEnabled(LogLevel.Information))
            {
                return await next(context, cancellationToken);
            }

            var begin = time.GetTimestamp();
            var outcome = "failed";
            try
            {
                var result = await next(context, cancellationToken);
                outcome = result.IsError == true ? "error" : "ok";
                return result;
            }
            catch (OperationCanceledException)
            {
                outcome = "cancelled";
                throw;
            }
            finally
            {
                var call = context.Services!.GetRequiredService<Tools.CurrentCall>(); // set for every request by the SDK
                Called(Name(context.Params?.Name), call.Caller.Owner?.ToString() ?? "nobody", outcome,
                    (long)time.GetElapsedTime(begin).TotalMilliseconds);
            }
        };

    // A client chooses the name: an unknown one may hold anything.
    private static string Name(string? name) =>
        name is { Length: <= 64 } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? name : "unknown";

    [LoggerMessage(Level = LogLevel.Information, Message = "{Tool} of {Owner}: {Outcome} in {Milliseconds} ms")]
    private partial void Called(string tool, string owner, string outcome, long milliseconds);
}
