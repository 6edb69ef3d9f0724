using Peppi.WebApi.Auth;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Functions;
using Peppi.WebApi.Health;
using Peppi.WebApi.Rest;

namespace Peppi.WebApi;

/// <summary>The whole route table: method, path, endpoint, who may call, and in which dialect it refuses.</summary>
internal static class Routes
{
    private static readonly string[] RestMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    // supabase-js calls the first; the owner's own text names the second. One endpoint, the same limits.
    private static readonly string[] FunctionPrefixes = ["/functions/v1", "/edge-functions"];

    public static void MapRoutes(this WebApplication app)
    {
        Route(app, "GET", "/health/live", HealthEndpoints.LiveAsync, Access.Anyone, Dialect.Problem);
        Route(app, "GET", "/health/ready", HealthEndpoints.ReadyAsync, Access.Anyone, Dialect.Problem);

        Route(app, "GET", "/auth/v1/.well-known/jwks.json", AuthEndpoints.JwksAsync, Access.Anyone, Dialect.Auth);
        Route(app, "POST", "/auth/v1/token", AuthEndpoints.TokenAsync, Access.WithKey, Dialect.Auth);
        Route(app, "POST", "/auth/v1/login", AuthEndpoints.LoginAsync, Access.WithKey, Dialect.Auth);
        Route(app, "POST", "/auth/v1/logout", AuthEndpoints.LogoutAsync, Access.SignedIn, Dialect.Auth);
        Route(app, "GET", "/auth/v1/user", AuthEndpoints.UserAsync, Access.SignedIn, Dialect.Auth);

        Route(app, "POST", "/auth/v1/factors", FactorEndpoints.EnrolAsync, Access.SignedIn, Dialect.Auth);
        Route(app, "POST", "/auth/v1/factors/recovery_codes", FactorEndpoints.RecoveryCodesAsync, Access.SignedIn, Dialect.Auth);
        Route(app, "POST", "/auth/v1/factors/{id}/challenge", FactorEndpoints.ChallengeAsync, Access.SignedIn, Dialect.Auth);
        Route(app, "POST", "/auth/v1/factors/{id}/verify", FactorEndpoints.VerifyAsync, Access.SignedIn, Dialect.Auth);
        Route(app, "DELETE", "/auth/v1/factors/{id}", FactorEndpoints.UnenrolAsync, Access.SignedIn, Dialect.Auth);
        Route(app, "GET", "/auth/v1/admin/users/{user}/factors", FactorEndpoints.ListAsync, Access.Service, Dialect.Auth);
        Route(app, "DELETE", "/auth/v1/admin/users/{user}/factors/{id}", FactorEndpoints.DeleteAsync, Access.Service, Dialect.Auth);

        foreach (var method in RestMethods)
        {
            Route(app, method, "/rest/v1", RestEndpoint.AnswerAsync, Access.WithKey, Dialect.Rest);
            Route(app, method, "/rest/v1/{**path}", RestEndpoint.AnswerAsync, Access.WithKey, Dialect.Rest);
        }

        foreach (var functions in FunctionPrefixes)
        {
            Route(app, "POST", functions + "/generate-report", GenerateReportEndpoint.PostAsync, Access.SignedInOrService, Dialect.Problem);
            Route(app, "POST", functions + "/send-scheduled-reports", SendScheduledReportsEndpoint.PostAsync, Access.Service, Dialect.Problem);
        }

        Route(app, "GET", "/storage/v1/object/sign/reports/{**path}", ReportFileEndpoints.SignedAsync, Access.Anyone, Dialect.Storage);
        Route(app, "GET", "/storage/v1/object/reports/{**path}", ReportFileEndpoints.OwnAsync, Access.WithKey, Dialect.Storage);
    }

    private static void Route(WebApplication app, string method, string path, Delegate endpoint, Access access, Dialect dialect) =>
        app.MapMethods(path, [method], endpoint).WithMetadata(new RouteAccess(access, dialect));
}
