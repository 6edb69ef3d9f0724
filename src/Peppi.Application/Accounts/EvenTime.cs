namespace Peppi.Application.Accounts;

/// <summary>Answers about an address, known or not, take the same time: else the clock tells who has an account.</summary>
public static class EvenTime
{
    /// <summary>Longer than the work for an address that is known.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(250);

    /// <summary>What <paramref name="work"/> gives, after a time that does not tell what it found.</summary>
    public static async Task<T> AfterAsync<T>(TimeProvider time, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var outcome = await work();
        var left = Least - time.GetElapsedTime(started);
        if (left > TimeSpan.Zero) await Task.Delay(left, time, cancellationToken);
        return outcome;
    }
}
