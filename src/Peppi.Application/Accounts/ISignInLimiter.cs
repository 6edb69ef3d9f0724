namespace Peppi.Application.Accounts;

/// <summary>Somebody tries a secret of an account.</summary>
/// <param name="Account">Whose: an e-mail address, or another name of the account.</param>
/// <param name="IpAddress">Where the attempt comes from.</param>
public readonly record struct SignInAttempt(string Account, string? IpAddress)
{
    /// <summary>Failures count for the account wherever they come from: who tries has proved something already, such as the password.</summary>
    public bool FromAnywhere { get; init; }
}

/// <summary>Counts sign-in attempts in the database, so that limits hold across nodes.</summary>
public interface ISignInLimiter
{
    /// <summary>Counts an attempt; the time to wait where it is one too many, else null.</summary>
    /// <remarks>
    /// A limit for each address, and a back-off for each pair of account and address from the sixth failure on:
    /// whoever guesses slows down himself, not the person he guesses at.
    /// </remarks>
    Task<TimeSpan?> TryEnterAsync(SignInAttempt attempt, CancellationToken cancellationToken);

    /// <summary>
    /// Counts a failure before it is known to be one, in one statement with the look whether it may be tried; the time to wait where it may
    /// not. Whoever was right is forgiven by <see cref="SucceededAsync"/>.
    /// </summary>
    Task<TimeSpan?> TryChargeAsync(SignInAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Counts a failure.</summary>
    Task FailedAsync(SignInAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Forgets the failures.</summary>
    Task SucceededAsync(SignInAttempt attempt, CancellationToken cancellationToken);
}
