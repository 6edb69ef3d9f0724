using System.Globalization;
using Microsoft.Extensions.Options;
using Peppi.Application.Accounts;
using Peppi.Application.Shared;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Callers;

/// <summary>
/// Counts the calls of a route by IP address, by account and by service key, and refuses what is too much. The anon key is everybody's:
/// counted by itself it would let anybody lock all others out.
/// </summary>
internal sealed class LimitMiddleware(RequestDelegate next)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public async Task InvokeAsync(HttpContext http, IAttemptLimiter limiter, IOptions<AccountsOptions> options, CallerContext caller)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>() is not { Limits: not Limits.None } route)
        {
            await next(http);
            return;
        }

        var counted = await limiter.CountAsync(LimitsOf(http, route, options.Value, caller.Current), http.RequestAborted);
        var reset = Math.Ceiling(counted.ResetAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["RateLimit-Limit"] = counted.Limit.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["RateLimit-Remaining"] = counted.Remaining.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["RateLimit-Reset"] = reset;
        if (counted.Exceeded) await ErrorRenderer.WriteAsync(http, route.Dialect, AccountErrors.TooManyAttempts(counted.ResetAfter));
        else await next(http);
    }

    private static List<AttemptLimit> LimitsOf(HttpContext http, RouteAccess route, AccountsOptions options, Caller caller)
    {
        var path = http.GetEndpoint() is RouteEndpoint endpoint ? endpoint.RoutePattern.RawText : http.Request.Path.Value;
        var what = $"call:{http.Request.Method} {path}";
        List<AttemptLimit> limits = [];
        if (caller.Role != DatabaseRole.Service)
            limits.Add(new($"{what}:ip:{LimitKeys.Network(caller.IpAddress)}", route.Limits == Limits.Guesses ? options.VerificationsPerMinute : options.RequestsPerMinute, Window));
        if (caller.UserId is { } user) limits.Add(new($"{what}:account:{user}", options.RequestsPerMinutePerAccount, Window));
        if (caller.Role == DatabaseRole.Service)
            limits.Add(new($"{what}:key:{LimitKeys.Hashed(http.Request.Headers["apikey"].ToString() is { Length: > 0 } key ? key : http.Request.Headers.Authorization.ToString())}", options.RequestsPerMinutePerKey, Window));
        return limits;
    }
}
