using System.Buffers;
using System.Text.Json;

namespace GmailMcp.Accounts;

/// <summary>
/// An OAuth client of Google Cloud: what <c>gcp-oauth.keys.json</c> or GMAIL_CLIENT_ID and its kin say.
/// </summary>
internal sealed record OAuthKeys
{
    public const string FileName = "gcp-oauth.keys.json";

    public const string InvalidFormat =
        "Invalid OAuth keys file format. File should contain either \"installed\" or \"web\" credentials.";

    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public required ClientKind Kind { get; init; }

    /// <summary>As registered, to the byte: Google compares strings, not addresses.</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public string? ProjectId { get; init; }

    /// <summary>The file's path or the variable's name, for sentences.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// True for keys that <c>auth</c> and the sign-in tools keep beside the credentials, so that refreshing works
    /// later.
    /// </summary>
    public bool IsKept { get; init; }

    /// <summary>Reads a keys file. Its auth_uri, token_uri and certificate address are not even looked at.</summary>
    /// <exception cref="AccountException">It is not a keys file.</exception>
    public static OAuthKeys Parse(ReadOnlyMemory<byte> utf8, string path)
    {
        var why = "it is not JSON";
        try
        {
            using var document = StrictJson.Parse(Utf8Text.WithoutMark(utf8));
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                if (root.TryGetProperty("installed", out var installed))
                {
                    return Read(installed, ClientKind.Installed, path);
                }

                if (root.TryGetProperty("web", out var web))
                {
                    return Read(web, ClientKind.Web, path);
                }
            }

            why = KeysCheck.Mistake(root);
        }
        catch (JsonException)
        {
            // Said below, without the parser's words: they may quote the file.
        }

        throw Invalid(path, why);
    }

    /// <summary>The keys as a keys file, in the shape of Google Cloud Console.</summary>
    public byte[] Serialize()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject(Kind == ClientKind.Installed ? "installed" : "web");
            json.WriteString("client_id", ClientId);
            if (ProjectId is not null)
            {
                json.WriteString("project_id", ProjectId);
            }

            json.WriteString("client_secret", ClientSecret);
            json.WriteStartArray("redirect_uris");
            foreach (var redirectUri in RedirectUris)
            {
                json.WriteStringValue(redirectUri);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Names the client without its secret.</summary>
    public override string ToString() => $"OAuth client {ClientId} ({Kind}) from {Source}";

    private static OAuthKeys Read(JsonElement client, ClientKind kind, string path)
    {
        if (client.ValueKind != JsonValueKind.Object
            || Text(client, "client_id") is not { Length: > 0 } clientId)
        {
            throw Invalid(path, "it names no client_id");
        }

        if (Text(client, "client_secret") is not { Length: > 0 } clientSecret)
        {
            throw Invalid(path, "it holds no client_secret, as those of Android and iOS clients");
        }

        return new()
        {
            ClientId = clientId,
            ClientSecret = clientSecret,
            Kind = kind,
            ProjectId = Text(client, "project_id"),
            RedirectUris = Texts(client, "redirect_uris"),
            Source = path,
            IsKept = true,
        };
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static List<string> Texts(JsonElement parent, string name)
    {
        var texts = new List<string>();
        if (parent.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Array)
        {
            foreach (var value in values.EnumerateArray())
            {
                if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text)
                {
                    texts.Add(text);
                }
            }
        }

        return texts;
    }

    private static AccountException Invalid(string path, string why) =>
        new(
            InvalidFormat,
            $"{path} is not what Google Cloud Console offers under Clients, Download JSON: {why}. Download it again from "
            + "https://console.cloud.google.com/auth/clients.");
}
