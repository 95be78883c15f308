using System.CommandLine;
using System.Net;
using GmailMcp.Accounts;
using GmailMcp.Policy;

namespace GmailMcp.Cli;

/// <summary>What <c>gmail-mcp auth</c> takes.</summary>
internal sealed class SignInOptions
{
    private readonly Argument<string?> _callback = new("callback-url")
    {
        Description = "Where Google sends the browser back to, exactly as registered; needed behind a proxy",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _noBrowser = new("--no-browser")
    {
        Description = "Print the address instead of opening it; then paste the address you were sent to",
    };

    private readonly Option<string?> _callbackHost = new("--callback-host")
    {
        Description = "Listen for the callback on this IP address (0.0.0.0 in a container)",
        HelpName = "IP",
    };

    private readonly Option<string?> _listen = new("--listen")
    {
        Description = "Listen for the callback there, where a proxy forwards it to (e.g. 127.0.0.1:3000)",
        HelpName = "IP:PORT",
    };

    private readonly Option<string?> _scopes = new("--scopes")
    {
        Description = "Ask for these scopes instead of the profile's, for example gmail.readonly",
        HelpName = "LIST",
    };

    private readonly Option<bool> _keychain = new("--keychain")
    {
        Description = "Keep the tokens in the system's keychain; those that are there move",
    };

    private readonly Option<bool> _noKeychain = new("--no-keychain")
    {
        Description = "Keep the tokens in the credentials file (the default); those in the keychain move back",
    };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_callback);
        foreach (var option in new Option[] { _noBrowser, _callbackHost, _listen, _scopes, _keychain, _noKeychain })
        {
            command.Options.Add(option);
        }
    }

    public bool OpensBrowser(ParseResult parsed) => !parsed.GetValue(_noBrowser);

    /// <summary>True for the keychain, false for the file, null for wherever they are.</summary>
    /// <exception cref="AccountException">Both are asked for.</exception>
    public bool? UsesKeychain(ParseResult parsed) => (parsed.GetValue(_keychain), parsed.GetValue(_noKeychain)) switch
    {
        (true, true) => throw new AccountException("--keychain and --no-keychain contradict each other.", "Leave one of them out."),
        (true, false) => true,
        (false, true) => false,
        _ => null,
    };

    /// <param name="parsed">The command line.</param>
    /// <param name="settings">The program's own --profile and --read-only: they say what to ask for.</param>
    /// <exception cref="AccountException">A value is wrong.</exception>
    public SignInRequest Read(ParseResult parsed, ServeOptions settings)
    {
        var listen = ParseListen(parsed.GetValue(_listen));
        return new()
        {
            Scopes = parsed.GetValue(_scopes) is { } list
                ? Parse(list, settings.IsReadOnly(parsed))
                : ProfileScopes.For(settings.Rung(parsed)),
            CallbackAddress = parsed.GetValue(_callback),
            CallbackHost = listen?.Address.ToString() ?? parsed.GetValue(_callbackHost),
            ListenPort = listen?.Port,
        };
    }

    private static IReadOnlyList<string> Parse(string scopes, bool isReadOnly) => isReadOnly
        ? throw new AccountException(
            "--scopes and --read-only contradict each other: --read-only asks for gmail.readonly alone.",
            "Leave one of them out.")
        : GoogleScopes.Parse(scopes);

    private static IPEndPoint? ParseListen(string? text) => text is null ? null
        : IPEndPoint.TryParse(text, out var end) && end.Port != 0 ? end
        : throw new AccountException($"'{text}' is not where one can listen.", "--listen takes an IP address and a port: 127.0.0.1:3000.");
}
