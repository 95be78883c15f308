using GmailMcp.Policy;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tools;

/// <summary>Asks the person past the model, by elicitation: within a session as a request, in MCP 2026-07-28 as an answer that
/// asks for more. The call then comes again with what he said; no argument of a tool can say it for him.</summary>
internal sealed class PersonQuestion(CurrentCall call, SealedState states)
{
    private const string Key = "confirm";

    /// <summary>Whether this call brings an answer.</summary>
    public bool WasAsked => call.Request?.Params?.InputResponses?.ContainsKey(Key) is true;

    /// <summary>Whether the client can put a question to the person. A client that names no kind of elicitation means forms.</summary>
    public bool CanAsk => call.Request?.Server is { IsMrtrSupported: true, ClientCapabilities.Elicitation: { } kinds }
        && (kinds.Form is not null || kinds.Url is null);

    /// <summary>What the person says to it.</summary>
    /// <exception cref="InputRequiredException">He has to be asked first.</exception>
    /// <exception cref="ToolException">The answer is not to this question.</exception>
    public PersonAnswer Ask(ConfirmationRequest question)
    {
        var tool = call.Tool?.Name ?? "";
        var binding = SealedState.BindingOf(call.OwnerKey, question.Account, tool);
        var parameters = call.Request?.Params;
        if (parameters?.InputResponses?.TryGetValue(Key, out var answer) is true)
        {
            var verdict = states.Use(parameters.RequestState, binding, [.. question.Digest]);
            if (verdict != StateVerdict.Good)
            {
                throw new ToolException($"{Words(verdict)} {tool} was not run. Call it again without inputResponses and requestState.");
            }

            return answer.Deserialize(InputResponse.ElicitResultJsonTypeInfo)?.IsAccepted is true
                ? PersonAnswer.Agreed
                : PersonAnswer.Declined;
        }

        if (!CanAsk)
        {
            return PersonAnswer.CannotBeAsked;
        }

        throw new InputRequiredException(
            new Dictionary<string, InputRequest>
            {
                // No fields: to accept is to agree.
                [Key] = InputRequest.ForElicitation(new ElicitRequestParams { Message = question.Message, RequestedSchema = new() }),
            },
            requestState: states.Seal(binding, [.. question.Digest]));
    }

    private static string Words(StateVerdict verdict) => verdict switch
    {
        StateVerdict.Expired => $"The person's answer came later than {SealedState.Lifetime.TotalMinutes:0} minutes after the question.",
        StateVerdict.Used => "The person's answer was used already; it holds once.",
        StateVerdict.Changed => "What would be done is no longer what the person was shown: something changed since the question.",
        _ => "The answer belongs to no question that this server asked this caller for this mailbox and tool.",
    };
}
