using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.SelfService;

/// <summary>Changes what the caller may change of the own account: address (once confirmed), password, and what is said about oneself.</summary>
public sealed record ChangeOwnAccount : ICommand<AccountView>, IManagesOwnTransaction
{
    /// <summary>The address wanted.</summary>
    public string? Email { get; init; }

    /// <summary>The password wanted.</summary>
    public string? Password { get; init; }

    /// <summary>The present password, as a proof.</summary>
    public string? CurrentPassword { get; init; }

    /// <summary>The code of <see cref="Reauthenticate"/>, as a proof.</summary>
    public string? Nonce { get; init; }

    /// <summary>Keys to set in what the person says about themself (JSON object); null takes a key away.</summary>
    public string? UserMetadata { get; init; }

    /// <summary>Where the links of the mails shall lead.</summary>
    public string? RedirectTo { get; init; }

    /// <summary>What the app will prove to know.</summary>
    public PkceChallenge? Challenge { get; init; }
}

internal sealed class ChangeOwnAccountHandler(
    AccountsDbContext accounts, OwnPassword password, AccountMails mails, MailLimits limits, Sessions sessions, CallerContext caller, TimeProvider time)
    : IHandler<ChangeOwnAccount, AccountView>
{
    public async Task<Result<AccountView>> Handle(ChangeOwnAccount command, CancellationToken cancellationToken)
    {
        if (caller.Current is not { UserId: { } id, SessionId: { } sessionId }) return AccountErrors.NoAuthorization;
        if (command.Email is not null && !EmailText.IsAddress(command.Email)) return AccountErrors.EmailInvalid;

        if ((command.Email ?? command.Password) is not null && await NeedsSecondFactorAsync(id, sessionId, cancellationToken)) return AccountErrors.SecondFactorNeeded;

        string? hash = null;
        if (command.Password is not null)
        {
            var chosen = await password.ChooseAsync(id, sessionId, command.Password, command.CurrentPassword, command.Nonce, cancellationToken);
            if (!chosen.Succeeded) return chosen.Error;
            hash = chosen.Value;
        }

        var wanted = command.Email is null ? null : EmailText.Normalized(command.Email);
        if (wanted is not null && await limits.RefusalAsync(command.Email!, cancellationToken) is { } refusal) return refusal;

        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.LockedAsync(id, cancellationToken);
        if (account is null) return AccountErrors.UserNotFound;
        var now = time.GetUtcNow();
        if (hash is not null)
        {
            account.PasswordHash = hash;
            account.MustChangePassword = false;
            account.SecurityStamp = Guid.NewGuid().ToString("N");
            await sessions.EndAsync(sessions.All.Where(session => session.AccountId == id && session.Id != sessionId), SessionEnds.PasswordChanged, cancellationToken);
            await mails.PasswordChangedAsync(account, cancellationToken);

            // First of all: with the old password go the links that there were and a change of address that somebody asked for, also where
            // it is the one that is asked for now.
            await accounts.SaveChangesAsync(cancellationToken);
            await accounts.Entry(account).ReloadAsync(cancellationToken);
        }

        if (command.UserMetadata is not null)
        {
            account.UserMetadata = Metadata.Merged(account.UserMetadata, command.UserMetadata);
            if (Metadata.Refusal("data", account.UserMetadata) is { } tooLong) return tooLong;
        }

        if (wanted is not null && wanted != account.NormalizedEmail)
        {
            if (await accounts.Users.AnyAsync(other => other.NormalizedEmail == wanted && other.Id != id, cancellationToken)) return AccountErrors.EmailExists;
            account.NewEmail = command.Email!.Trim();
            await mails.ChangeEmailAsync(account, command.RedirectTo, command.Challenge, cancellationToken);
        }

        account.UpdatedAt = now;
        await accounts.SaveChangesAsync(cancellationToken);
        var view = await accounts.ViewAsync(account, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return view;
    }

    // Whoever stole a session of the password alone must not take the account with it.
    private async Task<bool> NeedsSecondFactorAsync(Guid id, Guid sessionId, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        return await accounts.Factors.AnyAsync(factor => factor.AccountId == id && factor.Status == "verified", cancellationToken)
            && !await accounts.Sessions.AnyAsync(session => session.Id == sessionId && session.Aal == "aal2", cancellationToken);
    }
}
