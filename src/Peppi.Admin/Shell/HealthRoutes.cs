using Peppi.Application.Shared;

namespace Peppi.Admin.Shell;

/// <summary>For load balancers and <c>./peppi up</c>: the same two answers as the API's.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "ok" })).AllowAnonymous();
        routes.MapGet("/health/ready", async (UseCases useCases, CancellationToken cancellationToken) =>
        {
            var outcome = await useCases.SendAsync(new CheckReadiness(), cancellationToken);
            return Results.Json(
                new { status = outcome.Succeeded ? "ok" : "unavailable", reason = outcome.Error?.Message },
                statusCode: outcome.Succeeded ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();
    }
}
