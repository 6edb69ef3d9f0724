namespace Peppi.Application.Accounts;

/// <summary>At most so many attempts of something in so long a time.</summary>
/// <param name="Key">What is counted; secrets and addresses hashed (<see cref="LimitKeys"/>).</param>
/// <param name="Most">How many.</param>
/// <param name="Window">In how long.</param>
public readonly record struct AttemptLimit(string Key, int Most, TimeSpan Window);

/// <summary>How a count stands.</summary>
/// <param name="Limit">How many are allowed.</param>
/// <param name="Remaining">How many are left.</param>
/// <param name="ResetAfter">When the window ends.</param>
/// <param name="Exceeded">Whether this attempt was one too many.</param>
public readonly record struct AttemptCount(int Limit, int Remaining, TimeSpan ResetAfter, bool Exceeded);

/// <summary>Counts attempts in the database, so that limits hold across nodes and restarts.</summary>
public interface IAttemptLimiter
{
    /// <summary>Counts one attempt against each limit; the tightest count.</summary>
    Task<AttemptCount> CountAsync(IReadOnlyCollection<AttemptLimit> limits, CancellationToken cancellationToken);
}
