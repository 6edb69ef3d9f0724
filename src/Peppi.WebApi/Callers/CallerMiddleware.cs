using Peppi.Application.Accounts;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Callers;

/// <summary>
/// Finds out who calls (bearer token first, then API key) and lets the request through where the route's
/// <see cref="RouteAccess"/> allows it. A route that does not say who may call it is refused.
/// </summary>
internal sealed class CallerMiddleware(RequestDelegate next)
{
    private static readonly Error NoKey = new(ErrorKind.Unauthenticated, "no_api_key", "No API key found in request",
        Hint: "Send the anon or service key as header apikey, or an access token as Authorization: Bearer.");

    private static readonly Error BadKey = new(ErrorKind.Unauthenticated, "invalid_api_key", "Invalid API key",
        Hint: "./peppi status prints the keys of this instance.");

    private static readonly Error JwtInvalid = new(ErrorKind.Unauthenticated, "PGRST301", "JWT could not be verified");
    private static readonly Error JwtExpired = new(ErrorKind.Unauthenticated, "PGRST303", "JWT expired");
    private static readonly Error SessionOver = new(ErrorKind.Unauthenticated, "PGRST301", "JWT could not be verified", "The session of this token has ended", "Sign in again.");
    private static readonly Error NotService = new(ErrorKind.Forbidden, "not_admin", "This endpoint requires the service key");

    public async Task InvokeAsync(HttpContext http, TokenVerifier verifier, SessionStates sessions, CallerContext context)
    {
        // Nothing of Routes.cs: no such path, or one that takes other methods.
        if (http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await NoSuchRoute.WriteAsync(http, http.GetEndpoint());
            return;
        }

        var route = endpoint.Metadata.GetMetadata<RouteAccess>()
            ?? throw new InvalidOperationException($"The route {endpoint.DisplayName} does not say who may call it.");
        if (route.Access is not Access.Anyone)
        {
            var identified = await IdentifyAsync(http, verifier, route.Dialect);
            var session = identified.Succeeded ? await SessionOfAsync(identified.Value, sessions, http.RequestAborted) : default;
            var refusal = identified.Error ?? SessionFault(session.State, route.Dialect) ?? Refusal(route, identified.Value!);
            if (refusal is not null)
            {
                await ErrorRenderer.WriteAsync(http, route.Dialect, refusal);
                return;
            }

            context.Current = identified.Value!.Within(session.Aal);
        }

        context.Current = context.Current with
        {
            IpAddress = http.Connection.RemoteIpAddress?.ToString(),
            UserAgent = http.Request.Headers.UserAgent,
            RequestId = http.TraceIdentifier,
        };
        await next(http);
    }

    private static async ValueTask<Result<Caller>> IdentifyAsync(HttpContext http, TokenVerifier verifier, Dialect dialect)
    {
        var request = http.Request;
        string? key = request.Headers["apikey"];
        string? authorization = request.Headers.Authorization;
        var bearer = authorization is not null && authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization[7..].Trim() : null;
        if (string.IsNullOrEmpty(key) && string.IsNullOrEmpty(bearer)) return NoKey;

        Caller? byKey = null;
        if (!string.IsNullOrEmpty(key))
        {
            byKey = (await verifier.VerifyAsync(key, http.RequestAborted)).Caller;
            if (byKey is null) return BadKey;
        }

        if (string.IsNullOrEmpty(bearer) || bearer == key) return byKey!;
        var token = await verifier.VerifyAsync(bearer, http.RequestAborted);
        if (token.Caller is not null) return token.Caller;
        if (dialect == Dialect.Auth) return AccountErrors.BadJwt;
        return token.Fault == TokenFault.Expired ? JwtExpired : JwtInvalid;
    }

    // A signature says that a token was given, not that it is still meant: sign-out, a ban, a new password hold from this instant.
    private static ValueTask<StandingSession> SessionOfAsync(Caller caller, SessionStates sessions, CancellationToken cancellationToken) => caller switch
    {
        { Role: not DatabaseRole.Authenticated } => new(new StandingSession(SessionState.Alive, null)),
        { SessionId: { } session, UserId: { } user } => sessions.OfAsync(session, user, caller.Aal, cancellationToken),
        _ => new(new StandingSession(SessionState.Ended, null)),
    };

    private static Error? SessionFault(SessionState state, Dialect dialect) => state switch
    {
        SessionState.Alive => null,
        _ when dialect != Dialect.Auth => SessionOver,
        SessionState.NoAccount => AccountErrors.UserNotFound,
        _ => AccountErrors.SessionNotFound,
    };

    private static Error? Refusal(RouteAccess route, Caller caller) => (route.Access, caller.Role) switch
    {
        (Access.SignedIn, not DatabaseRole.Authenticated) => AccountErrors.NoAuthorization,
        (Access.SignedInOrService, DatabaseRole.Anon) => AccountErrors.NoAuthorization,
        (Access.Service, not DatabaseRole.Service) => NotService,
        _ => null,
    };
}
