namespace Peppi.Application.Files.Contracts;

/// <summary>Removes what a module keeps for a time that a setting says, besides the rules that people make. Background work.</summary>
public interface IRetires
{
    /// <summary>Removes what is too old, in batches of a transaction each; a trial only tells what would go.</summary>
    Task<Retired> RetireAsync(bool dryRun, CancellationToken cancellationToken);
}

/// <summary>What a rule takes away.</summary>
/// <param name="What">The bucket with what names begin with, the table, or what a module calls it.</param>
/// <param name="KeepDays">For how many days it is kept.</param>
/// <param name="Before">What is from before goes.</param>
public sealed record Retired(string What, int KeepDays, DateTimeOffset Before)
{
    /// <summary>How many rows are older; for a rule about files, how many files.</summary>
    public long Count { get; init; }

    /// <summary>How many files go: those of the rule, or those that lie in the store for its rows.</summary>
    public long Files { get; init; }

    /// <summary>How many bytes those files have.</summary>
    public long Bytes { get; init; }

    /// <summary>From when the oldest is; null where there is none.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Why the rule could not be applied to the end; null where it was.</summary>
    public string? Failure { get; init; }
}
