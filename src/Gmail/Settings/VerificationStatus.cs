namespace Gmail.Settings;

/// <summary>Whether the owner of an address agreed to its use.</summary>
public static class VerificationStatus
{
    /// <summary>Agreed; it can be used.</summary>
    public const string Accepted = "accepted";

    /// <summary>Not answered yet.</summary>
    public const string Pending = "pending";
}
