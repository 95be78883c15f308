using static Gmail.Emulator.Demo.People;

namespace Gmail.Emulator.Demo;

/// <summary>What machines write: bounces, automatic answers, security notices, builds.</summary>
internal static class Machines
{
    private const string Daemon = "Mail Delivery Subsystem <mailer-daemon@mail.example.net>";

    public static IReadOnlyList<DemoMail> Mails() =>
    [
        new("bounce-1", 67, "17:50", Daemon, "Delivery Status Notification (Failure)", "CATEGORY_UPDATES", """
            Address not found. Your message wasn't delivered to panorama@calderpike.example because the address couldn't
            be found. Check for typos and try again.
            """)
        {
            Verdict = "none",
            Headers = "Auto-Submitted: auto-replied\nX-Failed-Recipients: panorama@calderpike.example",
            Body = (mail, at) => Bodies.Bounce(
                mail, at, "panorama@calderpike.example", "5.1.1", "550 5.1.1 no such user", "Quay photos, full size"),
        },
        new("bounce-2", 33, "09:12", Daemon, "Delivery Status Notification (Delay)", "CATEGORY_UPDATES", """
            Delivery incomplete: there was a temporary problem while delivering your message to
            umbrella@casadojasmim.example.
            It will be retried for 46 more hours.
            """)
        {
            Verdict = "none",
            Headers = "Auto-Submitted: auto-replied",
            Body = (mail, at) => Bodies.Bounce(
                mail, at, "umbrella@casadojasmim.example", "4.4.1", "421 4.4.1 connection timed out",
                    "About the umbrella"),
        },
        new("bounce-3", 11, "21:02", Daemon, "Undelivered Mail Returned to Sender", "INBOX,CATEGORY_UPDATES,UNREAD", """
            The mailbox of will.petrof@example.org does not exist. Did you mean somebody else?
            """)
        {
            Verdict = "none",
            Headers = "Auto-Submitted: auto-replied",
            Body = (mail, at) => Bodies.Bounce(
                mail, at, "will.petrof@example.org", "5.1.1", "550 5.1.1 mailbox unavailable", "Which Saturday?"),
        },
        new("auto-1", 54, "08:51", Priya, "Automatic reply: Public hearing: what people said", "Work/Footbridge", """
            I am out of the office until {+4} and read mail in the evenings only. In urgent cases call Mara.
            """) { Answers = "bridge-20", Headers = "Auto-Submitted: auto-replied\nX-Autoreply: yes" },
        new("auto-2", 43, "08:09", Abara, "Abwesenheit / Away: Re: The flat is yours", "Home/Flat", """
            Ich bin bis {+9} verreist. I am travelling until {+9}. In case of a burst pipe: the red valve is in the
            cellar.
            """) { Answers = "flat-12", Headers = "Auto-Submitted: auto-replied" },
        new("auto-3", 13, "20:11", Sam, "Out of office", "INBOX,CATEGORY_UPDATES", """
            On the train, no network. Back on {+1}.
            """) { Answers = "flat-17", Headers = "Auto-Submitted: auto-replied" },
        new("security-1", 76, "05:05", "Example Accounts <no-reply@accounts.example.com>",
            "New sign-in from a telephone", "CATEGORY_UPDATES,IMPORTANT", """
            Your account was used on a new telephone in London. If this was you, you need do nothing.
            """),
        new("security-2", 26, "23:40", "Example Accounts <no-reply@accounts.example.com>",
            "Your recovery address was changed",
            "INBOX,CATEGORY_UPDATES,IMPORTANT", """
            The recovery address is now r***@example.org. If you did not do this, secure your account at once.
            """),
        new("build-1", 10, "03:00", "Build robot <builds@calderpike.example>",
            "Build 4410 failed: deck-model", "Work", """
            deck-model: 3 of 218 checks failed.
              check_deflection_midspan: 92 mm, allowed 80 mm
              check_frequency_vertical: 1.87 Hz, allowed > 2.0 Hz
              check_ramp_slope: 6.1 %, allowed 6.0 %
            """) { Headers = "Auto-Submitted: auto-generated\nX-Build-Number: 4410" },
        new("build-2", 9, "03:00", "Build robot <builds@calderpike.example>",
            "Build 4411 passed: deck-model", "Work", """
            deck-model: all 218 checks passed. Log attached.
            """)
        {
            Headers = "Auto-Submitted: auto-generated\nX-Build-Number: 4411",
            Files = [Files.ZipOf("build-4411-logs.zip", ("log.txt", "218 checks passed\n"), ("timing.txt",
                "total 41 s\n"))],
        },
        new("code-1", 4, "07:59", "Beacon Bank <security@beaconbank.example>",
            "Your code: 551 903", "INBOX,CATEGORY_UPDATES", """
            551 903 is your one-time code. It is valid for five minutes. Never give it to anybody, not even to us.
            """),
    ];
}
