namespace Gmail;

/// <summary>Which of Gmail's two quota price lists holds for a Cloud project.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/reference/quota</remarks>
public enum PriceList
{
    /// <summary>Projects made since 1 May 2026: 6,000 units a minute and user; a message read costs 20.</summary>
    From2026,

    /// <summary>Older projects: 15,000 units a minute and user; a message read costs 5.</summary>
    Before2026,
}
