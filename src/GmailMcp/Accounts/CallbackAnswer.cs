namespace GmailMcp.Accounts;

/// <summary>What the browser is shown after the callback: a status and a line of plain text.</summary>
internal sealed record CallbackAnswer(int Status, string Text)
{
    public static CallbackAnswer Success { get; } = new(200, "Authentication successful! You can close this window.");

    public static CallbackAnswer NoCode { get; } = new(400, "No code provided");

    public static CallbackAnswer NotFound { get; } = new(404, "Not Found");

    public static CallbackAnswer WrongMethod { get; } = new(405, "Method Not Allowed");

    public static CallbackAnswer Malformed { get; } = new(400, "Bad Request");

    public static CallbackAnswer HeadTooLarge { get; } = new(431, "Request Header Fields Too Large");

    public static CallbackAnswer WrongState { get; } =
        new(400, "This sign-in was not started here, or it is over. Start it again.");

    public static CallbackAnswer NotConfirmed { get; } =
        new(400, "Nobody was signed in: this sign-in was not confirmed in this browser. Open the link that the tool gave, here.");

    public static CallbackAnswer Failed(string why) => new(500, $"Authentication failed\n\n{why}");

    public static CallbackAnswer Declined(string why) => new(400, $"Authentication failed\n\n{why}");
}
