using System.Net.Http.Headers;

namespace Gmail.Tests.SecondOpinion;

/// <summary>A client of one mailbox, and the HttpClient below it for requests that the client would not make.</summary>
public sealed record SignedIn(GmailClient Client, HttpClient Http, string EmailAddress)
{
    public static SignedIn Over(HttpMessageHandler handler, Uri root, string emailAddress, string token)
    {
        var http = new HttpClient(handler, disposeHandler: false) { BaseAddress = new Uri(root, "gmail/v1/users/me/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var client = new GmailClient(http, new GmailClientOptions { RootUri = root, MaxTries = 1 });
        return new SignedIn(client, http, emailAddress);
    }
}
