using FluentValidation;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Chooses a new password for the caller, who proves himself by the present one. Every other session ends.</summary>
/// <param name="Present">The present password.</param>
/// <param name="Chosen">The new one.</param>
public sealed record ChangeOwnPassword(string Present, string Chosen) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class ChangeOwnPasswordValidator : AbstractValidator<ChangeOwnPassword>
{
    public ChangeOwnPasswordValidator()
    {
        RuleFor(command => command.Present).NotEmpty().WithMessage("Enter your present password.");
        RuleFor(command => command.Chosen).NotEmpty().WithMessage("Choose a password of at least 10 characters.")
            .NotEqual(command => command.Present).WithMessage("Choose a password that differs from the present one.");
    }
}

internal sealed class ChangeOwnPasswordHandler(
    AccountsDbContext accounts, PasswordCheck check, Passwords passwords, Sessions sessions, CallerContext caller, TimeProvider time)
    : IHandler<ChangeOwnPassword, Done>
{
    public async Task<Result<Done>> Handle(ChangeOwnPassword command, CancellationToken cancellationToken)
    {
        var (userId, sessionId) = (caller.Current.UserId, caller.Current.SessionId);
        if (userId is null || caller.Current.Email is null) return AccountErrors.NoAuthorization;

        var present = await check.RunAsync(caller.Current.Email, command.Present, cancellationToken);
        if (!present.Succeeded) return present.Error == AccountErrors.InvalidCredentials ? UserErrors.WrongPassword : present.Error;
        var hash = await passwords.HashAsync(present.Value.Account, command.Chosen, nameof(command.Chosen));
        if (!hash.Succeeded) return hash.Error;

        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.LockedAsync(userId.Value, cancellationToken);
        if (account is null) return AccountErrors.UserNotFound;
        if (account.SecurityStamp != present.Value.Account.SecurityStamp) return UserErrors.WrongPassword;
        account.PasswordHash = hash.Value;
        account.MustChangePassword = false;
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.UpdatedAt = time.GetUtcNow();
        await sessions.EndAsync(accounts.Sessions.Where(session => session.AccountId == userId && session.Id != sessionId), SessionEnds.PasswordChanged, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
