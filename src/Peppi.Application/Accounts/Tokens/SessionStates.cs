using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Application.Accounts.Tokens;

/// <summary>Whether a token's session still lives.</summary>
public enum SessionState
{
    /// <summary>It does.</summary>
    Alive,

    /// <summary>It ended, or its account may not be used.</summary>
    Ended,

    /// <summary>There is no such account any more.</summary>
    NoAccount,
}

/// <summary>A token's session as it is now.</summary>
/// <param name="State">Whether it lives.</param>
/// <param name="Aal">While it does: how surely it is this person, <c>aal1</c> or <c>aal2</c>.</param>
public readonly record struct StandingSession(SessionState State, string? Aal);

/// <summary>
/// Answers at every request whether the session of its token still lives. What the database said is remembered for as long as the
/// database's notifications are heard (a trigger tells of every session that ends and every account that is banned or deleted): so the
/// end of a session holds on each node as soon as it is committed. While they are not heard, every request asks the database.
/// </summary>
public sealed class SessionStates
{
    private readonly Remembered<Guid, Known> living;
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider time;

    internal SessionStates(IServiceScopeFactory scopes, TimeProvider time)
    {
        this.scopes = scopes;
        this.time = time;

        // Sessions in use at the same time on one node.
        living = new(time, limit: 50_000);
    }

    // An ended session may only be remembered as such until a ban is over, so just living ones are.
    private sealed record Known(Guid AccountId, DateTimeOffset Until, string Aal);

    /// <summary>The state of a session of an account.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="claimedAal">What its token says: one that says more than is remembered may be newer than that.</param>
    /// <param name="cancellationToken">Stops.</param>
    public ValueTask<StandingSession> OfAsync(Guid sessionId, Guid accountId, string? claimedAal, CancellationToken cancellationToken) =>
        living.TryGet(sessionId, out var known) && known.AccountId == accountId && (claimedAal != "aal2" || known.Aal == "aal2")
            ? new(known.Until > time.GetUtcNow() ? new StandingSession(SessionState.Alive, known.Aal) : new StandingSession(SessionState.Ended, null))
            : new(AskAsync(sessionId, accountId, cancellationToken));

    /// <summary>The database was heard to be there: what is remembered holds a little longer.</summary>
    public void Heard() => living.Heard();

    /// <summary>The database is not heard any more, or is heard again after a silence: nothing remembered holds.</summary>
    public void Forget() => living.Silence();

    /// <summary>A session ended or changed.</summary>
    public void ForgetSession(Guid sessionId) => living.Forget((session, _) => session == sessionId);

    /// <summary>An account was banned, changed or deleted.</summary>
    public void ForgetAccount(Guid accountId) => living.Forget((_, known) => known.AccountId == accountId);

    private async Task<StandingSession> AskAsync(Guid sessionId, Guid accountId, CancellationToken cancellationToken)
    {
        var asking = living.Asking();
        var now = time.GetUtcNow();

        // A scope of its own: the request's is not yet known to be anybody's.
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var found = await (
            from account in accounts.Users.AsNoTracking()
            join session in accounts.Sessions on account.Id equals session.AccountId into sessions
            from session in sessions.Where(session => session.Id == sessionId).DefaultIfEmpty()
            where account.Id == accountId
            select new { account.BannedUntil, Open = session != null && session.EndedAt == null, NotAfter = session == null ? null : session.NotAfter, Aal = session == null ? null : session.Aal })
            .SingleOrDefaultAsync(cancellationToken);

        var state = found is null ? SessionState.NoAccount
            : found.Open && !(found.BannedUntil > now) && !(found.NotAfter <= now) ? SessionState.Alive
            : SessionState.Ended;

        if (state == SessionState.Alive) living.Keep(sessionId, new Known(accountId, found!.NotAfter ?? DateTimeOffset.MaxValue, found.Aal!), asking);
        return new StandingSession(state, state == SessionState.Alive ? found!.Aal : null);
    }
}
