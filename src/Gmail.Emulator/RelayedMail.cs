namespace Gmail.Emulator;

/// <summary>Mail that left for addresses that no emulated account has: it is kept here and goes nowhere.</summary>
/// <param name="From">The account that sent it.</param>
/// <param name="Recipients">The addresses outside.</param>
/// <param name="RawMime">The message as it left, without Bcc.</param>
public sealed record RelayedMail(string From, IReadOnlyList<string> Recipients, byte[] RawMime);
