using Peppi.WebApi.Auth;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Health;
using Peppi.WebApi.Rest;

namespace Peppi.WebApi;

/// <summary>The whole route table: method, path, endpoint, who may call, and in which dialect it refuses.</summary>
internal static class Routes
{
    private static readonly string[] RestMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public static void MapRoutes(this WebApplication app)
    {
        Route(app, "GET", "/health/live", HealthEndpoints.LiveAsync, Access.Anyone, Dialect.Problem);
        Route(app, "GET", "/health/ready", HealthEndpoints.ReadyAsync, Access.Anyone, Dialect.Problem);

        Route(app, "GET", "/auth/v1/.well-known/jwks.json", AuthEndpoints.JwksAsync, Access.Anyone, Dialect.Auth);
        Route(app, "POST", "/auth/v1/token", AuthEndpoints.TokenAsync, Access.WithKey, Dialect.Auth);
        Route(app, "POST", "/auth/v1/login", AuthEndpoints.LoginAsync, Access.WithKey, Dialect.Auth);
        Route(app, "POST", "/auth/v1/logout", AuthEndpoints.LogoutAsync, Access.SignedIn, Dialect.Auth);
        Route(app, "GET", "/auth/v1/user", AuthEndpoints.UserAsync, Access.SignedIn, Dialect.Auth);

        foreach (var method in RestMethods)
        {
            Route(app, method, "/rest/v1", RestEndpoint.AnswerAsync, Access.WithKey, Dialect.Rest);
            Route(app, method, "/rest/v1/{**path}", RestEndpoint.AnswerAsync, Access.WithKey, Dialect.Rest);
        }
    }

    private static void Route(WebApplication app, string method, string path, Delegate endpoint, Access access, Dialect dialect) =>
        app.MapMethods(path, [method], endpoint).WithMetadata(new RouteAccess(access, dialect));
}
