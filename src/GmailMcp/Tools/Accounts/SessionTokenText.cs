using GmailMcp.Accounts;

namespace GmailMcp.Tools.Accounts;

/// <summary>The old server's words for a session token. On stdio none is shown: the connection is its owner's by itself.</summary>
internal static class SessionTokenText
{
    public static string For(Caller caller, string? token) => caller.IsAtThisComputer || token is null
        ? ""
        : $"\n\n🔑 Your Session Token: {token}\n\n⚠️  IMPORTANT: Save this token securely!\n"
            + "• Use this token to authenticate future requests\n"
            + "• Add 'sessionToken' parameter to your email requests\n"
            + "• Token expires in 24 hours\n"
            + "• Without this token, anonymous users cannot access your account";
}
