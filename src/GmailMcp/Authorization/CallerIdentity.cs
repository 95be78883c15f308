using System.Security.Claims;
using GmailMcp.Accounts;

namespace GmailMcp.Authorization;

/// <summary>A proved caller as ASP.NET carries him; the SDK binds a session to the subject (403 for another).</summary>
internal static class CallerIdentity
{
    private const string Subject = "sub";
    private const string OperatorRole = "operator";

    public static ClaimsPrincipal Anonymous { get; } = new(new ClaimsIdentity());

    public static ClaimsPrincipal Operator { get; } = new(new ClaimsIdentity([new(ClaimTypes.Role, OperatorRole)], "Bearer"));

    /// <summary>The caller who proved that he is this owner.</summary>
    public static ClaimsPrincipal Of(Owner owner) => new(new ClaimsIdentity([new(Subject, owner.Key)], "Bearer"));

    /// <summary>The owner that was proved; null for a caller without a key.</summary>
    public static Owner? OwnerOf(ClaimsPrincipal? caller) => caller?.FindFirst(Subject)?.Value is { } key ? new Owner(key) : null;

    public static bool IsOperator(ClaimsPrincipal caller) => caller.IsInRole(OperatorRole);
}
