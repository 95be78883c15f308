using System.Text.Json;
using GmailMcp.Accounts;
using GmailMcp.Mail.Composing;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools;

/// <summary>The one filter in front of every tool: is there such a tool, may it run, are the arguments right; and the one place
/// that turns exceptions into words.</summary>
internal sealed class ToolGate(ToolCatalog catalog, ToolLimits limits, TimeProvider time, ILogger<ToolGate> log)
{
    // Arguments that end in a header of a message: a line break there would start a header of the caller's choice
    // (RFC 5322 §2.2). Composing refuses it again.
    private static readonly HashSet<string> HeaderArguments =
        ["to", "cc", "bcc", "from", "subject", "inReplyTo", "threadId", "attachments", "filename"];

    public McpRequestHandler<CallToolRequestParams, CallToolResult> Wrap(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next) =>
        (context, cancellationToken) => HandleAsync(context, next, cancellationToken);

    private async ValueTask<CallToolResult> HandleAsync(
        RequestContext<CallToolRequestParams> context,
        McpRequestHandler<CallToolRequestParams, CallToolResult> next,
        CancellationToken cancellationToken)
    {
        var sets = context.Services!.GetRequiredService<ToolSets>(); // set for every request by the SDK
        var name = context.Params?.Name ?? "";
        if (catalog.Find(name) is not { } tool)
        {
            return ToolResults.Error($"Unknown tool: {name}."
                + NearMiss.Hint(name, catalog.Tools.Where(sets.Has).Select(known => known.Name)));
        }

        if (sets.WhyNot(tool) is { } refusal)
        {
            return ToolResults.Error(refusal);
        }

        var call = context.Services!.GetRequiredService<CurrentCall>();
        (call.Tool, call.Request) = (tool, context);
        using var deadline = new CancellationTokenSource(
            tool.Needs.WaitsForPerson ? Timeout.InfiniteTimeSpan : limits.CallDuration, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var unknown = Admit(context.Params!, tool, call); // not null: it has a name
            var result = ToolResults.WithUnits(await next(context, both.Token), call.Units.Units);
            return unknown.Count == 0 ? result : AddNote(result, "Ignored: " + string.Join(" ", unknown));
        }
        catch (InputRequiredException)
        {
            throw; // no failure: a question to the person, which the SDK takes to him
        }
        catch (McpProtocolException)
        {
            throw; // an error of the protocol, such as a capability that the client lacks: the SDK knows its form
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw; // the caller withdrew the request and waits for no answer
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return ToolResults.Error($"{tool.Name} took longer than {limits.CallDuration.TotalSeconds:0} seconds and was stopped. "
                + "What Gmail had already done stays done. Ask for less at once, or call again.");
        }
        catch (SignInRequiredException notSignedIn) when (IsElsewhere(notSignedIn, call.Caller))
        {
            return ToolResults.Error(
                $"No authentication found for session {call.Caller.Session}. Please authenticate using either:\n"
                + "1. setup_authentication tool (first time)\n"
                + "2. authenticate_with_token tool (with your session token)\n\n"
                + "Anonymous access to other users' credentials is not allowed.",
                notSignedIn.Message);
        }
        catch (Exception exception)
        {
            return ToolResults.Error(
                ErrorText.For(exception, tool, context.Params?.Arguments, call.Account) ?? Unexpected(exception, tool),
                ErrorText.AdviceFor(exception));
        }
    }

    // The old HTTP server's sentence, for those who can sign in by tools alone.
    private static bool IsElsewhere(SignInRequiredException exception, Caller caller) =>
        exception.Reason is SignInReason.NotSignedIn or SignInReason.NoKeys && !caller.IsAtThisComputer && caller.Owner is not null;

    // Returns what to say about arguments the tool does not have; throws when the call must not run.
    private static IReadOnlyList<string> Admit(CallToolRequestParams request, ToolDefinition tool, CurrentCall call)
    {
        var given = new Dictionary<string, JsonElement>(request.Arguments ?? new Dictionary<string, JsonElement>());
        FenceMarks.RemoveFrom(given);
        call.Account = Take(given, Aliases.Account, tool);
        Take(given, Aliases.SessionToken, tool);

        var check = ArgumentCheck.Run(tool.Schema, given);
        // An unknown argument is no reason to refuse to read. Where another is, it may be the missing one under a wrong name.
        var problems = tool.IsReadOnly && check.Problems.Count == 0 ? [] : check.Problems.Concat(check.Unknown).ToList();
        if (problems.Count > 0)
        {
            throw new ToolException($"{tool.Name} was not run. {string.Join(" ", problems)}");
        }

        foreach (var (name, value) in check.Arguments.Where(argument => HeaderArguments.Contains(argument.Key)))
        {
            foreach (var text in TextsOf(value))
            {
                HeaderText.Check(name, text);
            }
        }

        request.Arguments = check.Arguments;
        return check.Unknown;
    }

    // The tools that sign in list sessionToken themselves: then it is an argument like any other.
    private static string? Take(Dictionary<string, JsonElement> given, string name, ToolDefinition tool)
    {
        if (tool.Schema["properties"]?[name] is not null || !given.Remove(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
            _ => throw new ToolException($"{tool.Name} was not run. Argument \"{name}\" must be a string."),
        };
    }

    private static IEnumerable<string> TextsOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!], // not null: the kind says so
        JsonValueKind.Array => value.EnumerateArray().SelectMany(TextsOf),
        _ => [],
    };

    private static CallToolResult AddNote(CallToolResult result, string note)
    {
        result.Content = [.. result.Content, ToolResults.Text(note)];
        return result;
    }

    // Type and stack only: the message of an unforeseen exception may quote mail.
    private string Unexpected(Exception exception, ToolDefinition tool)
    {
        log.LogError("{Tool} failed: {Type}\n{Stack}", tool.Name, exception.GetType().FullName, exception.StackTrace);
        return $"{tool.Name} failed in a way that gmail-mcp did not foresee ({exception.GetType().Name}). This is a defect of the "
            + "server, not of your call; its log has the place. Other calls are not affected.";
    }
}
