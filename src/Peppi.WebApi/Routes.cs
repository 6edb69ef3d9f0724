using Peppi.WebApi.Auth;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Functions;
using Peppi.WebApi.Health;
using Peppi.WebApi.Kpis;
using Peppi.WebApi.Rest;
using Peppi.WebApi.Storage;

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

        MapFigures(app);

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

        MapStorage(app);
    }

    private static void MapStorage(WebApplication app)
    {
        const string bucket = "/storage/v1/bucket";
        Route(app, "GET", bucket, BucketEndpoints.ListAsync, Access.WithKey, Dialect.Storage);
        Route(app, "POST", bucket, BucketEndpoints.CreateAsync, Access.WithKey, Dialect.Storage);
        Route(app, "GET", bucket + "/{bucket}", BucketEndpoints.GetAsync, Access.WithKey, Dialect.Storage);
        Route(app, "PUT", bucket + "/{bucket}", BucketEndpoints.UpdateAsync, Access.WithKey, Dialect.Storage);
        Route(app, "POST", bucket + "/{bucket}/empty", BucketEndpoints.EmptyAsync, Access.WithKey, Dialect.Storage);
        Route(app, "DELETE", bucket + "/{bucket}", BucketEndpoints.DeleteAsync, Access.WithKey, Dialect.Storage);

        const string file = "/storage/v1/object";
        const string image = "/storage/v1/render/image";
        const string name = "/{bucket}/{**path}";
        Route(app, "POST", file + "/list/{bucket}", ListEndpoints.ListAsync, Access.WithKey, Dialect.Storage);
        Route(app, "POST", file + "/list-v2/{bucket}", ListEndpoints.ListPageAsync, Access.WithKey, Dialect.Storage);
        Route(app, "POST", file + "/move", ObjectEndpoints.MoveAsync, Access.WithKey, Dialect.Storage);
        Route(app, "POST", file + "/copy", ObjectEndpoints.CopyAsync, Access.WithKey, Dialect.Storage);
        Route(app, "POST", file + "/sign/{bucket}", LinkEndpoints.SignManyAsync, Access.WithKey, Dialect.Storage);
        Route(app, "POST", file + "/sign" + name, LinkEndpoints.SignAsync, Access.WithKey, Dialect.Storage);
        Route(app, "POST", file + "/upload/sign" + name, LinkEndpoints.SignUploadAsync, Access.WithKey, Dialect.Storage);
        Route(app, "PUT", file + "/upload/sign" + name, ObjectEndpoints.PutSignedAsync, Access.Anyone, Dialect.Storage);
        Route(app, "POST", file + name, ObjectEndpoints.PostAsync, Access.WithKey, Dialect.Storage);
        Route(app, "PUT", file + name, ObjectEndpoints.PutAsync, Access.WithKey, Dialect.Storage);
        Route(app, "DELETE", file + "/{bucket}", ObjectEndpoints.RemoveAsync, Access.WithKey, Dialect.Storage);
        Route(app, "DELETE", file + name, ObjectEndpoints.RemoveOneAsync, Access.WithKey, Dialect.Storage);
        foreach (var method in (string[])["GET", "HEAD"])
        {
            Route(app, method, file + "/info/public" + name, ObjectEndpoints.PublicInfoAsync, Access.Anyone, Dialect.Storage);
            Route(app, method, file + "/info/authenticated" + name, ObjectEndpoints.InfoAsync, Access.WithKey, Dialect.Storage);
            Route(app, method, file + "/info" + name, ObjectEndpoints.InfoAsync, Access.WithKey, Dialect.Storage);
            Route(app, method, file + "/public" + name, DownloadEndpoints.PublicAsync, Access.Anyone, Dialect.Storage);
            Route(app, method, file + "/authenticated" + name, DownloadEndpoints.OwnAsync, Access.WithKey, Dialect.Storage);
            Route(app, method, file + "/sign" + name, DownloadEndpoints.SignedAsync, Access.Anyone, Dialect.Storage);
            Route(app, method, file + name, DownloadEndpoints.OwnAsync, Access.WithKey, Dialect.Storage);
            Route(app, method, image + "/authenticated" + name, RenderEndpoints.OwnAsync, Access.WithKey, Dialect.Storage);
            Route(app, method, image + "/public" + name, RenderEndpoints.PublicAsync, Access.Anyone, Dialect.Storage);
            Route(app, method, image + "/sign" + name, RenderEndpoints.SignedAsync, Access.Anyone, Dialect.Storage);
        }

        MapUploads(app, "/storage/v1/upload/resumable", Access.WithKey);
        MapUploads(app, "/storage/v1/upload/resumable/sign", Access.Anyone);
    }

    private static void MapUploads(WebApplication app, string path, Access access)
    {
        Route(app, "OPTIONS", path, TusEndpoints.OptionsAsync, Access.Anyone, Dialect.Storage);
        Route(app, "OPTIONS", path + "/{id:guid}", TusEndpoints.OptionsAsync, Access.Anyone, Dialect.Storage);
        Route(app, "POST", path, TusEndpoints.BeginAsync, access, Dialect.Storage);
        Route(app, "HEAD", path + "/{id:guid}", TusEndpoints.HeadAsync, access, Dialect.Storage);
        Route(app, "PATCH", path + "/{id:guid}", TusEndpoints.PatchAsync, access, Dialect.Storage);
        Route(app, "DELETE", path + "/{id:guid}", TusEndpoints.DeleteAsync, access, Dialect.Storage);
    }

    private static void MapFigures(WebApplication app)
    {
        Route(app, "POST", "/rest/v1/rpc/open_action_plan", ActionPlanEndpoint.OpenAsync, Access.WithKey, Dialect.Rest);
        foreach (var method in (string[])["GET", "POST"])
        {
            Route(app, method, "/rest/v1/rpc/kpi_{name}", FigureEndpoints.TellAsync, Access.WithKey, Dialect.Rest);
            Route(app, method, "/rest/v1/rpc/portfolio_geojson", FigureEndpoints.MapAsync, Access.WithKey, Dialect.Rest);
        }
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
            Route(app, "GET", functions + "/site-diary", SiteDiaryEndpoint.GetAsync, Access.SignedInOrService, Dialect.Problem);
        }
    }

    private static void Route(WebApplication app, string method, string path, Delegate endpoint, Access access, Dialect dialect, Limits limits = Limits.None) =>
        app.MapMethods(path, [method], endpoint).WithMetadata(new RouteAccess(access, dialect) { Limits = limits });
}
