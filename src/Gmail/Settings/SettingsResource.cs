namespace Gmail.Settings;

/// <summary>The settings of the mailbox that a person's own consent opens.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings</remarks>
public sealed class SettingsResource
{
    internal SettingsResource(GmailTransport transport)
    {
        Filters = new FiltersResource(transport);
        Vacation = new VacationResource(transport);
        Imap = new ImapResource(transport);
        Pop = new PopResource(transport);
        Language = new LanguageResource(transport);
        AutoForwarding = new AutoForwardingResource(transport);
        ForwardingAddresses = new ForwardingAddressesResource(transport);
        SendAs = new SendAsResource(transport);
    }

    /// <summary>Rules for arriving mail.</summary>
    public FiltersResource Filters { get; }

    /// <summary>The automatic reply.</summary>
    public VacationResource Vacation { get; }

    /// <summary>Access by IMAP.</summary>
    public ImapResource Imap { get; }

    /// <summary>Access by POP.</summary>
    public PopResource Pop { get; }

    /// <summary>The language of Gmail.</summary>
    public LanguageResource Language { get; }

    /// <summary>Whether all mail is forwarded.</summary>
    public AutoForwardingResource AutoForwarding { get; }

    /// <summary>Where mail may be forwarded to.</summary>
    public ForwardingAddressesResource ForwardingAddresses { get; }

    /// <summary>What addresses the account may send from.</summary>
    public SendAsResource SendAs { get; }
}
