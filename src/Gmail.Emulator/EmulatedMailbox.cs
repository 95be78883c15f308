namespace Gmail.Emulator;

/// <summary>Messages, labels, threads, history and settings of one address.</summary>
internal sealed class EmulatedMailbox
{
}
