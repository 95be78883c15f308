namespace GmailMcp.Policy;

/// <summary>The ladder of what the server may do; each rung holds the tools of those below it.</summary>
internal enum Profile
{
    Readonly,
    Triage,
    Draft,
    Send,
    Full,
    Delete,
}
