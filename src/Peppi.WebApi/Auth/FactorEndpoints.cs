using System.Text.Json.Nodes;
using Peppi.Application.Accounts.Factors;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Auth;

/// <summary>Second factors under /auth/v1, in GoTrue's shapes.</summary>
internal static class FactorEndpoints
{
    /// <summary><c>POST /auth/v1/factors</c></summary>
    public static async Task EnrolAsync(HttpContext http, UseCases useCases)
    {
        var body = await AuthBody.ReadAsync(http);
        var command = new EnrolFactor(body.Value?.Text("factor_type") ?? "", body.Value?.Text("friendly_name"), body.Value?.Text("issuer"));
        var fault = body.Error ?? body.Value!.Fault;
        await WriteAsync(http, fault is null ? await useCases.SendAsync(command, http.RequestAborted) : fault, factor => new JsonObject
        {
            ["id"] = factor.Id.ToString(),
            ["type"] = "totp",
            ["friendly_name"] = factor.FriendlyName,
            ["totp"] = new JsonObject { ["qr_code"] = factor.QrCode, ["secret"] = factor.Secret, ["uri"] = factor.Uri },
        });
    }

    /// <summary><c>POST /auth/v1/factors/{id}/challenge</c>; what the body says is of no account.</summary>
    public static async Task ChallengeAsync(HttpContext http, UseCases useCases, string id) =>
        await WriteAsync(http, await ByIdAsync(id, factor => useCases.SendAsync(new ChallengeFactor(factor), http.RequestAborted)), asked => new JsonObject
        {
            ["id"] = asked.Id.ToString(),
            ["type"] = asked.Type,
            ["expires_at"] = asked.ExpiresAt.ToUnixTimeSeconds(),
        });

    /// <summary><c>POST /auth/v1/factors/{id}/verify</c></summary>
    public static async Task VerifyAsync(HttpContext http, UseCases useCases, string id)
    {
        var body = await AuthBody.ReadAsync(http);
        var challenge = Guid.TryParse(body.Value?.Text("challenge_id"), out var known) ? known : Guid.Empty;
        var code = body.Value?.Text("code") ?? "";
        var fault = body.Error ?? body.Value!.Fault;
        await WriteAsync(http, fault is null ? await ByIdAsync(id, factor => useCases.SendAsync(new VerifyFactor(factor, challenge, code), http.RequestAborted)) : fault, AuthJson.Session);
    }

    /// <summary><c>DELETE /auth/v1/factors/{id}</c></summary>
    public static async Task UnenrolAsync(HttpContext http, UseCases useCases, string id) =>
        await WriteAsync(http, await ByIdAsync(id, factor => useCases.SendAsync(new UnenrolFactor(factor), http.RequestAborted)), gone => new JsonObject { ["id"] = gone.ToString() });

    /// <summary><c>POST /auth/v1/factors/recovery_codes</c>: Peppi's own, GoTrue has none.</summary>
    public static async Task RecoveryCodesAsync(HttpContext http, UseCases useCases) =>
        await WriteAsync(http, await useCases.SendAsync(new MakeRecoveryCodes(), http.RequestAborted), codes => new JsonObject
        {
            ["recovery_codes"] = new JsonArray([.. codes.Select(code => (JsonNode)code)]),
        });

    /// <summary><c>GET /auth/v1/admin/users/{user}/factors</c></summary>
    public static async Task ListAsync(HttpContext http, UseCases useCases, string user) =>
        await WriteAsync(http, await ByIdAsync(user, person => useCases.SendAsync(new ListFactors(person), http.RequestAborted)), AuthJson.Factors);

    /// <summary><c>DELETE /auth/v1/admin/users/{user}/factors/{id}</c></summary>
    public static async Task DeleteAsync(HttpContext http, UseCases useCases, string user, string id) =>
        await WriteAsync(
            http,
            await ByIdAsync(user, person => ByIdAsync(id, factor => useCases.SendAsync(new DeleteFactor(person, factor), http.RequestAborted))),
            _ => new JsonObject { ["id"] = id });

    // What is no id names nothing.
    private static async Task<Result<T>> ByIdAsync<T>(string id, Func<Guid, Task<Result<T>>> send) =>
        Guid.TryParse(id, out var known) ? await send(known) : FactorErrors.NotFound;

    private static async Task WriteAsync<T>(HttpContext http, Result<T> outcome, Func<T, JsonNode> body)
    {
        // Secrets and tokens rest in no cache on the way.
        http.Response.Headers.CacheControl = "no-store";
        if (outcome.Succeeded) await http.Response.WriteAsJsonAsync(body(outcome.Value), http.RequestAborted);
        else await ErrorRenderer.WriteAsync(http, Dialect.Auth, outcome.Error);
    }
}
