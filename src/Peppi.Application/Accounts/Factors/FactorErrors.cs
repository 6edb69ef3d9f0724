using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Factors;

/// <summary>What can go wrong with second factors; GoTrue's codes and statuses.</summary>
public static class FactorErrors
{
    /// <summary>The session must prove a second factor first.</summary>
    public static readonly Error InsufficientAal = new(ErrorKind.Forbidden, "insufficient_aal", "AAL2 required to enroll a new factor");

    /// <summary>The same, where a factor that protects the account is to be removed.</summary>
    public static readonly Error InsufficientAalToUnenrol = new(ErrorKind.Conflict, "insufficient_aal", "AAL2 required to unenroll verified factor");

    /// <summary>There is no such factor among the caller's.</summary>
    public static readonly Error NotFound = new(ErrorKind.NotFound, "mfa_factor_not_found", "Factor not found");

    /// <summary>There is no such challenge of this factor, or it was answered.</summary>
    public static readonly Error ChallengeNotFound = new(ErrorKind.Conflict, "mfa_factor_not_found", "MFA factor with the provided challenge ID not found");

    /// <summary>The challenge is too old.</summary>
    public static readonly Error ChallengeExpired = new(ErrorKind.Conflict, "mfa_challenge_expired", "MFA challenge has expired, verify against another challenge or create a new challenge.");

    /// <summary>The code is wrong, was used before, or is of another time.</summary>
    public static readonly Error WrongCode = new(ErrorKind.Conflict, "mfa_verification_failed", "Invalid TOTP code entered")
    {
        Fields = [new FieldError("Code", "Invalid TOTP code entered")],
    };

    /// <summary>Another factor of the caller has this name.</summary>
    public static readonly Error NameConflict = new(ErrorKind.Conflict, "mfa_factor_name_conflict", "A factor with the same friendly name already exists for this user");

    /// <summary>The caller has as many as anybody may have.</summary>
    public static readonly Error TooMany = new(ErrorKind.Conflict, "too_many_enrolled_mfa_factors", "Maximum number of verified factors reached, unenroll to continue");

    /// <summary>Codes by telephone are not offered.</summary>
    public static readonly Error PhoneDisabled = new(ErrorKind.Conflict, "mfa_phone_enroll_not_enabled", "MFA enroll is disabled for Phone");

    /// <summary>Passkeys are not offered.</summary>
    public static readonly Error WebAuthnDisabled = new(ErrorKind.Conflict, "mfa_webauthn_enroll_not_enabled", "MFA enroll is disabled for WebAuthn");

    /// <summary>No other kind exists.</summary>
    public static readonly Error UnknownType = new(ErrorKind.Invalid, "validation_failed", "factor_type needs to be totp");

    /// <summary>A name is longer than an app shows, or a QR code holds.</summary>
    public static Error TooLong(string field) => new(ErrorKind.Invalid, "validation_failed", $"{field} must not be longer than {FactorDesk.LongestName} characters");

    /// <summary>Recovery codes are for accounts that have a second factor.</summary>
    public static readonly Error NothingToRecover = new(ErrorKind.Conflict, "no_second_factor", "Recovery codes are for accounts with a second factor.",
        Hint: "Enrol one first.");
}
