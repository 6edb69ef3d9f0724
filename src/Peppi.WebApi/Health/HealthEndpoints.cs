using Peppi.Application.Shared;

namespace Peppi.WebApi.Health;

/// <summary>For load balancers and <c>./peppi up</c>.</summary>
internal static class HealthEndpoints
{
    /// <summary><c>GET /health/live</c>: the process answers.</summary>
    public static Task LiveAsync(HttpContext http) => http.Response.WriteAsJsonAsync(new { status = "ok" }, http.RequestAborted);

    /// <summary><c>GET /health/ready</c>: the database answers, as the least privileged caller sees it.</summary>
    public static async Task ReadyAsync(HttpContext http, UseCases useCases)
    {
        var outcome = await useCases.SendAsync(new CheckReadiness(), http.RequestAborted);
        if (!outcome.Succeeded) http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        await http.Response.WriteAsJsonAsync(new { status = outcome.Succeeded ? "ok" : "unavailable", reason = outcome.Error?.Message }, http.RequestAborted);
    }
}
