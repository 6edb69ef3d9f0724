using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Administration;

/// <summary>Changes an account without asking its owner, for holders of the service key. What is null stays.</summary>
public sealed record ChangeAccount : ICommand<AccountView>, IManagesOwnTransaction
{
    /// <summary>The account.</summary>
    public required Guid Id { get; init; }

    /// <summary>The new address, taken as confirmed.</summary>
    public string? Email { get; init; }

    /// <summary>The new password; every session ends.</summary>
    public string? Password { get; init; }

    /// <summary>True confirms the address.</summary>
    public bool? Confirmed { get; init; }

    /// <summary>Keys to set in what the person says about themself (JSON object).</summary>
    public string? UserMetadata { get; init; }

    /// <summary>Keys to set in what servers say about the person (JSON object).</summary>
    public string? AppMetadata { get; init; }

    /// <summary>For how long it shall not be usable; zero makes it usable again.</summary>
    public TimeSpan? BannedFor { get; init; }
}

internal sealed class ChangeAccountHandler(AccountsDbContext accounts, Passwords passwords, Sessions sessions, TimeProvider time) : IHandler<ChangeAccount, AccountView>
{
    public async Task<Result<AccountView>> Handle(ChangeAccount command, CancellationToken cancellationToken)
    {
        if (command.Email is not null && !EmailText.IsAddress(command.Email)) return AccountErrors.EmailInvalid;
        string? hash = null;
        if (command.Password is not null)
        {
            var hashed = await passwords.HashAsync(new Account { Email = command.Email }, command.Password, "password");
            if (!hashed.Succeeded) return hashed.Error;
            hash = hashed.Value;
        }

        var now = time.GetUtcNow();
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.LockedAsync(command.Id, cancellationToken);
        if (account is null) return AccountErrors.NoSuchUser;

        if (command.Email is not null)
        {
            var normalized = EmailText.Normalized(command.Email);
            if (await accounts.Users.AnyAsync(other => other.NormalizedEmail == normalized && other.Id != account.Id, cancellationToken)) return AccountErrors.EmailExists;
            (account.Email, account.UserName, account.NormalizedEmail, account.NormalizedUserName) = (command.Email.Trim(), command.Email.Trim(), normalized, normalized);
            (account.EmailConfirmed, account.EmailConfirmedAt) = (true, now);
        }

        if (command.Confirmed is true && !account.EmailConfirmed) (account.EmailConfirmed, account.EmailConfirmedAt) = (true, now);
        if (command.UserMetadata is not null)
        {
            account.UserMetadata = Metadata.Merged(account.UserMetadata, command.UserMetadata);
            if (Metadata.Refusal("user_metadata", account.UserMetadata) is { } tooLong) return tooLong;
        }

        if (command.AppMetadata is not null)
        {
            account.AppMetadata = Metadata.Merged(account.AppMetadata, command.AppMetadata);
            if (Metadata.Refusal("app_metadata", account.AppMetadata) is { } tooLong) return tooLong;
        }

        if (command.BannedFor is { } ban)
        {
            // A deactivated person stays out for good: a ban for some time would end, and let the person in.
            var inactive = ban > TimeSpan.Zero && await accounts.People.AnyAsync(person => person.Id == account.Id && !person.Active, cancellationToken);
            account.BannedUntil = inactive ? DateTimeOffset.MaxValue : ban > TimeSpan.Zero ? now + ban : null;
        }

        if (hash is not null)
        {
            (account.PasswordHash, account.MustChangePassword, account.SecurityStamp) = (hash, false, Guid.NewGuid().ToString("N"));
            await sessions.EndAsync(sessions.All.Where(session => session.AccountId == account.Id), SessionEnds.PasswordChanged, cancellationToken);
        }

        account.UpdatedAt = now;
        await accounts.SaveChangesAsync(cancellationToken);

        // A person whom an administrator deactivated is let in again as a whole: sign-in alone would open an empty house.
        if (command.BannedFor == TimeSpan.Zero)
            await accounts.People.Where(person => person.Id == account.Id && !person.Active).ExecuteUpdateAsync(set => set.SetProperty(person => person.Active, true), cancellationToken);

        // With another address or password goes a change of address that was asked for: what the database has is the answer.
        await accounts.Entry(account).ReloadAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return AccountView.Of(account);
    }
}
