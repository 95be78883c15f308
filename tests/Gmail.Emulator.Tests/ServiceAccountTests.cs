using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Gmail.Emulator.Tests;

public sealed class ServiceAccountTests : IDisposable
{
    private const string Robot = "robot@project-1.iam.gserviceaccount.com";
    private const string Modify = "https://www.googleapis.com/auth/gmail.modify";
    private const string ReadOnly = "https://www.googleapis.com/auth/gmail.readonly";
    private const string Full = "https://mail.google.com/";

    private static readonly RSA Key = RSA.Create(2048);

    private readonly Api _api = Api.At(clock => new EmulatedGmailOptions { TimeProvider = clock });

    public ServiceAccountTests()
    {
        _api.Gmail.AddAccount("carla@elsewhere.example");
        _api.Gmail.RegisterServiceAccount(Robot, Key.ExportSubjectPublicKeyInfoPem(), "example.com", "gmail.modify", Full);
    }

    private long Now => _api.Clock.GetUtcNow().ToUnixTimeSeconds();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Exchanges_a_signed_statement_for_a_token_of_the_user()
    {
        var reply = await AssertAsync(Sign(Claims()));

        Assert.Equal((200, "Bearer", Modify), (reply.Status, reply.String("token_type"), reply.String("scope")));
        Assert.Null(reply["refresh_token"]);
        var profile = await ProfileAsync(reply.String("access_token"));
        Assert.Equal(Api.Ben, profile.String("emailAddress"));
        _api.Clock.Advance(TimeSpan.FromSeconds(3599));
        Assert.Equal(401, (await ProfileAsync(reply.String("access_token"))).Status);
    }

    [Theory]
    [InlineData("iss", "nobody@project-1.iam.gserviceaccount.com", "Invalid grant: account not found")]
    [InlineData("aud", "https://accounts.google.com/o/oauth2/token", "Invalid JWT: Failed audience check.")]
    [InlineData("aud", "http://127.0.0.1:8025/token", "Invalid JWT: Failed audience check.")]
    [InlineData("sub", "nobody@example.com", "Invalid email or User ID")]
    [InlineData("sub", null, "Invalid email or User ID")]
    [InlineData("exp", "0", "Invalid JWT: Token must be a short-lived token")]
    [InlineData("exp", "3601", "Invalid JWT: Token must be a short-lived token")]
    [InlineData("exp", null, "Invalid JWT: Token must be a short-lived token")]
    [InlineData("iat", "301", "Invalid JWT: Token must be a short-lived token")]
    [InlineData("iat", "-1", "Invalid JWT: Token must be a short-lived token")]
    [InlineData("iat", null, "Invalid JWT: Token must be a short-lived token")]
    public async Task Refuses_a_statement_that_is_wrong_in_any_part(string claim, string? value, string description)
    {
        var claims = Claims();
        claims[claim] = claim is "exp" or "iat" && value is not null
            ? Now + long.Parse(value, System.Globalization.CultureInfo.InvariantCulture)
            : (JsonNode?)value;

        var reply = await AssertAsync(Sign(claims));

        Assert.Equal((400, "invalid_grant"), (reply.Status, reply.String("error")));
        Assert.StartsWith(description, reply.String("error_description"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Modify, Api.Ben, 200, "")]
    [InlineData(Full + " " + Modify, Api.Anna, 200, "")]
    [InlineData(ReadOnly, Api.Ben, 401, "unauthorized_client")]
    [InlineData(Modify + " " + ReadOnly, Api.Ben, 401, "unauthorized_client")]
    [InlineData(Modify, "carla@elsewhere.example", 401, "unauthorized_client")]
    [InlineData("https://www.googleapis.com/auth/nonsense", Api.Ben, 400, "invalid_scope")]
    [InlineData("", Api.Ben, 400, "invalid_scope")]
    public async Task Is_authorised_scope_by_scope_and_for_its_domain_only(string scope, string user, int status, string error)
    {
        var claims = Claims();
        claims["scope"] = scope;
        claims["sub"] = user;

        var reply = await AssertAsync(Sign(claims));

        Assert.Equal((status, error), (reply.Status, reply["error"]?.GetValue<string>() ?? ""));
    }

    [Fact]
    public async Task Refuses_a_statement_that_another_key_signed_or_nobody_did()
    {
        using var other = RSA.Create(2048);
        var good = Sign(Claims());
        var parts = good.Split('.');
        var changed = Claims();
        changed["sub"] = Api.Anna;
        string[] forged =
        [
            Sign(Claims(), other),
            Sign(Claims(), alg: "none"),
            Sign(Claims(), alg: "HS256"),
            $"{parts[0]}.{Segment(changed)}.{parts[2]}",
            $"{parts[0]}.{parts[1]}.",
        ];

        foreach (var assertion in forged)
        {
            var reply = await AssertAsync(assertion);
            Assert.Equal((400, "Invalid JWT Signature."), (reply.Status, reply.String("error_description")));
        }
    }

    [Theory]
    [InlineData(null, "invalid_request")]
    [InlineData("x", "invalid_request")]
    [InlineData("a.b.c", "invalid_grant")]
    [InlineData("e30.W10.e30", "invalid_grant")]
    [InlineData("e30.eyJpc3MiOiIxIiwiaXNzIjoiMiJ9.e30", "invalid_grant")]
    public async Task Refuses_what_is_no_statement(string? assertion, string error)
    {
        var reply = await AssertAsync(assertion);

        Assert.Equal((400, error), (reply.Status, reply.String("error")));
    }

    private JsonObject Claims() => new()
    {
        ["iss"] = Robot,
        ["sub"] = Api.Ben,
        ["scope"] = Modify,
        ["aud"] = "https://oauth2.googleapis.com/token",
        ["iat"] = Now,
        ["exp"] = Now + 3600,
    };

    private static string Sign(JsonObject claims, RSA? key = null, string alg = "RS256")
    {
        var signed = $"{Segment(new JsonObject { ["alg"] = alg, ["typ"] = "JWT" })}.{Segment(claims)}";
        var signature = (key ?? Key).SignData(
            Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Segment(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private Task<Reply> AssertAsync(string? assertion) => _api.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "https://oauth2.googleapis.com/token")
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
                .. assertion is null ? Array.Empty<KeyValuePair<string, string>>() : [new("assertion", assertion)],
            ]),
        });

    private Task<Reply> ProfileAsync(string accessToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/gmail/v1/users/me/profile");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return _api.SendAsync(request);
    }
}
