namespace GmailMcp.Mail.Html;

/// <summary>One valid declaration. Invalid ones are dropped while reading: an earlier valid one then wins (CSS Syntax
/// §2.2).</summary>
internal readonly record struct Declaration(CssProperty Property, string Value, bool IsImportant);
