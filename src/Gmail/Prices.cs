namespace Gmail;

/// <summary>What differs between the price lists.</summary>
internal static class Prices
{
    /// <summary>What a call costs.</summary>
    /// <param name="methodId">Google's id of the method.</param>
    /// <param name="units">Its price since 1 May 2026.</param>
    /// <param name="prices">The list that holds.</param>
    public static int Of(string methodId, int units, PriceList prices) =>
        prices == PriceList.From2026 ? units : methodId switch
        {
            "users.messages.get" or "users.messages.attachments.get" or "users.drafts.get" => 5,
            "users.threads.get" or "users.threads.trash" => 10,
            _ => units,
        };
}
