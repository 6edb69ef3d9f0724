using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Keys;

/// <summary>Every key of the instance, for whoever may change every role.</summary>
public sealed record ListKeys : IQuery<KeyList>, IManagesOwnTransaction;

/// <summary>The keys of an instance; none of their secrets.</summary>
/// <param name="Signing">Keys that sign tokens, the newest first.</param>
/// <param name="Api">The anon and service_role keys.</param>
/// <param name="Service">Named keys for servers, the newest first.</param>
public sealed record KeyList(IReadOnlyList<SigningKeyLine> Signing, IReadOnlyList<ApiKeyLine> Api, IReadOnlyList<ServiceKeyLine> Service);

/// <summary>A key that signs tokens.</summary>
/// <param name="Kid">Names it.</param>
/// <param name="Purpose"><c>session</c> or <c>api_key</c>.</param>
/// <param name="Status"><c>standby</c>, <c>current</c>, <c>previous</c> or <c>revoked</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ActivatedAt">When it began to sign.</param>
/// <param name="TrustedUntil">Until when a previous one is believed.</param>
/// <param name="RevokedAt">When it stopped being believed.</param>
public sealed record SigningKeyLine(
    string Kid, string Purpose, string Status, DateTimeOffset CreatedAt, DateTimeOffset? ActivatedAt, DateTimeOffset? TrustedUntil, DateTimeOffset? RevokedAt);

/// <summary>The anon or the service_role key.</summary>
/// <param name="Role">Whom it stands for.</param>
/// <param name="CreatedAt">When it was issued.</param>
public sealed record ApiKeyLine(string Role, DateTimeOffset CreatedAt);

/// <summary>A named key for a server.</summary>
/// <param name="Id">The key.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Prefix">How its secret begins.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="LastUsedAt">When it was last used, to the minute.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="RevokedAt">When it was revoked.</param>
public sealed record ServiceKeyLine(
    Guid Id, string Name, string Prefix, DateTimeOffset CreatedAt, string? CreatedBy, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

internal sealed class ListKeysHandler(AccountsDbContext accounts, Permissions permissions) : IHandler<ListKeys, KeyList>
{
    public async Task<Result<KeyList>> Handle(ListKeys query, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await permissions.RefuseUnlessForAllAsync(Resources.Roles, PermissionActions.Update, cancellationToken) is { } refusal) return refusal;

        var signing = await accounts.SigningKeys.OrderByDescending(key => key.CreatedAt)
            .Select(key => new SigningKeyLine(key.Kid, key.Purpose, key.Status, key.CreatedAt, key.ActivatedAt, key.TrustedUntil, key.RevokedAt))
            .ToListAsync(cancellationToken);
        var api = await accounts.ApiKeys.OrderBy(key => key.Name).Select(key => new ApiKeyLine(key.Name, key.CreatedAt)).ToListAsync(cancellationToken);
        var service = await (
            from key in accounts.ServiceKeys
            join maker in accounts.People on key.CreatedBy equals (Guid?)maker.Id into makers
            from maker in makers.DefaultIfEmpty()
            orderby key.CreatedAt descending
            select new ServiceKeyLine(
                key.Id, key.Name, key.Prefix, key.CreatedAt, maker == null ? null : maker.DisplayName ?? maker.Email, key.LastUsedAt, key.ExpiresAt, key.RevokedAt))
            .ToListAsync(cancellationToken);
        return new KeyList(signing, api, service);
    }
}
