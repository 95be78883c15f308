using System.ComponentModel;
using System.Text.Json.Serialization;
using GmailMcp.Accounts;

namespace GmailMcp.Tools.Accounts;

/// <summary>How a sign-in stands, as several tools answer it.</summary>
internal sealed record SignInResult
{
    public required SignInStep State { get; init; }

    public required string User { get; init; }

    public required string Session { get; init; }

    [Description("The address that is signed in")]
    public string? Account { get; init; }

    [Description("Permissions that the person declined; tools that need them will not work")]
    public IReadOnlyList<string>? RefusedScopes { get; init; }

    public static SignInResult Of(SignedIn signedIn, string session, string? userId) => new()
    {
        State = SignInStep.SignedIn,
        User = SignInArguments.User(userId),
        Session = session,
        Account = signedIn.Account.Address,
        RefusedScopes = signedIn.RefusedScopes.Count == 0 ? null : signedIn.RefusedScopes,
    };

    /// <summary>Who is signed in, and what of the old servers' advice is not needed here.</summary>
    public string AccountNote(Caller caller) =>
        $"Signed in as {Account ?? "the account chosen on Google's page"}. "
        + (caller.IsAtThisComputer
            ? "This connection needs no session token."
            : "This caller is signed in as it is; the session token works from this caller alone and may be left out.");

    /// <summary>What to say about declined permissions; null when all were granted.</summary>
    public string? RefusedNote() => RefusedScopes is null
        ? null
        : $"Not granted on Google's page: {string.Join(", ", RefusedScopes)}. Tools that need them will say so; sign in again and tick them.";
}

/// <summary>How a sign-in stands.</summary>
internal enum SignInStep
{
    [JsonStringEnumMemberName("not_started")]
    NotStarted,

    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("signed_in")]
    SignedIn,

    [JsonStringEnumMemberName("invalid_token")]
    InvalidToken,
}
