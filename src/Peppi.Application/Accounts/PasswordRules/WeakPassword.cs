using Microsoft.AspNetCore.Identity;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.PasswordRules;

/// <summary>The refusal of a password, with GoTrue's reasons (<c>length</c>, <c>characters</c>, <c>pwned</c>) for the client library.</summary>
internal static class WeakPassword
{
    /// <summary>The refusal.</summary>
    /// <param name="field">The field to blame, as the request names it.</param>
    /// <param name="faults">What Identity's validators found.</param>
    public static Error Of(string field, IEnumerable<IdentityError> faults)
    {
        var list = faults.Select(fault => (Reason: ReasonOf(fault.Code), Message: MessageOf(fault))).ToList();
        return new Error(ErrorKind.Invalid, "weak_password", "This password is too weak.", string.Join(" ", list.Select(fault => fault.Message)))
        {
            Fields = [.. list.Select(fault => new FieldError(field, fault.Message))],
            Reasons = [.. list.Select(fault => fault.Reason).Distinct()],
        };
    }

    private static string ReasonOf(string code) => code switch
    {
        "PasswordTooShort" or "PasswordTooLong" => "length",
        "PasswordTooCommon" => "pwned",
        _ => "characters",
    };

    private static string MessageOf(IdentityError fault) => fault.Code switch
    {
        "PasswordTooShort" => "Choose a password of at least 10 characters.",
        "PasswordRequiresUniqueChars" => "Choose a password of at least 3 different characters.",
        _ => fault.Description,
    };
}
