using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>What can go wrong with accounts; the codes are GoTrue's where it has one (design: the client library reads them).</summary>
public static class AccountErrors
{
    /// <summary>Wrong password or unknown address: the same words for both.</summary>
    public static readonly Error InvalidCredentials = new(ErrorKind.Invalid, "invalid_credentials", "Invalid login credentials");

    /// <summary>The account is deactivated.</summary>
    public static readonly Error UserBanned = new(ErrorKind.Invalid, "user_banned", "User is banned");

    /// <summary>The grant is none that Peppi knows.</summary>
    public static readonly Error UnsupportedGrant = new(ErrorKind.Invalid, "invalid_credentials", "unsupported_grant_type");

    /// <summary>The refresh token was never issued, or its session has ended.</summary>
    public static readonly Error RefreshTokenNotFound = new(ErrorKind.Invalid, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found");

    /// <summary>The refresh token was spent before: its whole session ends.</summary>
    public static readonly Error RefreshTokenAlreadyUsed = new(ErrorKind.Invalid, "refresh_token_already_used", "Invalid Refresh Token: Already Used");

    /// <summary>No bearer token.</summary>
    public static readonly Error NoAuthorization = new(ErrorKind.Unauthenticated, "no_authorization", "This endpoint requires a valid Bearer token");

    /// <summary>A token that is broken, expired, unsigned or signed by somebody else.</summary>
    public static readonly Error BadJwt = new(ErrorKind.Forbidden, "bad_jwt", "invalid JWT: unable to parse or verify signature");

    /// <summary>The session of the token has ended.</summary>
    public static readonly Error SessionNotFound = new(ErrorKind.Forbidden, "session_not_found", "Session from session_id claim in JWT does not exist");

    /// <summary>The session lasted or rested for longer than it may.</summary>
    public static readonly Error SessionExpired = new(ErrorKind.Invalid, "session_expired", "Invalid Refresh Token: Session Expired");

    /// <summary>The person of the token is gone.</summary>
    public static readonly Error UserNotFound = new(ErrorKind.Forbidden, "user_not_found", "User from sub claim in JWT does not exist");

    /// <summary>Too many attempts.</summary>
    public static Error TooManyAttempts(TimeSpan retryAfter) =>
        new(ErrorKind.TooMany, "over_request_rate_limit", "Request rate limit reached", $"Try again in {Math.Ceiling(retryAfter.TotalSeconds)} s.") { RetryAfter = retryAfter };
}
