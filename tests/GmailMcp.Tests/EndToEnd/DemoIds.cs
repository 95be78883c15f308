using System.Text.RegularExpressions;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Ids of the demo mailbox, found by the tools themselves.</summary>
internal static partial class DemoIds
{
    private static int _lastCallId = 1_000;

    /// <summary>Puts ids in the place of <c>{message:QUERY}</c>, <c>{attachment:QUERY}</c> and <c>{userLabel}</c>.</summary>
    public static async Task<string> FillInAsync(string text, ServerProcess server)
    {
        foreach (Match match in Placeholder().Matches(text))
        {
            var id = match.Groups["kind"].Value switch
            {
                "message" => await MessageAsync(server, NewCallId(), match.Groups["query"].Value),
                "attachment" => await AttachmentAsync(server, NewCallId(), match.Groups["query"].Value),
                _ => await UserLabelAsync(server, NewCallId()),
            };
            text = text.Replace(match.Value, id, StringComparison.Ordinal);
        }

        return text;
    }

    private static int NewCallId() => Interlocked.Increment(ref _lastCallId);

    private static async Task<string> MessageAsync(ServerProcess server, int callId, string query)
    {
        var found = await server.ResultAsync(callId, Frame.Call(callId, "search_emails", new() { ["query"] = query, ["maxResults"] = 1 }));
        return (string)found["structuredContent"]!["messages"]![0]!["id"]!; // the demo has it, or this throws
    }

    private static async Task<string> AttachmentAsync(ServerProcess server, int callId, string query)
    {
        var messageId = await MessageAsync(server, NewCallId(), query);
        var mail = await server.ResultAsync(callId, Frame.Call(callId, "read_email", new() { ["messageId"] = messageId }));
        return AttachmentId().Match((string)mail["content"]![0]!["text"]!).Groups[1].Value;
    }

    private static async Task<string> UserLabelAsync(ServerProcess server, int callId)
    {
        var labels = await server.ResultAsync(callId, Frame.Call(callId, "list_email_labels"));
        return UserLabel().Match((string)labels["content"]![0]!["text"]!).Groups[1].Value;
    }

    [GeneratedRegex(@"\{(?<kind>message|attachment|userLabel)(:(?<query>[^}""]+))?\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^- .*, ID: (.+)\)$", RegexOptions.Multiline)]
    private static partial Regex AttachmentId();

    [GeneratedRegex(@"^User Labels:\n(?:.*\n)*?ID: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex UserLabel();
}
