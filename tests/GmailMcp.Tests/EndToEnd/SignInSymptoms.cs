using System.Text.Json.Nodes;
using Gmail.Emulator;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>What goes wrong between keys and a signed-in mailbox.</summary>
internal static class SignInSymptoms
{
    public static Dictionary<string, Func<Symptom, Task<string>>> All { get; } = new(StringComparer.Ordinal)
    {
        ["OAuth keys not found"] = symptom => symptom.CallAsync("list_email_labels", []),
        ["Invalid credentials format"] = ServiceAccountsKeyAsync,
        ["The redirect URI is not registered"] = RedirectUriAsync,
        ["Google stops the sign-in"] = DeclinedAsync,
        ["The sign-in no longer works"] = RevokedAsync,
        ["Signed out every seven days"] = TestingAsync,
        ["The keychain cannot be used"] = KeychainAsync,
        ["Port 3000 is in use"] = PortOfCallbackAsync,
        ["The Gmail API is not enabled"] = ApiDisabledAsync,
        ["A permission was not granted"] = NotGrantedAsync,
    };

    private static async Task<string> ServiceAccountsKeyAsync(Symptom symptom)
    {
        await symptom.WithGoogleAsync();
        symptom.WriteKeys("""{"type":"service_account","project_id":"project-1"}""");
        return await symptom.RunAsync("auth");
    }

    private static async Task<string> RedirectUriAsync(Symptom symptom)
    {
        await symptom.WithGoogleAsync();
        symptom.WriteKeys("web", "urn:ietf:wg:oauth:2.0:oob");
        return await symptom.RunAsync("doctor");
    }

    private static async Task<string> DeclinedAsync(Symptom symptom)
    {
        await symptom.WithGoogleAsync();
        symptom.WriteKeys("installed", "http://localhost");
        await using var signIn = await SignInProcess.StartAsync(symptom.Start("auth", "--no-browser"));
        await signIn.PasteAsync($"{signIn.Redirect}?error=access_denied&state={signIn.State}");
        var ended = await signIn.EndAsync();
        return ended.Out + ended.Error;
    }

    private static async Task<string> RevokedAsync(Symptom symptom)
    {
        var google = await symptom.WithGoogleAsync();
        google.Gmail.RegisterClient(Accounts.AccountFolder.ClientId, Accounts.AccountFolder.ClientSecret);
        symptom.WriteKeys("installed", "http://localhost");
        symptom.SignInWithDeadToken();
        return await symptom.CallAsync("list_email_labels", []);
    }

    private static async Task<string> TestingAsync(Symptom symptom)
    {
        var google = await symptom.WithGoogleAsync();
        symptom.WriteKeys("installed", "http://localhost");
        symptom.SignIn(google, $$"""
            "gmail_mcp":{"refresh_token_expires_at":{{Symptom.Milliseconds(TimeSpan.FromDays(3))}} }
            """);
        return await symptom.RunAsync("doctor");
    }

    private static async Task<string> KeychainAsync(Symptom symptom)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The sentence is that of Linux.");
        await symptom.WithGoogleAsync();
        var start = symptom.Start("auth", "--keychain");
        foreach (var (name, value) in Keyring.None)
        {
            start.Environment[name] = value;
        }

        return await Symptom.RunAsync(start);
    }

    private static async Task<string> PortOfCallbackAsync(Symptom symptom)
    {
        await symptom.WithGoogleAsync();
        using var holder = Symptom.Occupy(out var port);
        symptom.WriteKeys("web", $"http://localhost:{port}/oauth2callback");
        return await symptom.RunAsync("auth");
    }

    private static async Task<string> ApiDisabledAsync(Symptom symptom)
    {
        var google = await symptom.WithGoogleAsync();
        symptom.WriteKeys("installed", "http://localhost");
        symptom.SignIn(google);
        google.Gmail.Faults.Add(EmulatedFault.AccessNotConfigured(), "users.getProfile", times: 2);
        return await symptom.RunAsync("doctor");
    }

    private static async Task<string> NotGrantedAsync(Symptom symptom)
    {
        var google = await symptom.WithGoogleAsync();
        symptom.SignIn(google, "\"scope\":\"https://www.googleapis.com/auth/gmail.readonly\"");
        return await symptom.CallAsync("create_label", new JsonObject { ["name"] = "Invoices" });
    }
}
