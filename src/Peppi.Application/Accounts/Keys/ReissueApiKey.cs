using FluentValidation;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Keys;

/// <summary>Makes the <c>anon</c> or the <c>service_role</c> key anew; the old one is refused at once, on every node. The answer is the new one.</summary>
/// <param name="Role"><c>anon</c> or <c>service_role</c>.</param>
public sealed record ReissueApiKey(string Role) : ICommand<string>, IManagesOwnTransaction;

internal sealed class ReissueApiKeyValidator : AbstractValidator<ReissueApiKey>
{
    public ReissueApiKeyValidator() =>
        RuleFor(command => command.Role).Must(role => role is "anon" or "service_role").WithMessage("The keys are anon and service_role.");
}

internal sealed class ReissueApiKeyHandler(AccountsDbContext accounts, Permissions permissions, KeyStore store, AccessTokens tokens, KeyRing ring)
    : IHandler<ReissueApiKey, string>
{
    public async Task<Result<string>> Handle(ReissueApiKey command, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await permissions.RefuseUnlessForAllAsync(Resources.Roles, PermissionActions.Update, cancellationToken) is { } refusal) return refusal;
        await store.LockAsync(cancellationToken);
        var token = await tokens.IssueApiKeyAsync(command.Role, cancellationToken);
        await store.KeepApiKeyAsync(command.Role, token, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        ring.Forget();
        return token;
    }
}
