using Microsoft.AspNetCore.Identity;
using Peppi.Application.Persistence;

namespace Peppi.Application.Accounts;

/// <summary>Bounds a password's length above as well: hashing megabytes is a way to occupy a server.</summary>
internal sealed class PasswordLength : IPasswordValidator<Account>
{
    public const int Least = 10;
    public const int Most = 128;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(password is { Length: > Most }
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordTooLong", Description = $"A password has at most {Most} characters." })
            : IdentityResult.Success);
}
