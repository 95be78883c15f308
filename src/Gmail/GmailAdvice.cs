namespace Gmail;

/// <summary>One sentence per kind of failure: what to do next.</summary>
internal static class GmailAdvice
{
    public static string For(GmailErrorKind kind) => kind switch
    {
        GmailErrorKind.InvalidArgument => "Correct the argument; the same call will fail again.",
        GmailErrorKind.FailedPrecondition =>
            "Read the current state and decide anew; the same call is likely to fail again.",
        GmailErrorKind.Unauthorized => "Sign in again: the access token is no longer accepted.",
        GmailErrorKind.InsufficientScope => "Sign in again and grant the permission that this call needs.",
        GmailErrorKind.PolicyDenied => "Ask the administrator of the Google Workspace domain to allow it.",
        GmailErrorKind.Forbidden => "Gmail does not allow this for this account; another attempt will not help.",
        GmailErrorKind.ApiDisabled =>
            "Enable the Gmail API at https://console.cloud.google.com/apis/library/gmail.googleapis.com in the project "
            + "of the OAuth client, then wait a few minutes.",
        GmailErrorKind.NotFound => "It may have been deleted for good; list or search again to get a current id.",
        GmailErrorKind.Conflict => "It exists already: use the existing one or choose another name.",
        GmailErrorKind.TooLarge => "Make it smaller, for instance by sharing large files as links.",
        GmailErrorKind.RateLimited => "Wait until the time given, or a minute where none is given, then try again.",
        GmailErrorKind.QuotaExhausted =>
            "The daily allowance of the Cloud project is used up; it renews at midnight Pacific time.",
        GmailErrorKind.MailSendingLimited =>
            "The message was not sent. Gmail's sending limit is reached; it may last hours.",
        GmailErrorKind.Server => "Gmail has a problem; try again in a minute.",
        GmailErrorKind.Network => "Check the connection to gmail.googleapis.com, then try again.",
        GmailErrorKind.Timeout => "Gmail did not answer in time; try again.",
        _ => "Try again; if it stays, something between here and Gmail changes its answers.",
    };
}
