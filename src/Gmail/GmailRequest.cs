using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gmail;

/// <summary>One request to Gmail, before it is sent; it can be sent again.</summary>
/// <param name="MethodId">Google's id of the method.</param>
/// <param name="Units">What one call costs in projects made since May 2026.</param>
/// <param name="Verb">The HTTP method.</param>
/// <param name="Path">The path below <c>gmail/v1/users/me/</c>, escaped.</param>
internal sealed record GmailRequest(string MethodId, int Units, HttpMethod Verb, string Path)
{
    /// <summary>Where batches go. It takes no query: its parts have their own.</summary>
    public const string BatchService = "batch/gmail/v1";

    private readonly List<KeyValuePair<string, string>> _query = [];

    /// <summary>What stands before the path: the API itself, its uploads or its batches.</summary>
    public string Service { get; init; } = "gmail/v1/users/me/";

    /// <summary>The whole address where it is not made from <see cref="Path"/>: a session that Gmail opened.</summary>
    public Uri? Address { get; init; }

    /// <summary>Whether it may be sent again after a failure: true for reading and for label changes, which come to the
    /// same when done twice.</summary>
    public bool IsRepeatable { get; init; } = Verb == HttpMethod.Get;

    /// <summary>Whether it tells the present: then each caller asks for himself, because a change elsewhere may lie between
    /// two.</summary>
    public bool IsOfNow { get; init; }

    /// <summary>Whether a lost answer leaves a doubt: something may have been done that must not be done
    /// twice.</summary>
    public bool LeavesDoubt => !IsRepeatable && Verb != HttpMethod.Get;

    /// <summary>How many requests it is for Gmail: more than one for a batch.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Told how many of a batch's requests may leave now, before <see cref="Body"/> is made.</summary>
    public Action<int>? Admitted { get; init; }

    /// <summary>Whether it sends mail: Gmail takes longer then, and giving up early leaves a doubt.</summary>
    public bool IsSend => Sends(MethodId);

    /// <summary>A status that is no success and yet an answer.</summary>
    public int? AcceptedStatus { get; init; }

    /// <summary>Makes the body anew for each try.</summary>
    public Func<IdleLimit, HttpContent>? Body { get; init; }

    /// <summary>Headers of this request alone.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Path and query, relative to the root.</summary>
    public string RelativeAddress
    {
        get
        {
            if (Service == BatchService)
            {
                return Service;
            }

            // prettyPrint: Google indents its JSON unless told not to, a third more bytes on nested payloads.
            var query = string.Join(
                '&',
                _query.Append(new("prettyPrint", "false"))
                    .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
            return $"{Service}{Path}?{query}";
        }
    }

    /// <summary>Whether the method sends mail.</summary>
    public static bool Sends(string methodId) => methodId is "users.messages.send" or "users.drafts.send";

    /// <summary>A body that is JSON.</summary>
    public static Func<IdleLimit, HttpContent> Json<T>(T value, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return _ => JsonBytes(bytes);
    }

    /// <summary>A body that is JSON already.</summary>
    public static HttpContent JsonBytes(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return content;
    }

    /// <summary>An id as a segment of the path.</summary>
    /// <exception cref="GmailException">It is empty, or dots: "." and ".." would name another resource.</exception>
    public static string Segment(string id, string name)
    {
        if (string.IsNullOrWhiteSpace(id) || id is "." or "..")
        {
            throw new GmailException(GmailErrorKind.InvalidArgument, $"{name} is empty or no id: \"{id}\".");
        }

        return Uri.EscapeDataString(id);
    }

    public GmailRequest With(string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            _query.Add(new(name, value));
        }

        return this;
    }

    public GmailRequest With(string name, int? value) =>
        With(name, value?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Gmail's default of every flag is false: it is left out.</summary>
    public GmailRequest With(string name, bool value) => With(name, value ? "true" : null);

    public GmailRequest With(string name, IReadOnlyList<string>? values)
    {
        foreach (var value in values ?? [])
        {
            _query.Add(new(name, value));
        }

        return this;
    }
}
