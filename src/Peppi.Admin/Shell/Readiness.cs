using Peppi.Application.Shared;

namespace Peppi.Admin.Shell;

/// <summary>Tells load balancers and <c>./peppi up</c> that the pages can be served.</summary>
internal static class Readiness
{
    /// <summary>Maps <c>GET /health/ready</c>: the database answers, as the least privileged caller sees it.</summary>
    public static void MapReadiness(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/health/ready", async (UseCases useCases, CancellationToken cancellation) =>
        {
            var outcome = await useCases.SendAsync(new CheckReadiness(), cancellation);
            return Results.Text(outcome.Succeeded ? "ok" : outcome.Error.Message, statusCode: outcome.Succeeded ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();
}
