using FluentValidation;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Ends sessions of the caller.</summary>
/// <param name="Scope"><c>global</c>: all of them; <c>local</c>: this one; <c>others</c>: all but this one.</param>
public sealed record SignOut(string Scope) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class SignOutValidator : AbstractValidator<SignOut>
{
    public SignOutValidator() =>
        RuleFor(command => command.Scope).Must(scope => scope is "global" or "local" or "others")
            .WithMessage("scope must be one of global, local, others");
}

internal sealed class SignOutHandler(AccountsDbContext accounts, Sessions sessions, CallerContext caller) : IHandler<SignOut, Done>
{
    public async Task<Result<Done>> Handle(SignOut command, CancellationToken cancellationToken)
    {
        var (userId, sessionId) = (caller.Current.UserId, caller.Current.SessionId);
        if (userId is null) return AccountErrors.NoAuthorization;

        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var mine = sessions.All.Where(session => session.AccountId == userId);
        var ended = command.Scope switch
        {
            "local" => mine.Where(session => session.Id == sessionId),
            "others" => mine.Where(session => session.Id != sessionId),
            _ => mine,
        };
        await sessions.EndAsync(ended, SessionEnds.SignedOut, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
