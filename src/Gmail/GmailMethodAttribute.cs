namespace Gmail;

/// <summary>Binds a method of this library to a method of the Gmail API v1, with its cost and the scopes that open it.
/// Tests compare it with the list of Google's methods; the documentation is made from it.</summary>
/// <param name="methodId">Google's id of the method, such as <c>users.messages.list</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GmailMethodAttribute(string methodId) : Attribute
{
    /// <summary>Google's id of the method, such as <c>users.messages.list</c>.</summary>
    public string MethodId { get; } = methodId;

    /// <summary>Quota units of one call in Cloud projects made since 1 May 2026; what <see cref="QuotaLedger"/>
    /// charges.</summary>
    public int Units { get; init; }

    /// <summary>Quota units of one call in older projects; 0 where Google names none.</summary>
    public int UnitsBefore2026 { get; init; }

    /// <summary>Whether <see cref="Units"/> is an estimate, because Google's price list does not name the
    /// method.</summary>
    public bool UnitsAreEstimated { get; init; }

    /// <summary>The scopes of which any one is enough, separated by spaces. Scopes of add-ons are left out.</summary>
    public string Scopes { get; init; } = "";
}
