using Gmail.Emulator;

namespace Gmail.Tests.SecondOpinion;

/// <summary>Ours, in process.</summary>
public sealed class EmulatorServer : GmailServer, IDisposable
{
    private readonly EmulatedGmail _gmail = new();

    public override bool IsOurs => true;

    public override ValueTask<SignedIn> SignInAsync()
    {
        var address = $"user{_gmail.Accounts.Count + 1}@example.com";
        _gmail.AddAccount(address);
        return ValueTask.FromResult(SignedIn.Over(
            _gmail, new Uri("https://gmail.googleapis.com/"), address, _gmail.IssueAccessToken(address)));
    }

    public void Dispose() => _gmail.Dispose();
}
