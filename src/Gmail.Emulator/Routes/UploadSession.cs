using System.Text.Json.Nodes;
using Gmail.Emulator.Http;
using Gmail.Emulator.OAuth;

namespace Gmail.Emulator.Routes;

/// <summary>A resumable upload that has begun.</summary>
internal sealed class UploadSession
{
    /// <summary>The request that began it: its query holds the method's own parameters.</summary>
    public required WireRequest Request { get; init; }

    public required Route Route { get; init; }

    public required IReadOnlyDictionary<string, string> Values { get; init; }

    public required AccessToken Token { get; init; }

    public required JsonObject Metadata { get; init; }

    public MemoryStream Received { get; } = new();

    /// <summary>What the finished upload was answered with; asking again gives the same.</summary>
    public WireAnswer? Finished { get; set; }

    public string Account => Token.Account;
}
