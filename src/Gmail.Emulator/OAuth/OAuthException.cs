namespace Gmail.Emulator.OAuth;

/// <summary>A refusal of the token or revocation endpoint: flat JSON (RFC 6749 §5.2).</summary>
internal sealed class OAuthException(int status, string error, string? description) : Exception(description ?? error)
{
    public int Status => status;

    public string Error => error;

    public string? Description => description;
}
