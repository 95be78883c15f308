namespace Gmail.Emulator;

/// <summary>Which of Gmail's two quota price lists holds.</summary>
public enum PriceList
{
    /// <summary>Cloud projects created since 2026-05-01: 6,000 units a minute and user; a message read costs
    /// 20.</summary>
    From2026,

    /// <summary>Older projects: 15,000 units a minute and user; a message read costs 5.</summary>
    Before2026,
}
