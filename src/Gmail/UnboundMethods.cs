namespace Gmail;

/// <summary>The methods of the Gmail API v1 that this library does not bind, each with its reason.</summary>
public static class UnboundMethods
{
    private const string ServiceAccount =
        "service accounts with domain-wide delegation only: no consent of a person opens it";

    private const string Encryption =
        "client-side encryption: a feature of some Google Workspace editions, run with keys outside Gmail";

    private const string Smime =
        "hosted S/MIME: a feature of some Google Workspace editions, set up by their administrators";

    /// <summary>Google's method id and why it is not bound.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(
        StringComparer.Ordinal)
    {
        ["users.settings.updateAutoForwarding"] = ServiceAccount,
        ["users.settings.forwardingAddresses.create"] = ServiceAccount,
        ["users.settings.forwardingAddresses.delete"] = ServiceAccount,
        ["users.settings.sendAs.create"] = ServiceAccount,
        ["users.settings.sendAs.delete"] = ServiceAccount,
        ["users.settings.sendAs.verify"] = ServiceAccount,
        ["users.settings.delegates.create"] = ServiceAccount,
        ["users.settings.delegates.delete"] = ServiceAccount,
        ["users.settings.delegates.get"] = ServiceAccount,
        ["users.settings.delegates.list"] = ServiceAccount,
        ["users.settings.cse.identities.create"] = Encryption,
        ["users.settings.cse.identities.delete"] = Encryption,
        ["users.settings.cse.identities.get"] = Encryption,
        ["users.settings.cse.identities.list"] = Encryption,
        ["users.settings.cse.identities.patch"] = Encryption,
        ["users.settings.cse.keypairs.create"] = Encryption,
        ["users.settings.cse.keypairs.disable"] = Encryption,
        ["users.settings.cse.keypairs.enable"] = Encryption,
        ["users.settings.cse.keypairs.get"] = Encryption,
        ["users.settings.cse.keypairs.list"] = Encryption,
        ["users.settings.cse.keypairs.obliterate"] = Encryption,
        ["users.settings.sendAs.smimeInfo.delete"] = Smime,
        ["users.settings.sendAs.smimeInfo.get"] = Smime,
        ["users.settings.sendAs.smimeInfo.insert"] = Smime,
        ["users.settings.sendAs.smimeInfo.list"] = Smime,
        ["users.settings.sendAs.smimeInfo.setDefault"] = Smime,
    };
}
