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

    /// <summary>The address was never confirmed.</summary>
    public static readonly Error EmailNotConfirmed = new(ErrorKind.Invalid, "email_not_confirmed", "Email not confirmed");

    /// <summary>Somebody has an account with this address.</summary>
    public static readonly Error EmailExists = new(ErrorKind.Conflict, "email_exists", "A user with this email address has already been registered")
    {
        Fields = [new FieldError("email", "A user with this email address has already been registered")],
    };

    /// <summary>The same, said to somebody who opens an account where no confirmation is asked for.</summary>
    public static readonly Error UserAlreadyExists = new(ErrorKind.Conflict, "user_already_exists", "User already registered");

    /// <summary>Nobody may open an account.</summary>
    public static readonly Error SignupDisabled = new(ErrorKind.Conflict, "signup_disabled", "Signups not allowed for this instance");

    /// <summary>Not an address.</summary>
    public static readonly Error EmailInvalid = new(ErrorKind.Invalid, "email_address_invalid", "Unable to validate email address: invalid format");

    /// <summary>The link or code was used, replaced, tried too often or is too old.</summary>
    public static readonly Error OtpExpired = new(ErrorKind.Forbidden, "otp_expired", "Token has expired or is invalid");

    /// <summary>The new password is the present one.</summary>
    public static readonly Error SamePassword = new(ErrorKind.Conflict, "same_password", "New password should be different from the old password.");

    /// <summary>The present password, given to prove who changes it, is wrong.</summary>
    public static readonly Error CurrentPasswordInvalid = new(ErrorKind.Invalid, "current_password_invalid", "The current password is not right.");

    /// <summary>The sign-in is too long ago to change the password by it alone.</summary>
    public static readonly Error ReauthenticationNeeded = new(ErrorKind.Invalid, "reauthentication_needed", "Password update requires reauthentication");

    /// <summary>The code that was to prove it is wrong or too old.</summary>
    public static readonly Error ReauthenticationNotValid = new(ErrorKind.Conflict, "reauthentication_not_valid", "Nonce has expired or is invalid");

    /// <summary>There is no such code of a PKCE flow, or no longer.</summary>
    public static readonly Error FlowStateNotFound = new(ErrorKind.NotFound, "flow_state_not_found", "invalid flow state, no valid flow state found");

    /// <summary>The verifier is not the one whose challenge began the flow.</summary>
    public static readonly Error BadCodeVerifier = new(ErrorKind.Invalid, "bad_code_verifier", "code challenge does not match previously saved code verifier");

    /// <summary>The account has a second factor, and this session did not prove it.</summary>
    public static readonly Error SecondFactorNeeded = new(ErrorKind.Unauthenticated, "insufficient_aal", "AAL2 session is required to update email or password when MFA is enabled.");

    /// <summary>Only servers write what stands in <c>app_metadata</c>.</summary>
    public static readonly Error AppMetadataNeedsService = new(ErrorKind.Forbidden, "not_admin", "Updating app_metadata requires admin privileges");

    /// <summary>An administrator asked for somebody who is not there.</summary>
    public static readonly Error NoSuchUser = new(ErrorKind.NotFound, "user_not_found", "User not found");

    /// <summary>The last way to sign in cannot be taken away.</summary>
    public static readonly Error SingleIdentity = new(ErrorKind.Conflict, "single_identity_not_deletable", "User must have at least 1 identity after unlinking");

    /// <summary>Something in the request is not right.</summary>
    public static Error Invalid(string message) => new(ErrorKind.Invalid, "validation_failed", message);

    /// <summary>Too many mails to an address.</summary>
    public static Error TooManyMails(TimeSpan retryAfter) =>
        new(ErrorKind.TooMany, "over_email_send_rate_limit", "Email rate limit exceeded", $"Try again in {Math.Ceiling(retryAfter.TotalSeconds)} s.") { RetryAfter = retryAfter };

    /// <summary>Too many attempts.</summary>
    public static Error TooManyAttempts(TimeSpan retryAfter) =>
        new(ErrorKind.TooMany, "over_request_rate_limit", "Request rate limit reached", $"Try again in {Math.Ceiling(retryAfter.TotalSeconds)} s.") { RetryAfter = retryAfter };
}
