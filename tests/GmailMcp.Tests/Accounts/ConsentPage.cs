namespace GmailMcp.Tests.Accounts;

/// <summary>Google's page as its address describes it.</summary>
internal sealed class ConsentPage(string address)
{
    public Uri Address { get; } = new(address);

    public Uri Redirect => new(this["redirect_uri"]!);

    /// <summary>What the browser was shown after it was sent back.</summary>
    public string? Answer { get; private set; }

    /// <summary>A parameter of the address, or null.</summary>
    public string? this[string name] =>
        Address.Query.TrimStart('?').Split('&')
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair[0] == name)
            .Select(pair => Uri.UnescapeDataString(pair[1]))
            .FirstOrDefault();

    /// <summary>Google sends the browser back with this and the state.</summary>
    public async Task ReturnAsync(string parameters) =>
        Answer = await GetAsync($"{Redirect.AbsolutePath}?{parameters}&state={this["state"]}");

    public Task<string> GetAsync(string target) =>
        ScriptedBrowser.SendAsync(Redirect.Host, Redirect.Port, $"GET {target} HTTP/1.1\r\nHost: {Redirect.Authority}\r\n\r\n");
}
