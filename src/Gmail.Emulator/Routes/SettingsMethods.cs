namespace Gmail.Emulator.Routes;

/// <summary>The methods under <c>settings</c>, as the discovery document and the quota page list them.</summary>
internal static class SettingsMethods
{
    private static readonly string[] ReadSettings = Scopes.FullOr(
        "gmail.modify", "gmail.readonly", "gmail.settings.basic");
    private static readonly string[] Sharing = Scopes.Of("gmail.settings.sharing");
    private static readonly string[] WriteSettings = Scopes.Of("gmail.settings.basic");
    private static readonly string[] WriteSharedSettings = Scopes.Of("gmail.settings.basic", "gmail.settings.sharing");
    private static readonly string[] ReadSharedSettings = Scopes.FullOr(
        "gmail.modify", "gmail.readonly", "gmail.settings.basic", "gmail.settings.sharing");

    public static IReadOnlyList<GmailMethod> All { get; } =
    [
        new("users.settings.getAutoForwarding", "GET", "settings/autoForwarding", ReadSettings, 1, 1)
            { Response = "AutoForwarding" },
        new("users.settings.getImap", "GET", "settings/imap", ReadSettings, 1, 1) { Response = "ImapSettings" },
        new("users.settings.getLanguage", "GET", "settings/language", ReadSettings, 1, 1)
            { Response = "LanguageSettings" },
        new("users.settings.getPop", "GET", "settings/pop", ReadSettings, 1, 1) { Response = "PopSettings" },
        new("users.settings.getVacation", "GET", "settings/vacation", ReadSettings, 1, 1)
            { Response = "VacationSettings" },
        new("users.settings.updateAutoForwarding", "PUT", "settings/autoForwarding", Sharing, 5, 5)
            { Request = "AutoForwarding", Response = "AutoForwarding" },
        new("users.settings.updateImap", "PUT", "settings/imap", WriteSettings, 5, 5)
            { Request = "ImapSettings", Response = "ImapSettings" },
        new("users.settings.updateLanguage", "PUT", "settings/language", WriteSettings, 5, 5)
            { Request = "LanguageSettings", Response = "LanguageSettings" },
        new("users.settings.updatePop", "PUT", "settings/pop", WriteSettings, 5, 5)
            { Request = "PopSettings", Response = "PopSettings" },
        new("users.settings.updateVacation", "PUT", "settings/vacation", WriteSettings, 5, 5)
            { Request = "VacationSettings", Response = "VacationSettings" },
        new("users.settings.cse.identities.create", "POST", "settings/cse/identities", WriteSharedSettings, 5, 5)
            { Request = "CseIdentity", Response = "CseIdentity" },
        new("users.settings.cse.identities.delete", "DELETE",
            "settings/cse/identities/{cseEmailAddress}", WriteSharedSettings, 5, 5),
        new("users.settings.cse.identities.get", "GET",
            "settings/cse/identities/{cseEmailAddress}", ReadSharedSettings, 1, 1)
        {
            Response = "CseIdentity",
        },
        new("users.settings.cse.identities.list", "GET", "settings/cse/identities", ReadSharedSettings, 1, 1)
            { Query = "pageSize,pageToken", Response = "ListCseIdentitiesResponse" },
        new("users.settings.cse.identities.patch", "PATCH",
            "settings/cse/identities/{emailAddress}", WriteSharedSettings, 5, 5)
        {
            Request = "CseIdentity",
            Response = "CseIdentity",
        },
        new("users.settings.cse.keypairs.create", "POST", "settings/cse/keypairs", WriteSharedSettings, 5, 5)
            { Query = "chainValidation", Request = "CseKeyPair", Response = "CseKeyPair" },
        new("users.settings.cse.keypairs.disable", "POST",
            "settings/cse/keypairs/{keyPairId}:disable", WriteSharedSettings, 5, 5)
        {
            Request = "DisableCseKeyPairRequest",
            Response = "CseKeyPair",
        },
        new("users.settings.cse.keypairs.enable", "POST",
            "settings/cse/keypairs/{keyPairId}:enable", WriteSharedSettings, 5, 5)
        {
            Request = "EnableCseKeyPairRequest",
            Response = "CseKeyPair",
        },
        new("users.settings.cse.keypairs.get", "GET", "settings/cse/keypairs/{keyPairId}", ReadSharedSettings, 1, 1)
            { Response = "CseKeyPair" },
        new("users.settings.cse.keypairs.list", "GET", "settings/cse/keypairs", ReadSharedSettings, 1, 1)
            { Query = "pageSize,pageToken", Response = "ListCseKeyPairsResponse" },
        new("users.settings.cse.keypairs.obliterate", "POST",
            "settings/cse/keypairs/{keyPairId}:obliterate", WriteSharedSettings, 5, 5)
        {
            Request = "ObliterateCseKeyPairRequest",
        },
        new("users.settings.delegates.create", "POST", "settings/delegates", Sharing, 100, 100)
            { Request = "Delegate", Response = "Delegate" },
        new("users.settings.delegates.delete", "DELETE", "settings/delegates/{delegateEmail}", Sharing, 5, 5),
        new("users.settings.delegates.get", "GET", "settings/delegates/{delegateEmail}", ReadSettings, 1, 1)
            { Response = "Delegate" },
        new("users.settings.delegates.list", "GET", "settings/delegates", ReadSettings, 1, 1)
            { Response = "ListDelegatesResponse" },
        new("users.settings.filters.create", "POST", "settings/filters", WriteSettings, 5, 5)
            { Request = "Filter", Response = "Filter" },
        new("users.settings.filters.delete", "DELETE", "settings/filters/{id}", WriteSettings, 5, 5),
        new("users.settings.filters.get", "GET", "settings/filters/{id}", ReadSettings, 1, 1) { Response = "Filter" },
        new("users.settings.filters.list", "GET", "settings/filters", ReadSettings, 1, 1)
            { Response = "ListFiltersResponse" },
        new("users.settings.forwardingAddresses.create", "POST", "settings/forwardingAddresses", Sharing, 100, 100)
            { Request = "ForwardingAddress", Response = "ForwardingAddress" },
        new("users.settings.forwardingAddresses.delete", "DELETE",
            "settings/forwardingAddresses/{forwardingEmail}", Sharing, 5, 5),
        new("users.settings.forwardingAddresses.get", "GET",
            "settings/forwardingAddresses/{forwardingEmail}", ReadSettings, 1, 1)
        {
            Response = "ForwardingAddress",
        },
        new("users.settings.forwardingAddresses.list", "GET", "settings/forwardingAddresses", ReadSettings, 1, 1)
            { Response = "ListForwardingAddressesResponse" },
        new("users.settings.sendAs.create", "POST", "settings/sendAs", Sharing, 100, 100)
            { Request = "SendAs", Response = "SendAs" },
        new("users.settings.sendAs.delete", "DELETE", "settings/sendAs/{sendAsEmail}", Sharing, 5, 5),
        new("users.settings.sendAs.get", "GET", "settings/sendAs/{sendAsEmail}", ReadSettings, 1, 1)
            { Response = "SendAs" },
        new("users.settings.sendAs.list", "GET", "settings/sendAs", ReadSettings, 1, 1)
            { Response = "ListSendAsResponse" },
        // Not on the quota page: it does what update does.
        new("users.settings.sendAs.patch", "PATCH", "settings/sendAs/{sendAsEmail}", WriteSharedSettings, 100, 100)
            { Request = "SendAs", Response = "SendAs" },
        new("users.settings.sendAs.update", "PUT", "settings/sendAs/{sendAsEmail}", WriteSharedSettings, 100, 100)
            { Request = "SendAs", Response = "SendAs" },
        new("users.settings.sendAs.verify", "POST", "settings/sendAs/{sendAsEmail}/verify", Sharing, 5, 5),
        new("users.settings.sendAs.smimeInfo.delete", "DELETE",
            "settings/sendAs/{sendAsEmail}/smimeInfo/{id}", WriteSharedSettings, 5, 5),
        new("users.settings.sendAs.smimeInfo.get", "GET",
            "settings/sendAs/{sendAsEmail}/smimeInfo/{id}", ReadSharedSettings, 1, 1)
        {
            Response = "SmimeInfo",
        },
        new("users.settings.sendAs.smimeInfo.insert", "POST",
            "settings/sendAs/{sendAsEmail}/smimeInfo", WriteSharedSettings, 5, 5)
        {
            Request = "SmimeInfo",
            Response = "SmimeInfo",
        },
        new("users.settings.sendAs.smimeInfo.list", "GET",
            "settings/sendAs/{sendAsEmail}/smimeInfo", ReadSharedSettings, 1, 1)
        {
            Response = "ListSmimeInfoResponse",
        },
        new("users.settings.sendAs.smimeInfo.setDefault", "POST",
            "settings/sendAs/{sendAsEmail}/smimeInfo/{id}/setDefault", WriteSharedSettings, 5, 5),
    ];
}
