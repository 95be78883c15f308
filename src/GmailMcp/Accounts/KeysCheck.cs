using System.Text.Json;

namespace GmailMcp.Accounts;

/// <summary>What may be wrong with a keys file, in words. Never a value of the file but the client's id and its addresses.</summary>
internal static class KeysCheck
{
    private const string IdEnding = ".apps.googleusercontent.com";

    /// <summary>What a file is that holds neither an "installed" nor a "web" client.</summary>
    public static string Mistake(JsonElement root) =>
        root.ValueKind != JsonValueKind.Object ? "it is no JSON object"
        : Is(root, "type", "service_account") ? "it is a service account's key, which --service-account takes"
        : Is(root, "type", "authorized_user") || Has(root, "refresh_token") || Has(root, "access_token") || Has(root, "tokens")
            ? "it holds tokens of somebody who signed in, not a client"
        : Has(root, "client_id") ? "the client stands in it without \"installed\" or \"web\" around it"
        : "it names neither \"installed\" nor \"web\"";

    /// <summary>What Google will probably refuse, though the file has the right form.</summary>
    /// <param name="keys">The client.</param>
    /// <param name="typed">The callback address of the command line, or null.</param>
    /// <param name="isStandIn">Something stands in for Google and takes any id.</param>
    public static IEnumerable<string> Doubts(OAuthKeys keys, string? typed, bool isStandIn)
    {
        if (!isStandIn && (!keys.ClientId.EndsWith(IdEnding, StringComparison.Ordinal) || keys.ClientId.Length == IdEnding.Length))
        {
            yield return $"The client id {keys.ClientId} in {keys.Source} does not end in {IdEnding}, as Google's do. If Google answers "
                + "invalid_client, download the file again from https://console.cloud.google.com/auth/clients.";
        }

        if (keys.Kind != ClientKind.Web)
        {
            yield break;
        }

        var callback = typed ?? CallbackAddress.Choose(keys, typed: null).RedirectUri;
        if (!keys.RedirectUris.Contains(callback))
        {
            yield return $"{callback} is not among the redirect URIs in {keys.Source}. If Google answers redirect_uri_mismatch, add it under "
                + "Authorised redirect URIs in Google Cloud Console (https://console.cloud.google.com/auth/clients), to the letter"
                + (typed is null ? ", or make a client of type Desktop app, which needs none." : ".");
        }
    }

    private static bool Has(JsonElement root, string name) => root.TryGetProperty(name, out _);

    private static bool Is(JsonElement root, string name, string value) =>
        root.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String && found.ValueEquals(value);
}
