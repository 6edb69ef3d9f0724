using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>
/// Who stands behind the admin's cookie, asked at every page: an ended session, a deactivated account or a changed role holds at
/// the next click, on every node.
/// </summary>
public sealed record ResumeAdminSession : IQuery<SignedInPerson>, IManagesOwnTransaction;

/// <summary>Who is signed in to the admin, and what its pages may offer.</summary>
public sealed record SignedInPerson
{
    /// <summary>The person.</summary>
    public required Guid Id { get; init; }

    /// <summary>Address.</summary>
    public required string Email { get; init; }

    /// <summary>Name as shown to others.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The role's name, if there is one.</summary>
    public string? RoleName { get; init; }

    /// <summary>The password was given by somebody else: a new one must be chosen first.</summary>
    public required bool MustChangePassword { get; init; }

    /// <summary>How surely it is this person: <c>aal1</c> or <c>aal2</c>.</summary>
    public required string Aal { get; init; }

    /// <summary>The account has a second factor: the session must prove it before anything else.</summary>
    public required bool HasSecondFactor { get; init; }

    /// <summary>The role is let at data only with a second factor.</summary>
    public required bool NeedsSecondFactor { get; init; }

    /// <summary>What the matrix gives: resource and action to scope.</summary>
    public required IReadOnlyDictionary<(string Resource, string Action), string> Permissions { get; init; }
}

internal sealed class ResumeAdminSessionHandler(AccountsDbContext accounts, Sessions sessions, CallerContext caller, TimeProvider time)
    : IHandler<ResumeAdminSession, SignedInPerson>
{
    private static readonly TimeSpan NotedEach = TimeSpan.FromMinutes(1);

    public async Task<Result<SignedInPerson>> Handle(ResumeAdminSession query, CancellationToken cancellationToken)
    {
        var (userId, sessionId) = (caller.Current.UserId, caller.Current.SessionId);
        var now = time.GetUtcNow();
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var found = await (
            from session in accounts.Sessions.AsNoTracking()
            join account in accounts.Users on session.AccountId equals account.Id
            join person in accounts.People on account.Id equals person.Id into people
            from person in people.DefaultIfEmpty()
            join role in accounts.Roles on person.RoleId equals (int?)role.Id into roles
            from role in roles.DefaultIfEmpty()
            where session.Id == sessionId && session.AccountId == userId && session.EndedAt == null && (person == null || person.Active)
                && (account.BannedUntil == null || account.BannedUntil < now)
            select new
            {
                Session = session,
                account.MustChangePassword,
                account.Email,
                Person = person,
                RoleName = (string?)role.Name,
                NeedsSecondFactor = role != null && role.RequiresAal2,
                HasSecondFactor = accounts.Factors.Any(factor => factor.AccountId == account.Id && factor.Status == "verified")
            }).SingleOrDefaultAsync(cancellationToken);
        if (found is null) return AccountErrors.SessionNotFound;
        if (sessions.Lapsed(found.Session) is { } lapsed)
        {
            await sessions.EndAsync(sessions.All.Where(session => session.Id == sessionId), lapsed, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return AccountErrors.SessionNotFound;
        }

        var roleId = found.Person?.RoleId;
        var permissions = await accounts.RolePermissions.Where(cell => cell.RoleId == roleId)
            .ToDictionaryAsync(cell => (cell.Resource, cell.Action), cell => cell.Scope, cancellationToken);
        if (now - found.Session.RefreshedAt > NotedEach)
        {
            await accounts.Sessions.Where(session => session.Id == sessionId)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.RefreshedAt, now), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new SignedInPerson
        {
            Id = found.Session.AccountId,
            Email = found.Person?.Email ?? found.Email ?? "",
            DisplayName = found.Person?.DisplayName,
            RoleName = found.RoleName,
            MustChangePassword = found.MustChangePassword,
            Aal = found.Session.Aal,
            HasSecondFactor = found.HasSecondFactor,
            NeedsSecondFactor = found.NeedsSecondFactor,
            Permissions = permissions,
        };
    }
}
