using Peppi.WebApi.Auth;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Functions;
using Peppi.WebApi.Health;
using Peppi.WebApi.Rest;

namespace Peppi.WebApi;

/// <summary>The whole route table: method, path, endpoint, who may call, in which dialect it refuses, and what is counted.</summary>
internal static class Routes
{
    private static readonly string[] RestMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    // supabase-js calls the first; the owner's own text names the second. One endpoint, the same limits.
    private static readonly string[] FunctionPrefixes = ["/functions/v1", "/edge-functions"];

    public static void MapRoutes(this WebApplication app)
    {
        Route(app, "GET", "/health/live", HealthEndpoints.LiveAsync, Access.Anyone, Dialect.Problem);
        Route(app, "GET", "/health/ready", HealthEndpoints.ReadyAsync, Access.Anyone, Dialect.Problem);

        MapAuth(app);
        MapChantier(app);

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

    private static void MapAuth(WebApplication app)
    {
        Route(app, "GET", "/auth/v1/health", AuthPublicEndpoints.HealthAsync, Access.Anyone, Dialect.Auth);
        Route(app, "GET", "/auth/v1/settings", AuthPublicEndpoints.SettingsAsync, Access.WithKey, Dialect.Auth, Limits.Calls);
        Route(app, "GET", "/auth/v1/.well-known/jwks.json", AuthPublicEndpoints.JwksAsync, Access.Anyone, Dialect.Auth, Limits.Calls);

        Route(app, "POST", "/auth/v1/signup", AuthEndpoints.SignUpAsync, Access.WithKey, Dialect.Auth, Limits.Calls);
        Route(app, "POST", "/auth/v1/token", AuthEndpoints.TokenAsync, Access.WithKey, Dialect.Auth, Limits.Calls);
        Route(app, "POST", "/auth/v1/login", AuthEndpoints.LoginAsync, Access.WithKey, Dialect.Auth, Limits.Calls);
        Route(app, "POST", "/auth/v1/logout", AuthEndpoints.LogoutAsync, Access.SignedIn, Dialect.Auth, Limits.Calls);
        Route(app, "GET", "/auth/v1/user", AuthEndpoints.UserAsync, Access.SignedIn, Dialect.Auth, Limits.Calls);
        Route(app, "PUT", "/auth/v1/user", AuthEndpoints.ChangeUserAsync, Access.SignedIn, Dialect.Auth, Limits.Calls);
        Route(app, "GET", "/auth/v1/reauthenticate", AuthEndpoints.ReauthenticateAsync, Access.SignedIn, Dialect.Auth, Limits.Calls);
        Route(app, "DELETE", "/auth/v1/user/identities/{id}", AuthEndpoints.RemoveIdentityAsync, Access.SignedIn, Dialect.Auth, Limits.Calls);

        Route(app, "POST", "/auth/v1/recover", AuthMailEndpoints.RecoverAsync, Access.WithKey, Dialect.Auth, Limits.Calls);
        Route(app, "POST", "/auth/v1/otp", AuthMailEndpoints.OtpAsync, Access.WithKey, Dialect.Auth, Limits.Calls);
        Route(app, "POST", "/auth/v1/magiclink", AuthMailEndpoints.OtpAsync, Access.WithKey, Dialect.Auth, Limits.Calls);
        Route(app, "POST", "/auth/v1/resend", AuthMailEndpoints.ResendAsync, Access.WithKey, Dialect.Auth, Limits.Calls);
        Route(app, "POST", "/auth/v1/verify", AuthMailEndpoints.VerifyAsync, Access.WithKey, Dialect.Auth, Limits.Guesses);
        Route(app, "GET", "/auth/v1/verify", AuthMailEndpoints.OpenLinkAsync, Access.Anyone, Dialect.Auth, Limits.Guesses);

        Route(app, "GET", "/auth/v1/admin/users", AuthAdminEndpoints.ListAsync, Access.Service, Dialect.Auth, Limits.Calls);
        Route(app, "POST", "/auth/v1/admin/users", AuthAdminEndpoints.CreateAsync, Access.Service, Dialect.Auth, Limits.Calls);
        Route(app, "GET", "/auth/v1/admin/users/{id}", AuthAdminEndpoints.GetAsync, Access.Service, Dialect.Auth, Limits.Calls);
        Route(app, "PUT", "/auth/v1/admin/users/{id}", AuthAdminEndpoints.ChangeAsync, Access.Service, Dialect.Auth, Limits.Calls);
        Route(app, "DELETE", "/auth/v1/admin/users/{id}", AuthAdminEndpoints.DeleteAsync, Access.Service, Dialect.Auth, Limits.Calls);
        Route(app, "POST", "/auth/v1/admin/generate_link", AuthAdminEndpoints.GenerateLinkAsync, Access.Service, Dialect.Auth, Limits.Calls);
        Route(app, "POST", "/auth/v1/invite", AuthAdminEndpoints.InviteAsync, Access.Service, Dialect.Auth, Limits.Calls);

        Route(app, "POST", "/auth/v1/factors", FactorEndpoints.EnrolAsync, Access.SignedIn, Dialect.Auth, Limits.Calls);
        Route(app, "POST", "/auth/v1/factors/recovery_codes", FactorEndpoints.RecoveryCodesAsync, Access.SignedIn, Dialect.Auth, Limits.Calls);
        Route(app, "POST", "/auth/v1/factors/{id}/challenge", FactorEndpoints.ChallengeAsync, Access.SignedIn, Dialect.Auth, Limits.Calls);
        Route(app, "POST", "/auth/v1/factors/{id}/verify", FactorEndpoints.VerifyAsync, Access.SignedIn, Dialect.Auth, Limits.Guesses);
        Route(app, "DELETE", "/auth/v1/factors/{id}", FactorEndpoints.UnenrolAsync, Access.SignedIn, Dialect.Auth, Limits.Calls);
        Route(app, "GET", "/auth/v1/admin/users/{user}/factors", FactorEndpoints.ListAsync, Access.Service, Dialect.Auth, Limits.Calls);
        Route(app, "DELETE", "/auth/v1/admin/users/{user}/factors/{id}", FactorEndpoints.DeleteAsync, Access.Service, Dialect.Auth, Limits.Calls);

        Route(app, "POST", "/auth/v1/sso", AuthDisabled.SamlAsync, Access.WithKey, Dialect.Auth, Limits.Calls);
        Route(app, "GET", "/auth/v1/authorize", AuthDisabled.SocialAsync, Access.Anyone, Dialect.Auth, Limits.Calls);
        Route(app, "GET", "/auth/v1/user/identities/authorize", AuthDisabled.LinkingAsync, Access.SignedIn, Dialect.Auth, Limits.Calls);
    }

    private static void MapChantier(WebApplication app)
    {
        foreach (var functions in FunctionPrefixes)
        {
            Route(app, "POST", functions + "/manychat-webhook", WebhookEndpoints.ManyChatAsync, Access.Anyone, Dialect.Problem);
            Route(app, "GET", functions + "/whatsapp-webhook", WebhookEndpoints.ChallengeAsync, Access.Anyone, Dialect.Problem);
            Route(app, "POST", functions + "/whatsapp-webhook", WebhookEndpoints.WhatsAppAsync, Access.Anyone, Dialect.Problem);
        }
    }

    private static void Route(WebApplication app, string method, string path, Delegate endpoint, Access access, Dialect dialect, Limits limits = Limits.None) =>
        app.MapMethods(path, [method], endpoint).WithMetadata(new RouteAccess(access, dialect) { Limits = limits });
}
