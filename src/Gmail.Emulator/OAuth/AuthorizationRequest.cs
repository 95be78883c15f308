using Gmail.Emulator.Http;

namespace Gmail.Emulator.OAuth;

/// <summary>What a client asks a person for.</summary>
internal sealed record AuthorizationRequest
{
    public required OAuthClient Client { get; init; }

    public required string RedirectUri { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required QueryValues Parameters { get; init; }

    public string? State => Parameters["state"];

    public bool IsOffline => Parameters["access_type"] == "offline";

    public bool AsksConsent => (Parameters["prompt"] ?? "").Split(' ').Contains("consent");

    public bool KeepsGranted => Parameters["include_granted_scopes"] == "true";
}
