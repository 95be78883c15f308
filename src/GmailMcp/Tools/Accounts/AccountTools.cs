using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Accounts;

/// <summary>The tools that sign in with Google.</summary>
internal static class AccountTools
{
    public static ToolGroup Group { get; } = new ToolGroup("Accounts", AccountToolsJson.Default)
        .Add<GetAuthUrl>()
        .Add<CheckAuthentication>()
        .Add<SetupAuthentication>()
        .Add<AuthenticateWithToken>();
}

/// <summary>The result types of the sign-in tools.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GetAuthUrlResult))]
[JsonSerializable(typeof(SignInResult))]
internal sealed partial class AccountToolsJson : JsonSerializerContext;
