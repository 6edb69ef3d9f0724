using Peppi.DataApi.Errors;

namespace Peppi.WebApi.Postgrest;

/// <summary>Refusals of a token (PGRST3xx).</summary>
internal static class TokenErrors
{
    public static DataApiError NoSecret() => new(500, "PGRST300", "Server lacks JWT secret");

    public static DataApiError Required() => new(401, "PGRST302", "Anonymous access is disabled") { Headers = [new("WWW-Authenticate", "Bearer")] };

    public static DataApiError Undecodable(string message, string? details = null) => Invalid("PGRST301", message, details);

    public static DataApiError Claim(string message) => Invalid("PGRST303", message, null);

    private static DataApiError Invalid(string code, string message, string? details) => new(401, code, message, details)
    {
        Headers = [new("WWW-Authenticate", $"Bearer error=\"invalid_token\", error_description=\"{message}\"")],
    };
}
