using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Where somebody is signed in, and the sessions that ended lately: one's own, or everybody's for who may read everybody.</summary>
/// <param name="UserId">The person.</param>
public sealed record ListSessions(Guid UserId) : IQuery<IReadOnlyList<SessionLine>>, IManagesOwnTransaction;

/// <summary>A session of somebody.</summary>
/// <param name="Id">The session.</param>
/// <param name="Surface"><c>api</c> or <c>admin</c>.</param>
/// <param name="CreatedAt">Its start.</param>
/// <param name="SeenAt">When it was last heard of.</param>
/// <param name="IpAddress">Where it began.</param>
/// <param name="UserAgent">With what.</param>
/// <param name="SecondFactor">Whether it proved a second factor.</param>
/// <param name="EndedAt">Its end.</param>
/// <param name="EndReason">Why it ended: one of <see cref="SessionEnds"/>.</param>
/// <param name="Present">It is the session that asks.</param>
public sealed record SessionLine(
    Guid Id, string Surface, DateTimeOffset CreatedAt, DateTimeOffset SeenAt, string? IpAddress, string? UserAgent, bool SecondFactor,
    DateTimeOffset? EndedAt, string? EndReason, bool Present);

/// <summary>Ends sessions of somebody, at once and on every node; of oneself all but the present one. The answer is how many.</summary>
/// <param name="UserId">The person.</param>
/// <param name="SessionId">The session; null for all.</param>
public sealed record EndSessions(Guid UserId, Guid? SessionId) : ICommand<int>, IManagesOwnTransaction;

internal sealed class ListSessionsHandler(AccountsDbContext accounts, Permissions permissions, CallerContext caller) : IHandler<ListSessions, IReadOnlyList<SessionLine>>
{
    private const int Ended = 10;

    public async Task<Result<IReadOnlyList<SessionLine>>> Handle(ListSessions query, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (query.UserId != caller.Current.UserId
            && await permissions.RefuseUnlessForAllAsync(Resources.Users, PermissionActions.Select, cancellationToken) is { } refusal) return refusal;

        var all = accounts.Sessions.AsNoTracking().Where(session => session.AccountId == query.UserId);
        var open = await all.Where(session => session.EndedAt == null).OrderByDescending(session => session.RefreshedAt).Take(200).ToListAsync(cancellationToken);
        var over = await all.Where(session => session.EndedAt != null).OrderByDescending(session => session.EndedAt).Take(Ended).ToListAsync(cancellationToken);
        return open.Concat(over).Select(session => new SessionLine(
            session.Id, session.Surface, session.CreatedAt, session.RefreshedAt, session.IpAddress, session.UserAgent, session.Aal == "aal2",
            session.EndedAt, session.EndReason, session.Id == caller.Current.SessionId)).ToArray();
    }
}

internal sealed class EndSessionsHandler(AccountsDbContext accounts, Permissions permissions, Sessions sessions, CallerContext caller) : IHandler<EndSessions, int>
{
    public async Task<Result<int>> Handle(EndSessions command, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var own = command.UserId == caller.Current.UserId;
        if (!own && await permissions.RefuseUnlessForAllAsync(Resources.Users, PermissionActions.Update, cancellationToken) is { } refusal) return refusal;

        var present = caller.Current.SessionId;
        var which = accounts.Sessions.Where(session => session.AccountId == command.UserId && session.EndedAt == null
            && (command.SessionId == null || session.Id == command.SessionId) && (!own || session.Id != present));
        var count = await which.CountAsync(cancellationToken);
        await sessions.EndAsync(which, own ? SessionEnds.SignedOut : SessionEnds.EndedByAdmin, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return count;
    }
}
