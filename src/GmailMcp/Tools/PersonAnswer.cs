namespace GmailMcp.Tools;

/// <summary>What came of asking the person.</summary>
internal enum PersonAnswer
{
    /// <summary>The client has no way to ask him.</summary>
    CannotBeAsked,

    Agreed,
    Declined,
}
