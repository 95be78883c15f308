using GmailMcp.Accounts;

namespace GmailMcp.Authorization;

/// <summary>A caller who has proved himself by a key.</summary>
/// <param name="Name">As the operator wrote it.</param>
/// <param name="Owner">Whose accounts the caller reaches.</param>
/// <param name="Delegate">The mailbox that a service account opens for this caller; null where he signs in
/// himself.</param>
internal sealed record CallerKey(string Name, Owner Owner, string? Delegate);
