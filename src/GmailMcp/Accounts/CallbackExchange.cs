namespace GmailMcp.Accounts;

/// <summary>What the token endpoint wants to see besides the client.</summary>
internal sealed record CallbackExchange(string Code, string Verifier, string RedirectUri)
{
    public override string ToString() => "a code exchange";
}
