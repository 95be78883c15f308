using System.Text.Json.Serialization;

namespace GmailMcp.Accounts;

/// <summary>What <c>gmail-mcp auth</c> and a running server say to each other.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RelayRequest))]
[JsonSerializable(typeof(RelayArrival))]
[JsonSerializable(typeof(RelayAnswer))]
internal sealed partial class CallbackRelayJson : JsonSerializerContext;

/// <summary>Asks the server to wait for a browser.</summary>
internal sealed record RelayRequest(string State, string Path)
{
    public override string ToString() => "a relayed sign-in";
}

/// <summary>What the browser brought.</summary>
internal sealed record RelayArrival(string? Code, string? Error)
{
    public override string ToString() => "a relayed callback";
}

/// <summary>What the browser is shown.</summary>
internal sealed record RelayAnswer(string State, int Status, string Text)
{
    public override string ToString() => "a relayed answer";
}
