using GmailMcp.Storage;

namespace GmailMcp.Accounts;

/// <summary>
/// The local owner's credentials: plain JSON for its owner alone, which the Node servers read too. Every other owner's
/// tokens are in a <see cref="TokenStore"/>.
/// </summary>
internal sealed class CredentialsFile(string path, Action<string> notice) : CredentialsOnDisk(path, notice)
{
    private readonly string _path = path;
    private readonly Action<string> _notice = notice;

    public override string Name => _path;

    public override Credentials? Read()
    {
        try
        {
            return OwnerOnlyFile.Read(_path, _notice) is { } content ? CredentialsJson.Parse(content, _path) : null;
        }
        catch (UnsafeFileException unsafeFile)
        {
            throw new AccountException("The credentials are not used.", unsafeFile.Message, unsafeFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AccountException(
                $"The credentials file {_path} cannot be read: {failure.Message}",
                "Make it readable for this user.", failure);
        }
    }

    protected override void Write(Credentials credentials) =>
        OwnerOnlyFile.Write(_path, CredentialsJson.Serialize(credentials));
}
