namespace GmailMcp.Accounts;

/// <summary>How far a sign-in that a tool started is.</summary>
internal enum SignInState
{
    /// <summary>None was started, or its end was told already.</summary>
    None,

    /// <summary>The person has not finished in the browser.</summary>
    Waiting,

    Done,

    Failed,
}
