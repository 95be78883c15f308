namespace GmailMcp.Tests.Architecture;

/// <summary>One type of the program uses another type.</summary>
/// <param name="From">The user, without the leading <c>GmailMcp.</c>, e.g. <c>Tools.Messages.ReadEmail</c>.</param>
/// <param name="To">The used type: of the program in the same form, of others by its full name.</param>
/// <param name="Assembly">The assembly of the used type; <c>gmail-mcp</c> for the program's own.</param>
internal sealed record Edge(string From, string To, string Assembly);
