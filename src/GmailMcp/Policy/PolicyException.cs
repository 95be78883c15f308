namespace GmailMcp.Policy;

/// <summary>A policy cannot be read or kept; the message says where and what to do.</summary>
internal sealed class PolicyException(string message, Exception? innerException = null) : Exception(message, innerException);
