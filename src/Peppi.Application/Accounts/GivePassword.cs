using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Gives a person who forgot the password a new one, to be handed over and changed at the next sign-in. The answer is that password.</summary>
/// <param name="Id">The person.</param>
public sealed record GivePassword(Guid Id) : ICommand<string>, IManagesOwnTransaction;

/// <summary>A password to propose for a new account.</summary>
public sealed record SuggestPassword : IQuery<string>, IManagesOwnTransaction;

internal sealed class SuggestPasswordHandler : IHandler<SuggestPassword, string>
{
    public Task<Result<string>> Handle(SuggestPassword query, CancellationToken cancellationToken) => Task.FromResult<Result<string>>(Passwords.Suggest());
}

internal sealed class GivePasswordHandler(AccountsDbContext accounts, Permissions permissions, Passwords passwords, Sessions sessions, TimeProvider time)
    : IHandler<GivePassword, string>
{
    public async Task<Result<string>> Handle(GivePassword command, CancellationToken cancellationToken)
    {
        var password = Passwords.Suggest();
        var hash = await passwords.HashAsync(new Account(), password, "Password");
        if (!hash.Succeeded) return hash.Error;

        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await permissions.RefuseUnlessForAllAsync(Resources.Users, PermissionActions.Update, cancellationToken) is { } refusal) return refusal;
        var account = await accounts.LockedAsync(command.Id, cancellationToken);
        if (account is null) return SharedErrors.NotFound("person");

        account.PasswordHash = hash.Value;
        account.MustChangePassword = true;
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.UpdatedAt = time.GetUtcNow();
        await sessions.EndAsync(accounts.Sessions.Where(session => session.AccountId == account.Id), SessionEnds.PasswordChanged, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return password;
    }
}
