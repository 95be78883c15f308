using Gmail;

namespace GmailMcp.Tools;

/// <summary>How the servers that this one replaces began the text of a failure at Gmail, where they did; our own sentence
/// follows.</summary>
internal static class OldPrefixes
{
    /// <summary>"Failed to …: ", or nothing.</summary>
    public static string Before(string tool, GmailException failure) =>
        HasSentenceOfItsOwn(tool, failure.Kind) || Find(tool, failure.MethodId) is not { } prefix ? "" : prefix + ": ";

    private static string? Find(string tool, string? methodId) => (tool, methodId) switch
    {
        ("list_email_labels", _) => "Failed to list labels",
        ("create_label", _) => "Failed to create label",
        ("update_label", _) => "Failed to update label",
        ("delete_label", _) => "Failed to delete label",
        ("get_or_create_label", "users.labels.list") => "Failed to get or create label: Failed to find label",
        ("get_or_create_label", _) => "Failed to get or create label",
        ("create_filter" or "create_filter_from_template", _) => "Failed to create filter",
        ("list_filters", _) => "Failed to list filters",
        ("get_filter", _) => "Failed to get filter",
        ("delete_filter", _) => "Failed to delete filter",
        ("download_attachment", _) => "Failed to download attachment",
        _ => null,
    };

    // They said "Label with ID … not found." and "Filter with ID … not found." without it. What is left of the sign-in is
    // no failure of the tool.
    private static bool HasSentenceOfItsOwn(string tool, GmailErrorKind kind) => kind switch
    {
        GmailErrorKind.Unauthorized => true,
        GmailErrorKind.NotFound => tool is "update_label" or "delete_label" or "get_filter" or "delete_filter",
        _ => false,
    };
}
