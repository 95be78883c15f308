namespace GmailMcp.Tests.Accounts;

/// <summary>A request that the stand-in for Google took.</summary>
internal sealed record GoogleCall(HttpMethod Method, Uri Address, string Body, string? Bearer)
{
    /// <summary>A field of the posted form, or null.</summary>
    public string? this[string name] =>
        Body.Split('&')
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && pair[0] == name)
            .Select(pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')))
            .FirstOrDefault();
}
