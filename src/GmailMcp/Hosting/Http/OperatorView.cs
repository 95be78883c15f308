using System.Globalization;
using System.Text.Encodings.Web;
using GmailMcp.Accounts;
using GmailMcp.Authorization;

namespace GmailMcp.Hosting.Http;

/// <summary>What the operator sees in his browser: the form for his key, and with it the sessions and requests.</summary>
internal static class OperatorView
{
    public const string WrongKey = "This is not the operator's key. Correct it and try again.";
    public const string NoKey = "No key came. Type the operator's key.";
    public const string Foreign = "The form did not come from this server's own page, so nothing was done. Open the page again and use its form.";

    // A page, not an archive: GET /sessions has them all.
    private const int MostRows = 100;

    public static string TooOften(int seconds) =>
        $"Too many keys were tried from your address, so this one was not looked at. Try again in {seconds} s.";

    /// <summary>The form, at the end of the page for everybody.</summary>
    public static string SignIn() =>
        $"""
        <section class="card" aria-labelledby="operator"><h2 id="operator">For the operator</h2>
        <p>See the sessions and requests of this server. The key is in <code>{AdminKey.Variable}</code> or, on the server, in the
        file <code>{AdminKey.FileName}</code> beside <code>credentials.json</code>.</p>
        {Form(hasFailed: false)}
        </section>
        """;

    /// <summary>The page after a form that was refused.</summary>
    public static string Refusal(string problem, bool hasKey) => HtmlPage.Render(
        "Not signed in",
        $"""
        <div class="card">
        <p class="alert" role="alert" id="problem">{Encode(problem)}</p>
        {(hasKey ? Form(hasFailed: true) : "<p>This server has no operator's key.</p>")}
        </div>
        <p><a href="/">Back to the server's page</a></p>
        """);

    /// <summary>Sessions and requests.</summary>
    /// <param name="sessions">Those that are open.</param>
    /// <param name="figures">What came since the start.</param>
    /// <param name="running">Requests that are being answered.</param>
    /// <param name="now">The time.</param>
    /// <param name="formToken">Proves that the form to sign out is this page's.</param>
    public static string Overview(
        IReadOnlyCollection<SessionEntry> sessions, RequestFigures figures, int running, DateTimeOffset now, string formToken)
    {
        var shown = sessions.OrderByDescending(session => session.LastRequestAt).Take(MostRows).ToList();
        return $"""
            <section class="card" aria-labelledby="operator">
            <div class="bar"><h2 id="operator">Operator</h2>
            <form method="post" action="{OperatorRoutes.SignOutPath}"><input type="hidden" name="{OperatorRoutes.FormField}" value="{formToken}">
            <button type="submit" class="quiet">Sign out</button></form></div>
            {(shown.Count == 0 ? "<p>No session is open.</p>" : SessionTable(shown, sessions.Count, now))}
            <table class="figures"><caption>Requests since the server started {Span(now - figures.Since)} ago</caption><tbody>
            {Figure("Received", figures.All)}
            {Figure("Being answered now, this page included", running)}
            {Figure("Streams open now", figures.Streams)}
            {Figure("Refused: no right to it (401, 403)", figures.Denied)}
            {Figure("Refused: too many (429)", figures.TooMany)}
            {Figure("Failed (500 and above)", figures.Failed)}
            </tbody></table>
            </section>
            """;
    }

    private static string Form(bool hasFailed) =>
        $"""
        <form method="post" action="{OperatorRoutes.SignInPath}" class="line">
        <input type="text" name="user" value="operator" autocomplete="username" readonly hidden>
        <label for="key">Operator's key</label>
        <input type="password" id="key" name="{OperatorRoutes.KeyField}" autocomplete="current-password" required{(hasFailed
            ? " aria-invalid=\"true\" aria-describedby=\"problem\" autofocus" : "")}>
        <button type="submit">Sign in</button></form>
        """;

    private static string SessionTable(List<SessionEntry> shown, int count, DateTimeOffset now) =>
        $"""
        <div class="scroll" role="region" aria-labelledby="sessions" tabindex="0"><table>
        <caption id="sessions">{Caption(shown.Count, count)}</caption>
        <thead><tr><th scope="col">Session</th><th scope="col">Caller</th><th scope="col">Transport</th><th scope="col"
        class="number">Requests</th><th scope="col" class="number">Open for</th><th scope="col" class="number">Idle for</th></tr></thead><tbody>
        {string.Join('\n', shown.Select(session => Row(session, now)))}
        </tbody></table></div>
        """;

    private static string Caption(int shown, int count) =>
        count == 1 ? "1 session is open"
        : shown == count ? $"{Number(count)} sessions are open, the last used first"
        : $"{Number(count)} sessions are open; these {shown} were used last, GET /sessions lists all";

    // The start of the id names a session without opening it: a whole one is as good as a password, and screens are seen.
    private static string Row(SessionEntry session, DateTimeOffset now) =>
        $"<tr><th scope=\"row\"><code>{Encode(CallerFilter.Shorten(session.SessionId))}</code></th><td>{Caller(session.Owner)}</td>"
        + $"<td>{(session.IsSse ? "HTTP with SSE" : "Streamable HTTP")}</td><td class=\"number\">{Number(session.RequestCount)}</td>"
        + $"<td class=\"number\">{Span(now - session.Since)}</td><td class=\"number\">{Span(now - session.LastRequestAt)}</td></tr>";

    private static string Caller(Owner owner) =>
        owner.IsSession ? "<span class=\"muted\">no key</span>" : Encode(owner.Key[(owner.Key.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    private static string Figure(string name, long value) =>
        $"<tr><th scope=\"row\">{name}</th><td class=\"number\">{Number(value)}</td></tr>";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => $"{Math.Max(0, (int)span.TotalSeconds)} s",
        { TotalHours: < 1 } => $"{span.Minutes} min",
        { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes} min",
        _ => $"{(int)span.TotalDays} d {span.Hours} h",
    };

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
