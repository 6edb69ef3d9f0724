namespace Peppi.Application.Accounts;

/// <summary>Counts sign-in attempts in the database, so that limits hold across nodes.</summary>
public interface ISignInLimiter
{
    /// <summary>Counts an attempt; the time to wait where it is one too many, else null.</summary>
    /// <remarks>
    /// A limit for each address, and a back-off for each pair of account and address from the sixth failure on:
    /// whoever guesses slows down himself, not the person he guesses at.
    /// </remarks>
    Task<TimeSpan?> TryEnterAsync(string email, string? ipAddress, CancellationToken cancellationToken);

    /// <summary>Counts a failure of this account from this address.</summary>
    Task FailedAsync(string email, string? ipAddress, CancellationToken cancellationToken);

    /// <summary>Forgets the failures of this account from this address.</summary>
    Task SucceededAsync(string email, string? ipAddress, CancellationToken cancellationToken);
}
