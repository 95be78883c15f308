using System.Globalization;
using System.Net;
using System.Text;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.OAuth;

/// <summary>The page on which a person chooses the account and ticks scopes, then allows or cancels.</summary>
internal static class ConsentPage
{
    public static WireAnswer Show(AuthorizationRequest asked, IReadOnlyList<EmulatedMailbox> accounts)
    {
        var page = new StringBuilder("""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Sign in - pretend Google</title></head>
            <body>
            <h1>Sign in to a pretend Google</h1>
            <p>No real account is touched: this page belongs to an emulator.</p>

            """);
        page.Append(CultureInfo.InvariantCulture, $"<form method=\"post\" action=\"{OAuthServer.AuthorizePath}\">\n");
        foreach (var (name, value) in asked.Parameters.Pairs)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<input type=\"hidden\" name=\"{Encode(name)}\" value=\"{Encode(value)}\">\n");
        }

        page.Append("<p>Account: <select name=\"account\">\n");
        foreach (var account in accounts)
        {
            var isHinted = account.EmailAddress.Equals(
                asked.Parameters["login_hint"], StringComparison.OrdinalIgnoreCase);
            page.Append(
                CultureInfo.InvariantCulture,
                $"<option{(isHinted ? " selected" : "")}>{Encode(account.EmailAddress)}</option>\n");
        }

        page.Append(
            CultureInfo.InvariantCulture,
            $"</select></p>\n<p>{Encode(asked.Client.Id)} wants to:</p>\n");
        foreach (var scope in asked.Scopes)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<p><label><input type=\"checkbox\" name=\"granted\" value=\"{Encode(scope)}\" checked> ");
            page.Append(Encode(scope)).Append("</label></p>\n");
        }

        page.Append("""
            <button name="consent" value="allow">Continue</button>
            <button name="consent" value="deny">Cancel</button>
            </form>
            </body>
            </html>

            """);
        return new WireAnswer(200, "text/html; charset=UTF-8", Encoding.UTF8.GetBytes(page.ToString()));
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
