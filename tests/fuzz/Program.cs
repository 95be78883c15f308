using System.Diagnostics;
using System.Text;
using GmailMcp.Tests.Mail.Html;
using GmailMcp.Tests.Mail.Reading;
using SharpFuzz;

// Fuzz html|message           a target of afl-fuzz: tests/fuzz/run starts it
// Fuzz html|message FILE...   reads these files once each and says what is wrong with them
if (args is not [("html" or "message") and var target, .. var files])
{
    await Console.Error.WriteLineAsync("usage: Fuzz html|message [FILE...]");
    return 2;
}

Func<byte[], string?> broken = target == "html"
    ? bytes => HtmlClaims.Broken(Encoding.UTF8.GetString(bytes))
    : MailClaims.Broken;
if (files.Length == 0)
{
    Fuzzer.OutOfProcess.Run(stream => Fail(broken(Read(stream))));
    return 0;
}

var found = 0;
foreach (var file in files)
{
    var clock = Stopwatch.StartNew();
    string? what;
    try
    {
        what = broken(await File.ReadAllBytesAsync(file));
    }
    catch (Exception e)
    {
        what = e.ToString();
    }

    found += what is null ? 0 : 1;
    await Console.Out.WriteLineAsync($"{file}: {what ?? "read"}, {clock.ElapsedMilliseconds} ms");
}

return found == 0 ? 0 : 1;

static byte[] Read(Stream stream)
{
    using var copy = new MemoryStream();
    stream.CopyTo(copy);
    return copy.ToArray();
}

// SharpFuzz takes what is thrown for a crash.
static void Fail(string? what)
{
    if (what is not null)
    {
        throw new InvalidOperationException(what);
    }
}
