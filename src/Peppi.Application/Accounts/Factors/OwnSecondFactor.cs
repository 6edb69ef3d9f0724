using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Factors;

/// <summary>The caller's second factors, for the caller's own page.</summary>
public sealed record ShowOwnFactors : IQuery<OwnFactors>, IManagesOwnTransaction;

/// <summary>What protects an account besides its password.</summary>
/// <param name="Factors">Those that are confirmed.</param>
/// <param name="RecoveryCodes">How many recovery codes are left.</param>
/// <param name="Proved">Whether this session proved one.</param>
public sealed record OwnFactors(IReadOnlyList<FactorView> Factors, int RecoveryCodes, bool Proved);

/// <summary>Proves the second factor of the account in the present session: at sign-in, or with the first code of a factor just begun.</summary>
/// <param name="Code">Six digits, or a recovery code.</param>
/// <param name="FactorId">The factor just begun; null for any that is confirmed.</param>
public sealed record ProveSecondFactor(string Code, Guid? FactorId) : ICommand<Done>, IManagesOwnTransaction;

/// <summary>Makes ten recovery codes in place of the old ones. The answer is shown this once.</summary>
public sealed record MakeRecoveryCodes : ICommand<IReadOnlyList<string>>, IManagesOwnTransaction;

internal sealed class ProveSecondFactorValidator : AbstractValidator<ProveSecondFactor>
{
    public ProveSecondFactorValidator() => RuleFor(command => command.Code).NotEmpty().WithMessage("Enter the code.");
}

internal sealed class ShowOwnFactorsHandler(AccountsDbContext accounts, FactorDesk desk) : IHandler<ShowOwnFactors, OwnFactors>
{
    public async Task<Result<OwnFactors>> Handle(ShowOwnFactors query, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var own = await desk.OwnAsync(cancellationToken);
        if (!own.Succeeded) return own.Error;
        var user = own.Value.Account.Id;
        var factors = await accounts.Factors.AsNoTracking().Where(factor => factor.AccountId == user && factor.Status == "verified").OrderBy(factor => factor.CreatedAt)
            .Select(factor => FactorView.Of(factor)).ToListAsync(cancellationToken);
        var codes = await accounts.RecoveryCodes.CountAsync(code => code.AccountId == user && code.UsedAt == null, cancellationToken);
        return new OwnFactors(factors, codes, own.Value.Session.Aal == "aal2");
    }
}

internal sealed class ProveSecondFactorHandler(AccountsDbContext accounts, FactorDesk desk, CallerContext caller) : IHandler<ProveSecondFactor, Done>
{
    public async Task<Result<Done>> Handle(ProveSecondFactor command, CancellationToken cancellationToken)
    {
        if (caller.Current.UserId is not { } user) return AccountErrors.NoAuthorization;
        var proved = await desk.TryAsync(user, command.FactorId, command.Code, cancellationToken);
        if (!proved.Succeeded) return proved.Error;

        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var own = await desk.OwnAsync(cancellationToken);
        if (!own.Succeeded) return own.Error;
        await desk.RaiseAsync(own.Value.Session, proved.Value, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}

internal sealed class MakeRecoveryCodesHandler(AccountsDbContext accounts, FactorDesk desk) : IHandler<MakeRecoveryCodes, IReadOnlyList<string>>
{
    public async Task<Result<IReadOnlyList<string>>> Handle(MakeRecoveryCodes command, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var own = await desk.OwnAsync(cancellationToken);
        if (!own.Succeeded) return own.Error;
        var (account, session) = own.Value;
        if (!await desk.ProtectsAsync(account.Id, cancellationToken)) return FactorErrors.NothingToRecover;
        if (session.Aal != "aal2") return FactorErrors.InsufficientAal;

        var codes = await desk.NewRecoveryCodesAsync(account.Id, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return codes.ToArray();
    }
}
