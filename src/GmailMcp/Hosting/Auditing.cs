using System.Security.Cryptography;
using System.Text;
using GmailMcp.Accounts;
using GmailMcp.Policy;
using GmailMcp.Resources;
using GmailMcp.Tools;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Hosting;

/// <summary>Writes each tool call and each resource read into the audit log: a call that changes something before and after it, any
/// other after it. What cannot be written is not changed.</summary>
internal sealed class Auditing(AuditLog audit, ToolCatalog catalog, ILogger<Auditing> log)
{
    public McpRequestHandler<CallToolRequestParams, CallToolResult> Wrap(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next) =>
        async (context, cancellationToken) =>
        {
            var tool = catalog.Find(context.Params?.Name ?? "");
            var begun = Record(
                context.Services!, // set for every request by the SDK
                tool?.Name ?? "unknown", // a client chooses the name: an unknown one may hold anything
                "begin",
                AuditIds.OfArguments(context.Params?.Arguments));
            if (tool is { IsReadOnly: false } && !await TryWriteAsync(begun, cancellationToken))
            {
                return ToolResults.Error(
                    $"{tool.Name} was not run: this server keeps an audit log, and it cannot be written.",
                    "Nothing was changed. The operator of this server finds the reason in its log: a full disk, or a folder that is "
                    + "not writable.");
            }

            return await RunAsync(context, next, begun, cancellationToken);
        };

    public McpRequestHandler<ReadResourceRequestParams, ReadResourceResult> Wrap(
        McpRequestHandler<ReadResourceRequestParams, ReadResourceResult> next) =>
        async (context, cancellationToken) =>
        {
            var read = Record(
                context.Services!, // set for every request by the SDK
                RequestMethods.ResourcesRead,
                "error",
                AuditIds.OfAddress(ResourceAddress.Parse(context.Params?.Uri ?? "")));
            try
            {
                var result = await next(context, cancellationToken);
                read = read with { Outcome = "ok" };
                return result;
            }
            catch (OperationCanceledException)
            {
                read = read with { Outcome = "cancelled" };
                throw;
            }
            finally
            {
                await TryWriteAsync(read, CancellationToken.None);
            }
        };

    private async Task<CallToolResult> RunAsync(
        RequestContext<CallToolRequestParams> context,
        McpRequestHandler<CallToolRequestParams, CallToolResult> next,
        AuditRecord begun,
        CancellationToken cancellationToken)
    {
        var end = begun with { Outcome = "failed" };
        try
        {
            var result = await next(context, cancellationToken);
            end = end with
            {
                Outcome = result.IsError == true ? "error" : "ok",
                Ids = AuditIds.OfArguments(context.Params?.Arguments), // by the names that the gate gave them
                Result = AuditIds.OfResult(result.StructuredContent),
                Counts = AuditIds.CountsOf(result.StructuredContent),
            };
            return result;
        }
        catch (InputRequiredException)
        {
            end = end with { Outcome = "asked" }; // the person, who answers with another call
            throw;
        }
        catch (OperationCanceledException)
        {
            end = end with { Outcome = "cancelled" };
            throw;
        }
        finally
        {
            await TryWriteAsync(end, CancellationToken.None);
        }
    }

    private async Task<bool> TryWriteAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await audit.WriteAsync(record, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogError("The audit log cannot be written: {Reason}", failure.Message);
            return false;
        }
    }

    private static AuditRecord Record(
        IServiceProvider services, string tool, string outcome, IReadOnlyDictionary<string, IReadOnlyList<string>>? ids) => new()
        {
            Owner = NameOf(services.GetRequiredService<CurrentCall>().Caller.Owner),
            Tool = tool,
            Call = RandomNumberGenerator.GetHexString(12, lowercase: true),
            Outcome = outcome,
            Ids = ids,
        };

    // A session's id is as good as a password.
    private static string NameOf(Owner? owner) => owner switch
    {
        null => "nobody",
        { IsSession: true } => "session:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner.Key)))[..16],
        _ => owner.Key,
    };
}
