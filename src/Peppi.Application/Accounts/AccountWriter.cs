using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
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
public sealed record NewAccount(string Email, string? DisplayName, int? RoleId, string? Locale)
{
    /// <summary>Hash of the first password; without one the account is entered through a mail.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>The password was given by somebody else.</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>The address is known to be the person's.</summary>
    public bool Confirmed { get; init; }

    /// <summary>What the person says about themself (JSON object).</summary>
    public string UserMetadata { get; init; } = "{}";

    /// <summary>What servers say about the person (JSON object).</summary>
    public string AppMetadata { get; init; } = "{}";
}

/// <summary>
/// Makes an account and its profile together: <c>auth.users</c> and <c>public.users</c> have the same id and are written in one
/// transaction, which the caller holds. Who may do so is the caller's to check. A profile that stood there first, without an account,
/// gets this one: whoever imported it meant this person.
/// </summary>
internal sealed class AccountWriter(AccountsDbContext accounts, UserManager<Account> users, TimeProvider time)
{
    /// <summary>The new account.</summary>
    public async Task<Result<Account>> CreateAsync(NewAccount person, CancellationToken cancellationToken)
    {
        if ((Metadata.Refusal("user_metadata", person.UserMetadata) ?? Metadata.Refusal("app_metadata", person.AppMetadata)) is { } refusal) return refusal;
        var now = time.GetUtcNow();
        var email = person.Email.Trim();
        var profile = await WaitingProfileAsync(email, cancellationToken);
        var account = new Account
        {
            Id = profile?.Id ?? Guid.CreateVersion7(),
            UserName = email,
            Email = email,
            EmailConfirmed = person.Confirmed,
            EmailConfirmedAt = person.Confirmed ? now : null,
            PasswordHash = person.PasswordHash,
            MustChangePassword = person.MustChangePassword,
            UserMetadata = person.UserMetadata,
            AppMetadata = person.AppMetadata,
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (profile is null)
            accounts.Add(new Person { Id = account.Id, Email = email, DisplayName = person.DisplayName, RoleId = person.RoleId, Locale = person.Locale });
        else
            (profile.DisplayName, profile.RoleId, profile.Locale) = (person.DisplayName ?? profile.DisplayName, person.RoleId ?? profile.RoleId, person.Locale ?? profile.Locale);

        var outcome = await users.CreateAsync(account);
        return outcome.Succeeded ? account : ErrorOf(outcome);
    }

    /// <summary>What an account of an address that is taken would have looked like, for whoever must not learn that it is.</summary>
    public AccountView MadeUp(string email, string userMetadata)
    {
        var now = time.GetUtcNow();
        return new AccountView
        {
            Id = Guid.CreateVersion7(),
            Email = email.Trim(),
            ConfirmationSentAt = now,
            CreatedAt = now,
            UpdatedAt = now,
            UserMetadata = userMetadata,
            MadeUp = true,
        };
    }

    /// <summary>The profile of an address that has no account yet.</summary>
    public async Task<Person?> WaitingProfileAsync(string email, CancellationToken cancellationToken)
    {
        var (exact, lower) = (email.Trim(), email.Trim().ToLowerInvariant());
        return await accounts.People
            .Where(person => (person.Email == exact || person.Email == lower) && !accounts.Users.Any(account => account.Id == person.Id))
            .OrderBy(person => person.Id).FirstOrDefaultAsync(cancellationToken);
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
