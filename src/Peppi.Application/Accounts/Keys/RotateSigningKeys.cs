using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Keys;

/// <summary>
/// Lets the next key sign; nobody is signed out. The answer is the id of the key that signs afterwards, which is the same as before
/// where it is not its time yet.
/// </summary>
/// <param name="OnlyIfDue">Only where the current key has signed for as long as it may (<c>Auth:SigningKeyLifetime</c>).</param>
public sealed record RotateSigningKeys(bool OnlyIfDue) : ICommand<string>, IManagesOwnTransaction;

/// <summary>
/// Stops believing a key at once: what it signed is refused from now on, on every node. Where it was the current one, the next takes its
/// place. Nobody is signed out: each app refreshes.
/// </summary>
/// <param name="Kid">The key.</param>
public sealed record RevokeSigningKey(string Kid) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class RotateSigningKeysHandler(
    AccountsDbContext accounts, Permissions permissions, KeyStore store, KeyRing ring, IOptions<AccountsOptions> options, TimeProvider time)
    : IHandler<RotateSigningKeys, string>
{
    public async Task<Result<string>> Handle(RotateSigningKeys command, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await permissions.RefuseUnlessForAllAsync(Resources.Roles, PermissionActions.Update, cancellationToken) is { } refusal) return refusal;
        await store.LockAsync(cancellationToken);
        await store.RetireAsync(cancellationToken);
        var current = await accounts.SigningKeys.AsNoTracking()
            .SingleOrDefaultAsync(key => key.Purpose == KeyRing.Session && key.Status == KeyStore.Current, cancellationToken);
        if (!command.OnlyIfDue || current is null || IsDue(current)) current = await store.RotateAsync(cancellationToken);

        await transaction.CommitAsync(cancellationToken);
        ring.Forget();
        return current.Kid;
    }

    private bool IsDue(SigningKeyRecord current) =>
        options.Value.SigningKeyLifetime is { } lifetime && (current.ActivatedAt ?? current.CreatedAt) + lifetime < time.GetUtcNow();
}

internal sealed class RevokeSigningKeyHandler(AccountsDbContext accounts, Permissions permissions, KeyStore store, KeyRing ring, TimeProvider time)
    : IHandler<RevokeSigningKey, Done>
{
    public async Task<Result<Done>> Handle(RevokeSigningKey command, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await permissions.RefuseUnlessForAllAsync(Resources.Roles, PermissionActions.Update, cancellationToken) is { } refusal) return refusal;
        await store.LockAsync(cancellationToken);
        var key = await accounts.SigningKeys.AsNoTracking().SingleOrDefaultAsync(row => row.Kid == command.Kid, cancellationToken);
        if (key is null) return SharedErrors.NotFound("key");
        if (key.Status == KeyStore.Revoked) return KeyErrors.AlreadyRevoked;
        if (key.Purpose == KeyRing.ApiKey) return KeyErrors.SignsApiKeys;
        if (key.Status == KeyStore.Current) await store.RotateAsync(cancellationToken);
        if (key.Status == KeyStore.Standby) store.Add(KeyRing.Session, KeyStore.Standby);

        var now = time.GetUtcNow();
        await accounts.SaveChangesAsync(cancellationToken);
        await accounts.SigningKeys.Where(row => row.Kid == command.Kid).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, KeyStore.Revoked).SetProperty(row => row.RevokedAt, now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        ring.Forget();
        return Done.Value;
    }
}
