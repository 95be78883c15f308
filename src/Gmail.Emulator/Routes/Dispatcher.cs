using System.Text.Json.Nodes;
using Gmail.Emulator.Http;
using Gmail.Emulator.OAuth;

namespace Gmail.Emulator.Routes;

/// <summary>Takes a request to the endpoint that its path names and notes what came of it.</summary>
internal sealed class Dispatcher
{
    private const string ApiRoot = "/gmail/v1/users/";

    private static readonly string[] UploadRoots = ["/upload" + ApiRoot, "/resumable/upload" + ApiRoot];

    // Parameters that every method takes (discovery document, "parameters").
    private static readonly HashSet<string> CommonParameters = new(StringComparer.Ordinal)
    {
        "alt", "fields", "key", "prettyPrint", "quotaUser", "access_token", "oauth_token", "upload_protocol",
        "uploadType", "upload_id", "$.xgafv", "callback", "userIp",
    };

    private readonly EmulatedGmail _gmail;
    private readonly QuotaWindow _quota;
    private readonly InFlight _inFlight;
    private readonly BatchEndpoint _batch;
    private readonly UploadEndpoint _upload;

    public Dispatcher(EmulatedGmail gmail)
    {
        _gmail = gmail;
        _quota = new QuotaWindow(gmail);
        _inFlight = new InFlight(gmail.Faults);
        _batch = new BatchEndpoint(gmail, this, _inFlight);
        _upload = new UploadEndpoint(gmail);
    }

    /// <param name="request">What was asked.</param>
    /// <param name="cancellationToken">Stops waiting for latency.</param>
    /// <param name="hasSlot">For a part of a batch: whether it got one of the places in flight; null: take one.</param>
    public async Task<WireAnswer> AnswerAsync(
        WireRequest request, CancellationToken cancellationToken, bool? hasSlot = null)
    {
        var outcome = new Outcome();
        try
        {
            var answer = (await FindAsync(request, outcome, hasSlot, cancellationToken).ConfigureAwait(false))
                .CompressedFor(request);
            Note(request, outcome, answer.Status, answer.Body.Length);
            return answer;
        }
        catch (HttpRequestException)
        {
            Note(request, outcome, status: 0, responseBytes: 0);
            throw;
        }
    }

    private async Task<WireAnswer> FindAsync(
        WireRequest request, Outcome outcome, bool? hasSlot, CancellationToken cancellationToken)
    {
        if (request.Path is "/batch/gmail/v1" or "/batch" && !request.IsBatchPart)
        {
            outcome.MethodId = "batch";
            return await FaultyAsync(outcome, () => _batch.AnswerAsync(request, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        }

        if (OAuthServer.MethodId(request) is { } oauthMethod)
        {
            outcome.MethodId = oauthMethod;
            return await FaultyAsync(
                outcome,
                () => Task.FromResult(Locked(() => _gmail.OAuth.Answer(request))),
                cancellationToken).ConfigureAwait(false);
        }

        var uploadRoot = Array.Find(UploadRoots, root => request.Path.StartsWith(root, StringComparison.Ordinal));
        if (Match(request, uploadRoot) is not { } match || (uploadRoot is not null && request.IsBatchPart))
        {
            return WireAnswer.Html(
                404, "Error 404 (Not Found)!!1", "That's an error. The requested URL was not found on this server.");
        }

        outcome.MethodId = match.Route.Method.Id;
        outcome.Account = _gmail.OAuth.Tokens.FindAccess(request.BearerToken)?.Account;
        return await InSlotAsync(request, match, outcome, hasSlot, uploadRoot is not null, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<WireAnswer> InSlotAsync(
        WireRequest request,
        (Route Route, IReadOnlyDictionary<string, string> Values) match,
        Outcome outcome,
        bool? hasSlot,
        bool isUpload,
        CancellationToken cancellationToken)
    {
        var account = outcome.Account ?? "";
        var takesSlot = hasSlot is null;
        if (hasSlot == false || (takesSlot && !_inFlight.TryEnter(account)))
        {
            return WireAnswer.FromError(EmulatedFault.ConcurrencyError());
        }

        try
        {
            return await FaultyAsync(
                outcome,
                () => Task.FromResult(Locked(() => Api(request, match.Route, match.Values, outcome, isUpload))),
                cancellationToken,
                request.IsBatchPart).ConfigureAwait(false);
        }
        finally
        {
            if (takesSlot)
            {
                _inFlight.Leave(account);
            }
        }
    }

    // A batch is one answer: its parts wait no longer than it does.
    private async Task<WireAnswer> FaultyAsync(
        Outcome outcome, Func<Task<WireAnswer>> work, CancellationToken cancellationToken, bool isBatchPart = false)
    {
        var fault = _gmail.Faults.Take(outcome.MethodId);
        var delay = (isBatchPart ? TimeSpan.Zero : _gmail.Faults.Latency) + (fault?.Delay ?? TimeSpan.Zero);
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, _gmail.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }

        if (fault is { ResetsBefore: true })
        {
            throw EmulatedGmail.Reset(isAfterWork: false);
        }

        if (fault?.Answer is { } refusal)
        {
            return refusal;
        }

        var answer = await work().ConfigureAwait(false);
        return fault is { ResetsAfter: true } ? throw EmulatedGmail.Reset(isAfterWork: true) : answer;
    }

    private WireAnswer Locked(Func<WireAnswer> work)
    {
        lock (_gmail.Gate)
        {
            try
            {
                return work();
            }
            catch (GmailApiException error)
            {
                return WireAnswer.FromError(error);
            }
        }
    }

    private WireAnswer Api(
        WireRequest request,
        Route route,
        IReadOnlyDictionary<string, string> values,
        Outcome outcome,
        bool isUpload)
    {
        if (isUpload && request.Query["upload_id"] is not null)
        {
            return _upload.Continue(request, (session, media) =>
            {
                outcome.Account = session.Account;
                return Run(
                    session.Request, session.Route, session.Values, session.Token, session.Metadata, media, outcome);
            });
        }

        var token = Authorise(request, route.Method);
        if (!isUpload)
        {
            return Run(request, route, values, token, JsonBody(request, route.Method), media: null, outcome);
        }

        return _upload.Begin(request, route, values, token, (metadata, media) =>
            Run(request, route, values, token, metadata, media, outcome));
    }

    private AccessToken Authorise(WireRequest request, GmailMethod method)
    {
        var bearer = request.BearerToken;
        var token = _gmail.OAuth.Tokens.FindAccess(bearer)
            ?? throw GmailApiException.Unauthenticated(hasToken: !string.IsNullOrEmpty(bearer));
        return method.Scopes.Any(token.Scopes.Contains) ? token : throw GmailApiException.InsufficientScope(method.Id);
    }

    private WireAnswer Run(
        WireRequest request,
        Route route,
        IReadOnlyDictionary<string, string> values,
        AccessToken token,
        JsonObject body,
        byte[]? media,
        Outcome outcome)
    {
        var units = route.Method.Units(_gmail.Options.Prices);
        if (!_quota.TrySpend(token.Account, units))
        {
            throw EmulatedFault.QuotaError();
        }

        outcome.Units = units;
        CheckParameters(request.Query, route.Method);
        if (_gmail.Options.RefusesUnknownFields && route.Method.Request is { } schema)
        {
            RequestBody.Check(body, schema);
        }

        var fields = PartialResponse.Parse(request.Query["fields"], route.Method.Response);
        var answer = route.Answer(new Call
        {
            Gmail = _gmail,
            Mailbox = Mailbox(request, token),
            Method = route.Method,
            Scopes = token.Scopes,
            PathValues = values,
            Query = request.Query,
            Body = body,
            Media = media,
        });
        return answer is null
            ? WireAnswer.Empty(204)
            : WireAnswer.FromJson(
                200, fields?.Apply(answer) ?? answer, request.Query.Flag("prettyPrint", orElse: true));
    }

    private EmulatedMailbox Mailbox(WireRequest request, AccessToken token)
    {
        var root = request.Path.IndexOf(ApiRoot, StringComparison.Ordinal) + ApiRoot.Length;
        var userId = Uri.UnescapeDataString(request.Path[root..].Split('/')[0]);
        return userId == "me" || userId.Equals(token.Account, StringComparison.OrdinalIgnoreCase)
            ? _gmail[token.Account]
            : throw GmailApiException.Forbidden($"Delegation denied for {token.Account}");
    }

    private JsonObject JsonBody(WireRequest request, GmailMethod method)
    {
        if (request.Body.Length > _gmail.Options.JsonBodyLimitInBytes)
        {
            throw GmailApiException.TooLarge("Request payload size exceeds the limit: use the upload endpoint.");
        }

        return method.Request is null ? [] : Json.ParseObject(request.Body);
    }

    private void CheckParameters(QueryValues query, GmailMethod method)
    {
        var own = method.Query.Split(',');
        foreach (var name in query.Names)
        {
            if (_gmail.Options.RefusesUnknownFields && !CommonParameters.Contains(name) && !own.Contains(name))
            {
                throw GmailApiException.Invalid(
                    $"Invalid JSON payload received. Unknown name \"{name}\": Cannot bind query parameter. "
                    + $"Field '{name}' could not be found in request message.");
            }
        }
    }

    private static (Route Route, IReadOnlyDictionary<string, string> Values)? Match(
        WireRequest request, string? uploadRoot)
    {
        var root = uploadRoot ?? ApiRoot;
        if (!request.Path.StartsWith(root, StringComparison.Ordinal))
        {
            return null;
        }

        // The first segment is the user; the rest is the method's own path.
        var path = request.Path[root.Length..].Split('/')[1..];
        if (uploadRoot is not null && request.Query["upload_id"] is not null)
        {
            return RouteTable.Find("POST", path) ?? RouteTable.Find("PUT", path);
        }

        return RouteTable.Find(request.Verb, path) is { } found
            && (uploadRoot is null || found.Route.Method.UploadLimit > 0) ? found : null;
    }

    private void Note(WireRequest request, Outcome outcome, int status, long responseBytes)
    {
        var query = string.Join('&', request.Query.Pairs
            .Where(pair => pair.Name is not ("access_token" or "oauth_token" or "token"))
            .Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"));
        _gmail.Log.Add(new EmulatedRequest(
            outcome.MethodId,
            outcome.Account,
            status,
            outcome.Units,
            request.Body.Length,
            responseBytes,
            request.IsBatchPart,
            query.Length == 0 ? request.Path : $"{request.Path}?{query}"));
    }

    /// <summary>What the log wants to know, filled in on the way.</summary>
    private sealed class Outcome
    {
        public string MethodId { get; set; } = "";

        public string? Account { get; set; }

        public int Units { get; set; }
    }
}
