namespace GmailMcp.Accounts;

/// <summary>A person must sign in before this can work. The message names the account, why, and the command.</summary>
internal sealed class SignInRequiredException(SignInReason reason, string? account, string what, string repair)
    : AccountException(what, repair)
{
    public SignInReason Reason { get; } = reason;

    /// <summary>The address, where it is known.</summary>
    public string? Account { get; } = account;
}
