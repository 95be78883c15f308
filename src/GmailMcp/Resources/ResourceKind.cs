namespace GmailMcp.Resources;

/// <summary>What a resource shows.</summary>
internal enum ResourceKind
{
    Labels,
    Profile,
    Message,
    Thread,
    Attachment,
}
