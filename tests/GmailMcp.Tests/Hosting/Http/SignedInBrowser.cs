using System.Net;
using System.Text.RegularExpressions;
using Gmail.Emulator;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>A person with a browser: opens a sign-in link, says yes, consents at the emulated Google, and is sent back.</summary>
internal sealed partial class SignedInBrowser(EmulatedGmail google) : IDisposable
{
    private readonly HttpClient _google = new(google, disposeHandler: false);
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>The page behind a link.</summary>
    public Task<HttpResponseMessage> OpenAsync(string link) => _browser.GetAsync(new Uri(link), TestContext.Current.CancellationToken);

    /// <summary>Says yes on the page and returns the address of Google's.</summary>
    public async Task<Uri> ConfirmAsync(string link)
    {
        using var page = await OpenAsync(link);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent([new("form", FormValue().Match(html).Groups[1].Value)]);
        using var answer = await _browser.PostAsync(new Uri(link), form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!;
    }

    /// <summary>Consents at Google as this account and returns where Google sends the browser.</summary>
    public async Task<Uri> ConsentAsync(Uri google, string address)
    {
        var url = google.AbsoluteUri + "&login_hint=" + Uri.EscapeDataString(address);
        using var answer = await _google.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
        return answer.Headers.Location ?? throw new InvalidOperationException($"Google answered {answer.StatusCode}.");
    }

    /// <summary>Goes back to the server.</summary>
    public Task<HttpResponseMessage> ReturnAsync(Uri callback) => _browser.GetAsync(callback, TestContext.Current.CancellationToken);

    /// <summary>The whole way; returns what the person sees at the end.</summary>
    public async Task<string> SignInAsync(string link, string address)
    {
        using var end = await ReturnAsync(await ConsentAsync(await ConfirmAsync(link), address));
        return await end.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _google.Dispose();
        _browser.Dispose();
    }

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex FormValue();
}
