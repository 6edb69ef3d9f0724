using Microsoft.AspNetCore.Identity;
using Peppi.Application.Persistence;

namespace Peppi.Application.Accounts.PasswordRules;

/// <summary>
/// What Identity's own rules leave open: a longest length (hashing megabytes is a way to occupy a server; nothing is ever cut off),
/// and passwords that are guessed first (NIST SP 800-63B §5.1.1.2).
/// </summary>
internal sealed class PasswordStrength : IPasswordValidator<Account>
{
    public const int Least = 10;
    public const int Most = 128;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var fault = password switch
        {
            null => null,
            { Length: > Most } => new IdentityError { Code = "PasswordTooLong", Description = "Choose a password of at most 128 characters." },

            // Too short is Identity's to say: one complaint is enough.
            { Length: >= Least } when CommonPasswords.Contains(password, OwnWords(user)) => new IdentityError
            {
                Code = "PasswordTooCommon",
                Description = "Choose a password that is harder to guess: this one is among those that are tried first.",
            },
            _ => null,
        };
        return Task.FromResult(fault is null ? IdentityResult.Success : IdentityResult.Failed(fault));
    }

    private static string[] OwnWords(Account account) =>
        account.Email is { } email ? [email, email.Split('@')[0], .. email.Split('@')[0].Split('.', '-', '_', '+')] : [];
}
