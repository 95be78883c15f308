namespace Gmail.Emulator.Routes;

/// <summary>What Google documents of one method.</summary>
/// <param name="Id">The discovery document's id without <c>gmail.</c>, e.g. <c>users.messages.list</c>.</param>
/// <param name="Verb">The HTTP method.</param>
/// <param name="Path">What follows <c>/gmail/v1/users/{userId}/</c>.</param>
/// <param name="Scopes">One of these is enough.</param>
/// <param name="UnitsBefore2026">Quota units for projects created before 2026-05-01.</param>
/// <param name="UnitsFrom2026">Quota units for projects created since.</param>
internal sealed record GmailMethod(
    string Id,
    string Verb,
    string Path,
    IReadOnlyList<string> Scopes,
    int UnitsBefore2026,
    int UnitsFrom2026)
{
    /// <summary>Names of the method's own query parameters, joined by commas.</summary>
    public string Query { get; init; } = "";

    /// <summary>The schema of the request body; null where there is none.</summary>
    public string? Request { get; init; }

    /// <summary>The schema of the answer; null where it is empty.</summary>
    public string? Response { get; init; }

    /// <summary>The most bytes that the upload endpoint takes; 0 where the method has none.</summary>
    public long UploadLimit { get; init; }

    public int Units(PriceList prices) => prices == PriceList.From2026 ? UnitsFrom2026 : UnitsBefore2026;
}
