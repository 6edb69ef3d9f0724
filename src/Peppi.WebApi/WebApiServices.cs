using Peppi.WebApi.Kpis;

namespace Peppi.WebApi;

/// <summary>What only the street door needs: CORS, and what it serves itself beside the data API.</summary>
internal static class WebApiServices
{
    // What @supabase/supabase-js and tus-js-client send and read (2.119.1 and 4.3.1).
    private static readonly string[] RequestHeaders =
    [
        "apikey", "authorization", "x-client-info", "content-type", "prefer", "accept", "accept-profile", "content-profile", "range", "range-unit",
        "x-supabase-api-version", "x-upsert", "x-metadata", "cache-control", "x-region", "x-retry-count", "x-signature", "tus-resumable", "upload-length",
        "upload-offset", "upload-metadata", "upload-defer-length", "traceparent", "tracestate", "baggage", "if-none-match",
    ];

    private static readonly string[] ResponseHeaders =
    [
        "Content-Range", "Content-Location", "Location", "Preference-Applied", "X-Total-Count", "Link", "X-Supabase-Api-Version", "x-sb-error-code",
        "x-relay-error", "ETag", "Upload-Offset", "Upload-Length", "Upload-Expires", "Tus-Resumable", "Tus-Version", "Tus-Extension", "Tus-Max-Size", "Accept-Ranges", "Content-Disposition", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset",
    ];

    public static void AddWebApi(this IServiceCollection services, IConfiguration configuration)
    {
        foreach (var function in FigureFunctions.All) services.AddSingleton(function);
        var origins = configuration.GetSection("Cors:Origins").Get<string[]>() ?? [];
        services.AddCors(cors => cors.AddDefaultPolicy(policy =>
        {
            // Tokens travel in headers, never in cookies: any origin may call unless the owner names some.
            if (origins.Length > 0) policy.WithOrigins(origins);
            else policy.AllowAnyOrigin();
            policy.WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
                .WithHeaders(RequestHeaders)
                .WithExposedHeaders(ResponseHeaders)
                .SetPreflightMaxAge(TimeSpan.FromHours(1));
        }));
    }
}
