namespace GmailMcp.Policy;

/// <summary>When the person is asked before something leaves or is destroyed.</summary>
internal enum ConfirmMode
{
    /// <summary>Never: unattended, within lists and caps.</summary>
    Never,

    /// <summary>For someone new, and for what cannot be undone.</summary>
    Auto,

    /// <summary>For every send and every delete; where nobody can be asked, nothing happens.</summary>
    Always,
}
