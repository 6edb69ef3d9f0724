using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Peppi.Application.Accounts.PasswordRules;
using Peppi.Application.Persistence;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Setting passwords: rules first, then the hash (140 ms of CPU), both before any transaction is open.</summary>
internal sealed class Passwords(UserManager<Account> manager, IPasswordHasher<Account> hasher, PasswordWork work)
{
    // Neither l, 1, I, o nor 0: such a password is read out over the telephone.
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>A password that can be said and typed: three groups of five, 75 bits.</summary>
    public static string Suggest() => string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));

    /// <summary>What is wrong with a password, or its hash.</summary>
    /// <param name="account">Whose it shall be.</param>
    /// <param name="password">The password.</param>
    /// <param name="field">The field to blame, as the request names it.</param>
    public async Task<Result<string>> HashAsync(Account account, string password, string field)
    {
        List<IdentityError> faults = [];
        foreach (var validator in manager.PasswordValidators) faults.AddRange((await validator.ValidateAsync(manager, account, password)).Errors);

        if (faults.Count > 0) return WeakPassword.Of(field, faults);
        return await work.RunAsync(familiar: false, () => hasher.HashPassword(account, password), CancellationToken.None) is { } hash
            ? hash
            : AccountErrors.TooManyAttempts(PasswordWork.Patience);
    }
}
