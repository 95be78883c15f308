namespace Gmail.Emulator;

/// <summary>One request that the emulator answered; the parts of a batch are requests of their own.</summary>
/// <param name="MethodId">E.g. <c>users.messages.list</c>, <c>batch</c>, <c>oauth.token</c>; empty for an unknown
/// path.</param>
/// <param name="Account">The mailbox it was about; null where there was none.</param>
/// <param name="Status">The HTTP status; 0 where the connection broke.</param>
/// <param name="Units">Quota units spent.</param>
/// <param name="RequestBytes">Bytes of the request's body.</param>
/// <param name="ResponseBytes">Bytes of the answer's body, compressed if it was.</param>
/// <param name="IsBatchPart">Whether it came inside a batch.</param>
/// <param name="PathAndQuery">What was asked, access tokens left out.</param>
public sealed record EmulatedRequest(
    string MethodId,
    string? Account,
    int Status,
    int Units,
    long RequestBytes,
    long ResponseBytes,
    bool IsBatchPart,
    string PathAndQuery);
