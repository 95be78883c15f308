using GmailMcp.Policy;

namespace GmailMcp.Tools;

/// <summary>What a tool needs before it may be listed and run.</summary>
/// <param name="profile">The first rung of the ladder that has the tool; higher rungs keep it.</param>
/// <param name="methods">The Gmail methods the tool calls, such as <c>users.messages.get</c>; empty for tools that call none.
/// The granted scopes must allow every one of them.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GmailToolAttribute(Profile profile, params string[] methods) : Attribute
{
    public Profile Profile { get; } = profile;

    public IReadOnlyList<string> Methods { get; } = methods;

    /// <summary>The tool waits for a person, so the time limit of calls does not hold for it.</summary>
    public bool WaitsForPerson { get; init; }
}
