using Microsoft.AspNetCore.Identity;
using Peppi.Application.Accounts.PasswordRules;
using Peppi.Application.Persistence;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Somebody to be given an account.</summary>
/// <param name="Email">The address to sign in with.</param>
/// <param name="DisplayName">Name as shown to others.</param>
/// <param name="RoleId">The role; null for an account that sees only itself.</param>
/// <param name="Locale"><c>fr</c> or <c>en</c>.</param>
public sealed record NewAccount(string Email, string? DisplayName, int? RoleId, string? Locale);

/// <summary>
/// Makes an account and its profile together: <c>auth.users</c> and <c>public.users</c> have the same id and are written in one
/// transaction, which the caller holds. Who may do so is the caller's to check.
/// </summary>
internal sealed class AccountWriter(AccountsDbContext accounts, UserManager<Account> users, TimeProvider time)
{
    /// <summary>The new account; without a password it can only be entered through an invitation.</summary>
    public async Task<Result<Account>> CreateAsync(NewAccount person, string? password, bool mustChangePassword)
    {
        var now = time.GetUtcNow();
        var email = person.Email.Trim();
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            UserName = email,
            Email = email,
            EmailConfirmed = password is not null,
            MustChangePassword = mustChangePassword,
            InvitedAt = password is null ? now : null,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var outcome = password is null ? await users.CreateAsync(account) : await users.CreateAsync(account, password);
        if (!outcome.Succeeded) return ErrorOf(outcome);

        accounts.Add(new Person { Id = account.Id, Email = email, DisplayName = person.DisplayName, RoleId = person.RoleId, Locale = person.Locale });
        return account;
    }

    /// <summary>Identity's refusals under codes that clients know.</summary>
    internal static Error ErrorOf(IdentityResult outcome)
    {
        var fault = outcome.Errors.First();
        return fault.Code switch
        {
            "DuplicateEmail" or "DuplicateUserName" => Refusal(new Error(ErrorKind.Conflict, "email_exists", "A user with this email address has already been registered")),
            "InvalidEmail" or "InvalidUserName" => Refusal(new Error(ErrorKind.Invalid, "email_address_invalid", "This is not an email address")),
            _ => WeakPassword.Of("password", outcome.Errors.Where(error => error.Code.StartsWith("Password", StringComparison.Ordinal))),
        };

        static Error Refusal(Error error) => error with { Fields = [new FieldError("email", error.Message)] };
    }
}
