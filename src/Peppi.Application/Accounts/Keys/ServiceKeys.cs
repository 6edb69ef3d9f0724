using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Keys;

/// <summary>
/// Makes a key for one server, sent as <c>apikey</c> or bearer: it acts as <c>service_role</c> until it expires or is revoked. The answer
/// is the secret, which is shown this once.
/// </summary>
/// <param name="Name">What it is for.</param>
/// <param name="Days">How many days it works; null for no end.</param>
public sealed record IssueServiceKey(string Name, int? Days) : ICommand<string>, IManagesOwnTransaction;

/// <summary>Ends a service key at once, on every node. The answer is its name.</summary>
/// <param name="Id">The key.</param>
public sealed record RevokeServiceKey(Guid Id) : ICommand<string>, IManagesOwnTransaction;

/// <summary>Writes down when service keys were last used, as this node saw it.</summary>
public sealed record NoteServiceKeyUse : ICommand<Done>, IManagesOwnTransaction;

internal sealed class IssueServiceKeyValidator : AbstractValidator<IssueServiceKey>
{
    public IssueServiceKeyValidator()
    {
        RuleFor(command => command.Name).NotEmpty().WithMessage("Enter a name.").MaximumLength(60).WithMessage("Shorten the name to 60 characters.");
        RuleFor(command => command.Days).InclusiveBetween(1, 3650).WithMessage("A key works between 1 and 3650 days.");
    }
}

internal sealed class IssueServiceKeyHandler(AccountsDbContext accounts, Permissions permissions, CallerContext caller, KeyRing ring, TimeProvider time)
    : IHandler<IssueServiceKey, string>
{
    public async Task<Result<string>> Handle(IssueServiceKey command, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await permissions.RefuseUnlessForAllAsync(Resources.Roles, PermissionActions.Update, cancellationToken) is { } refusal) return refusal;

        var secret = ServiceKeys.Mark + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 43);
        var now = time.GetUtcNow();
        accounts.Add(new ServiceKey
        {
            Id = Guid.CreateVersion7(),
            Name = command.Name.Trim(),
            Prefix = secret[..(ServiceKeys.Mark.Length + 6)],
            Hash = ServiceKeys.HashOf(secret),
            CreatedAt = now,
            CreatedBy = caller.Current.UserId,
            ExpiresAt = command.Days is { } days ? now.AddDays(days) : null,
        });
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        ring.Forget();
        return secret;
    }
}

internal sealed class RevokeServiceKeyHandler(AccountsDbContext accounts, Permissions permissions, KeyRing ring, TimeProvider time) : IHandler<RevokeServiceKey, string>
{
    public async Task<Result<string>> Handle(RevokeServiceKey command, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await permissions.RefuseUnlessForAllAsync(Resources.Roles, PermissionActions.Update, cancellationToken) is { } refusal) return refusal;
        var key = await accounts.ServiceKeys.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (key is null) return SharedErrors.NotFound("key");
        if (key.RevokedAt is not null) return KeyErrors.AlreadyRevoked;
        key.RevokedAt = time.GetUtcNow();
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        ring.Forget();
        return key.Name;
    }
}

internal sealed class NoteServiceKeyUseHandler(AccountsDbContext accounts, ServiceKeyUses uses) : IHandler<NoteServiceKeyUse, Done>
{
    public async Task<Result<Done>> Handle(NoteServiceKeyUse command, CancellationToken cancellationToken)
    {
        var seen = uses.Take();
        if (seen.Count == 0) return Done.Value;
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (id, at) in seen)
        {
            await accounts.ServiceKeys.Where(key => key.Id == id && (key.LastUsedAt == null || key.LastUsedAt < at))
                .ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, at), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}

/// <summary>What a service key looks like.</summary>
internal static class ServiceKeys
{
    /// <summary>How each begins, so that scanners of source code know one when they see it.</summary>
    public const string Mark = "peppi_sk_";

    /// <summary>What the database keeps.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

/// <summary>When this node last saw each service key, until it is written down: a use must not cost a write.</summary>
internal sealed class ServiceKeyUses(TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> seen = new();

    public void Note(Guid key) => seen[key] = time.GetUtcNow();

    public IReadOnlyList<(Guid Id, DateTimeOffset At)> Take()
    {
        List<(Guid, DateTimeOffset)> taken = [];
        foreach (var id in seen.Keys)
        {
            if (seen.TryRemove(id, out var at)) taken.Add((id, at));
        }

        return taken;
    }
}
