using GmailMcp.Accounts;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Accounts;

/// <summary>Takes a sign-in link to the person past the model, where the client can: URL elicitation (MCP 2025-11-25), as a
/// request within a session and as an answer that asks for more in 2026-07-28.</summary>
internal static class SignInLink
{
    private const string Key = "sign_in";

    /// <summary>What the person answered; null in a call that did not ask yet.</summary>
    public static bool? FindAnswer(RequestContext<CallToolRequestParams> context) =>
        context.Params?.InputResponses?.TryGetValue(Key, out var answer) is true
            ? answer.Deserialize(InputResponse.ElicitResultJsonTypeInfo)?.IsAccepted is true
            : null;

    /// <summary>Asks the person to open the link, where the client can.</summary>
    /// <exception cref="InputRequiredException">The question: the call comes again with the answer.</exception>
    public static void Ask(RequestContext<CallToolRequestParams> context, SignInStatus started)
    {
        if (!context.Server.IsMrtrSupported || context.Server.ClientCapabilities?.Elicitation?.Url is null)
        {
            return;
        }

        // The state is only a name: the sign-in is found by its owner, and the page asks the person himself.
        throw new InputRequiredException(
            new Dictionary<string, InputRequest>
            {
                [Key] = InputRequest.ForElicitation(new ElicitRequestParams
                {
                    Mode = "url",
                    Url = started.Address!, // set while a sign-in waits
                    ElicitationId = Guid.NewGuid().ToString("N"),
                    Message = $"Sign in with Google. The page shows the code {started.Code}; if it shows another, close it.",
                }),
            },
            requestState: Key);
    }
}
