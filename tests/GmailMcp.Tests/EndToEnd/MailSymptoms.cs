using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gmail.Emulator;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>What goes wrong with tools, mails and files.</summary>
internal static class MailSymptoms
{
    private const long OverTheLimit = 30L * 1024 * 1024;

    public static Dictionary<string, Func<Symptom, Task<string>>> All { get; } = new(StringComparer.Ordinal)
    {
        ["The client shows no tools, or disconnects"] = symptom => symptom.RunAsync("--profile", "readonyl"),
        ["A tool is missing"] = symptom => symptom.CallAsync("send_email", Symptom.Mail(), "--demo", "--read-only"),
        ["A mail was saved as a draft instead of sent"] = StrangerAsync,
        ["A batch had failures"] = symptom => symptom.CallAsync(
            "batch_modify_emails",
            new JsonObject { ["messageIds"] = new JsonArray("18c2f0000000abcd"), ["addLabelIds"] = new JsonArray("STARRED") },
            "--demo"),
        ["Rate limits"] = RateLimitAsync,
        ["A file to attach does not exist"] = MissingAsync,
        ["A file is outside the folders that attachments are read from"] = OutsideAsync,
        ["No permission to read a file"] = UnreadableAsync,
        ["A mail is over 25 MB"] = TooLargeAsync,
        ["An attachment of a mail is not found"] = symptom => AttachmentAsync(
            symptom, "download_attachment", new JsonObject { ["attachmentId"] = "report.pdf" }),
        ["The download folder"] = symptom => AttachmentAsync(
            symptom, "download_attachment", new JsonObject { ["attachmentId"] = "letter.doc", ["savePath"] = "/srv/elsewhere" }),
        ["An attachment has no text"] = symptom => AttachmentAsync(
            symptom, "read_attachment", new JsonObject { ["attachmentId"] = "letter.doc" }),
    };

    // Mail was read, then one is to be sent to somebody new, by a client that cannot ask the person.
    private static async Task<string> StrangerAsync(Symptom symptom)
    {
        await using var server = await ServerProcess.StartDemoAsync();
        var found = await server.ResultAsync(1, Frame.Call(1, "search_emails", new JsonObject { ["maxResults"] = 1, ["query"] = "in:inbox" }));
        var id = Regex.Match(Texts(found), "ID: ([0-9a-f]+)").Groups[1].Value;
        await server.ResultAsync(2, Frame.Call(2, "read_email", new JsonObject { ["messageId"] = id }));
        return Texts(await server.ResultAsync(3, Frame.Call(3, "send_email", Symptom.Mail())));
    }

    private static async Task<string> RateLimitAsync(Symptom symptom)
    {
        var google = await symptom.WithGoogleAsync();
        symptom.SignIn(google);
        var later = TimeProvider.System.GetUtcNow().AddMinutes(10);
        google.Gmail.Faults.Add(EmulatedFault.UserRateLimitExceeded(later), "users.labels.list", times: 100);
        return await symptom.CallAsync("list_email_labels", []);
    }

    private static Task<string> MissingAsync(Symptom symptom)
    {
        _ = symptom.AttachmentFolder;
        return symptom.AttachAsync("missing.pdf");
    }

    private static async Task<string> OutsideAsync(Symptom symptom)
    {
        _ = symptom.AttachmentFolder;
        var path = Path.Combine(symptom.Home, "report.pdf");
        await File.WriteAllTextAsync(path, "report", TestContext.Current.CancellationToken);
        return await symptom.AttachAsync(path);
    }

    // Root may read everything, so where the tests run as root the program runs as nobody.
    private static async Task<string> UnreadableAsync(Symptom symptom)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no mode bits.");
        if (OperatingSystem.IsWindows())
        {
            return "";
        }

        const UnixFileMode everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        var path = Path.Combine(symptom.AttachmentFolder, "private.pdf");
        await File.WriteAllTextAsync(path, "private", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(path, UnixFileMode.None);
        File.SetUnixFileMode(symptom.Home, everybody);
        File.SetUnixFileMode(symptom.AttachmentFolder, everybody);
        var start = symptom.Start("call", "send_email", Symptom.Mail("private.pdf").ToJsonString(), "--demo");
        if (Environment.IsPrivilegedProcess)
        {
            foreach (var argument in new[] { "--reuid=65534", "--regid=65534", "--clear-groups", start.FileName }.Reverse())
            {
                start.ArgumentList.Insert(0, argument);
            }

            start.FileName = "setpriv";
        }

        return await Symptom.RunAsync(start);
    }

    private static async Task<string> TooLargeAsync(Symptom symptom)
    {
        using (var file = File.Create(Path.Combine(symptom.AttachmentFolder, "film.mp4")))
        {
            file.SetLength(OverTheLimit); // holes, which cost no disk
        }

        return await symptom.AttachAsync("film.mp4");
    }

    // The mail has letter.doc, of Office before 2007.
    private static async Task<string> AttachmentAsync(Symptom symptom, string tool, JsonObject arguments)
    {
        var google = await symptom.WithGoogleAsync();
        symptom.SignIn(google);
        byte[] oldOffice = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504]];
        arguments["messageId"] = google.Mailbox.Deliver(Some.MessageWithAttachment("letter.doc", oldOffice, "application/msword"));
        return await symptom.CallAsync(tool, arguments);
    }

    private static string Texts(JsonObject result) =>
        string.Join('\n', result["content"]!.AsArray().Select(block => (string?)block!["text"])); // every answer has blocks
}
