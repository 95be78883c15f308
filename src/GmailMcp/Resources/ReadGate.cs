using Gmail;
using GmailMcp.Accounts;
using GmailMcp.Tools;
using ModelContextProtocol;

namespace GmailMcp.Resources;

/// <summary>Runs what is no tool and yet opens a mailbox, within the time limit of calls, and turns what goes wrong into errors
/// of the protocol, in words.</summary>
internal sealed class ReadGate(ToolLimits limits, TimeProvider time, ILogger<ReadGate> log)
{
    /// <param name="what">What is read, as the words for a failure name it.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<T> RunAsync<T>(string what, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limits.CallDuration, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await read(both.Token);
        }
        catch (McpProtocolException)
        {
            throw; // in words already
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw; // the caller withdrew the request and waits for no answer
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new McpProtocolException(
                $"Reading {what} took longer than {limits.CallDuration.TotalSeconds:0} seconds and was stopped. Try again later.",
                McpErrorCode.InternalError);
        }
        catch (Exception exception)
        {
            throw For(exception, what);
        }
    }

    private McpProtocolException For(Exception exception, string what) => exception switch
    {
        ToolException refusal => new(refusal.Message, refusal, McpErrorCode.ResourceNotFound),
        AccountException account => new(account.Message, account, McpErrorCode.InternalError),
        GmailException { Kind: GmailErrorKind.NotFound } gmail => new(
            $"{what} was not found in this mailbox. It may have been deleted for good; search again (search_emails) to get a current id.",
            gmail, McpErrorCode.ResourceNotFound),
        GmailException gmail => new($"{what} could not be read. {gmail.Message} {gmail.Advice}".TrimEnd(), gmail, McpErrorCode.InternalError),
        _ => Unexpected(exception, what),
    };

    // Type and stack only: the message of an unforeseen exception may quote mail.
    private McpProtocolException Unexpected(Exception exception, string what)
    {
        log.LogError("Reading a resource failed: {Type}\n{Stack}", exception.GetType().FullName, exception.StackTrace);
        return new McpProtocolException(
            $"Reading {what} failed in a way that gmail-mcp did not foresee ({exception.GetType().Name}). This is a defect of the "
            + "server, not of your request; its log has the place. Other requests are not affected.",
            McpErrorCode.InternalError);
    }
}
