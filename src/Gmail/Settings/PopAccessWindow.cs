namespace Gmail.Settings;

/// <summary>Which messages POP sees.</summary>
public static class PopAccessWindow
{
    /// <summary>None.</summary>
    public const string Disabled = "disabled";

    /// <summary>Those that arrive from now on.</summary>
    public const string FromNowOn = "fromNowOn";

    /// <summary>All.</summary>
    public const string AllMail = "allMail";
}
