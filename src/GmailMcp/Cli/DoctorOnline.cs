using System.Net;
using System.Text.Json;
using GmailMcp.Accounts;

namespace GmailMcp.Cli;

/// <summary>
/// The doctor's questions to Gmail itself. Without a network they end in a warning, not in a problem.
/// </summary>
internal sealed class DoctorOnline(OwnerAccount account, Func<HttpMessageHandler> createHandler, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SlightSkew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan HarmfulSkew = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<Finding>> ExamineAsync(bool isSignedIn, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(createHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        var findings = new List<Finding>();
        if (await AskAsync(http, findings, CheckSkew, cancellationToken) && isSignedIn)
        {
            using var signedIn = new HttpClient(account.CreateHandler(createHandler()));
            signedIn.Timeout = Timeout.InfiniteTimeSpan;
            await AskAsync(signedIn, findings, CheckProfile, cancellationToken);
        }

        return findings;
    }

    private async Task<bool> AskAsync(
        HttpClient http,
        List<Finding> findings,
        Func<HttpResponseMessage, ReadOnlyMemory<byte>, IEnumerable<Finding>> judge,
        CancellationToken cancellationToken)
    {
        const string CheckNetwork = "Check the network and proxy; what was found above stands without it.";
        var address = new Uri(account.Settings.Endpoints.ApiRoot, "gmail/v1/users/me/profile");
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var response = await http.GetAsync(address, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            findings.AddRange(judge(response, body));
            return true;
        }
        catch (AccountException failure)
        {
            findings.Add(failure is GoogleOAuthException { Kind: GoogleOAuthErrorKind.Unavailable }
                ? Finding.Warning("sign-in", failure.What, failure.Repair)
                : Finding.Problem("sign-in", failure.What, failure.Repair));
        }
        catch (HttpRequestException failure)
        {
            findings.Add(Finding.Warning(
                "Gmail API", $"{address.Host} was not reached: {failure.Message}", CheckNetwork));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            findings.Add(Finding.Warning(
                "Gmail API", $"{address.Host} did not answer within 10 seconds", CheckNetwork));
        }

        return false;
    }

    // Google dates every answer; a wrong clock makes tokens look fresh or dead, and TLS fail.
    private IEnumerable<Finding> CheckSkew(HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        yield return Finding.Ok("Gmail API", $"{account.Settings.Endpoints.ApiRoot.Host} answers");
        if (response.Headers.Date is not { } theirs)
        {
            yield break;
        }

        var skew = clock.GetUtcNow() - theirs;
        if (skew.Duration() < SlightSkew)
        {
            yield return Finding.Ok("clock", "agrees with Google's");
            yield break;
        }

        var minutes = Math.Round(skew.Duration().TotalMinutes);
        var direction = skew > TimeSpan.Zero ? "ahead of" : "behind";
        var text = $"this computer's clock is {minutes:0} minutes {direction} Google's";
        const string SetClock = "Let the system set its clock from the network (NTP).";
        yield return skew.Duration() < HarmfulSkew
            ? Finding.Warning("clock", text, SetClock)
            : Finding.Problem("clock", text, SetClock);
    }

    private static IEnumerable<Finding> CheckProfile(HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        yield return response.StatusCode switch
        {
            HttpStatusCode.OK => Finding.Ok("sign-in", $"works: {Address(body) ?? "Gmail answers"}"),
            HttpStatusCode.Unauthorized => Finding.Problem(
                "sign-in", "Gmail refuses the access token, also a fresh one", "Sign in again: gmail-mcp auth."),
            HttpStatusCode.Forbidden when IsApiDisabled(body) => Finding.Problem(
                "sign-in",
                "the Gmail API is not enabled in the OAuth client's project",
                "Enable it at https://console.cloud.google.com/apis/library/gmail.googleapis.com, then wait some "
                + "minutes."),
            HttpStatusCode.Forbidden when Says(body, "domainPolicy") => Finding.Problem(
                "sign-in",
                "the administrator of this Google Workspace has disabled Gmail apps",
                "Ask the administrator to trust the client."),
            HttpStatusCode.Forbidden => Finding.Warning(
                "sign-in",
                "Gmail answers 403: the scopes granted do not allow reading the profile",
                "Sign in again: gmail-mcp auth."),
            var status => Finding.Warning("sign-in", $"Gmail answers HTTP {(int)status}", "Try again in some minutes."),
        };
    }

    private static bool IsApiDisabled(ReadOnlyMemory<byte> body) =>
        Says(body, "accessNotConfigured") || Says(body, "SERVICE_DISABLED");

    private static bool Says(ReadOnlyMemory<byte> body, string reason) =>
        body.Span.IndexOf(System.Text.Encoding.ASCII.GetBytes(reason)) >= 0;

    private static string? Address(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("emailAddress", out var address)
                && address.ValueKind == JsonValueKind.String
                    ? address.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
