using Gmail;

namespace GmailMcp.Accounts;

/// <summary>A mailbox for as long as one sign-in opens it. What is remembered of its mail hangs on this object and goes with it:
/// after the next sign-in, be it of the same person, the owner has another.</summary>
/// <param name="gmail">Reaches it.</param>
/// <param name="isSignedIn">Whether the sign-in is still the one whose tokens are sent; null where it never changes.</param>
/// <param name="owner">Whose it is; null where it is everybody's.</param>
/// <param name="findAddress">Tells its address; null where nobody knows it.</param>
internal sealed class OpenMailbox(
    GmailClient gmail,
    Func<bool>? isSignedIn = null,
    Owner? owner = null,
    Func<CancellationToken, Task<string?>>? findAddress = null)
{
    private readonly Lock _gate = new();
    private Action? _whenEnded;
    private bool _hasEnded;

    public GmailClient Gmail => gmail;

    public Owner? Owner => owner;

    /// <summary>Whose mailbox it is by name; null where that is not known.</summary>
    public Task<string?> FindAddressAsync(CancellationToken cancellationToken) =>
        findAddress?.Invoke(cancellationToken) ?? Task.FromResult<string?>(null);

    public bool HasEnded
    {
        get
        {
            lock (_gate)
            {
                return _hasEnded;
            }
        }
    }

    /// <summary>Whether what Gmail answered until now was of this mailbox: a request takes the tokens that there are when it
    /// leaves, and somebody may have signed in since the mailbox was opened.</summary>
    public bool IsCurrent => !HasEnded && (isSignedIn?.Invoke() ?? true);

    /// <summary>Signed out, revoked, or another sign-in took its place.</summary>
    public void End()
    {
        Action? told;
        lock (_gate)
        {
            _hasEnded = true;
            (told, _whenEnded) = (_whenEnded, null);
        }

        told?.Invoke();
    }

    /// <summary>Tells when the mailbox ends; at once where it has.</summary>
    public void WhenEnded(Action act)
    {
        lock (_gate)
        {
            if (!_hasEnded)
            {
                _whenEnded += act;
                return;
            }
        }

        act();
    }
}
