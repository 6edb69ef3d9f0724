using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Persistence;

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

/// <summary>
/// Answers at every request whether the session of its token still lives. What the database said is remembered for as long as the
/// database's notifications are heard (a trigger tells of every session that ends and every account that is banned or deleted): so the
/// end of a session holds on each node as soon as it is committed. While they are not heard, every request asks the database.
/// </summary>
public sealed class SessionStates
{
    // Sessions in use at the same time on one node; beyond that the oldest knowledge is simply asked for again.
    private const int CacheLimit = 50_000;

    /// <summary>How long ago the database must have been heard for the memory to be believed. The listener asks it each second.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<Guid, Known> cache = new();
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider time;
    private long heardAt = long.MinValue;
    private long news;

    internal SessionStates(IServiceScopeFactory scopes, TimeProvider time) => (this.scopes, this.time) = (scopes, time);

    private sealed record Known(Guid AccountId, SessionState State, DateTimeOffset Until);

    /// <summary>The state of a session of an account.</summary>
    public ValueTask<SessionState> OfAsync(Guid sessionId, Guid accountId, CancellationToken cancellationToken)
    {
        if (Trusted && cache.TryGetValue(sessionId, out var known) && known.AccountId == accountId)
            return new(known.Until > time.GetUtcNow() ? known.State : SessionState.Ended);
        return new(AskAsync(sessionId, accountId, cancellationToken));
    }

    /// <summary>The database was heard to be there: what is remembered holds a little longer.</summary>
    public void Heard() => Interlocked.Exchange(ref heardAt, time.GetTimestamp());

    /// <summary>The database is not heard any more, or is heard again after a silence: nothing remembered holds.</summary>
    public void Forget()
    {
        Interlocked.Exchange(ref heardAt, long.MinValue);
        Interlocked.Increment(ref news);
        cache.Clear();
    }

    /// <summary>A session ended or changed.</summary>
    public void ForgetSession(Guid sessionId)
    {
        Interlocked.Increment(ref news);
        cache.TryRemove(sessionId, out _);
    }

    /// <summary>An account was banned, changed or deleted.</summary>
    public void ForgetAccount(Guid accountId)
    {
        Interlocked.Increment(ref news);
        foreach (var (session, known) in cache)
        {
            if (known.AccountId == accountId) cache.TryRemove(session, out _);
        }
    }

    private bool Trusted => Interlocked.Read(ref heardAt) is var at and not long.MinValue && time.GetElapsedTime(at) < Trust;

    private async Task<SessionState> AskAsync(Guid sessionId, Guid accountId, CancellationToken cancellationToken)
    {
        var before = Interlocked.Read(ref news);
        var trusted = Trusted;
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
            select new { account.BannedUntil, Open = session != null && session.EndedAt == null, NotAfter = session == null ? null : session.NotAfter })
            .SingleOrDefaultAsync(cancellationToken);

        var state = found is null ? SessionState.NoAccount
            : found.Open && !(found.BannedUntil > now) && !(found.NotAfter <= now) ? SessionState.Alive
            : SessionState.Ended;

        // News that came while this asked may concern it: the answer is good once and not remembered. An ended session stays ended
        // only until a ban is over, so just living ones are worth remembering.
        if (state == SessionState.Alive && trusted)
        {
            if (cache.Count >= CacheLimit) cache.Clear();
            cache[sessionId] = new Known(accountId, state, found!.NotAfter ?? DateTimeOffset.MaxValue);
            if (Interlocked.Read(ref news) != before) cache.TryRemove(sessionId, out _);
        }

        return state;
    }
}
