namespace GmailMcp.Tools.Rendering;

/// <summary>What the delete tools add when nothing was destroyed.</summary>
internal static class TrashNote
{
    public const string Text = "Moved to Trash; recoverable for 30 days.";
}
