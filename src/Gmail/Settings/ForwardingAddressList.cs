namespace Gmail.Settings;

/// <summary>A list as Gmail answers it.</summary>
internal sealed record ForwardingAddressList(IReadOnlyList<ForwardingAddress>? ForwardingAddresses);
