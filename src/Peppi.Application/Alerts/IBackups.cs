namespace Peppi.Application.Alerts;

/// <summary>Section <c>Backups</c> of the configuration.</summary>
public sealed class BackupsOptions
{
    /// <summary>The folder into which whoever runs Peppi backs it up; without one nothing is watched.</summary>
    public string Folder { get; set; } = "";
}

/// <summary>What there is to see of backups, which whoever runs Peppi makes.</summary>
public interface IBackups
{
    /// <summary>Whether a folder is watched, and of when its newest file is; null where it holds none.</summary>
    (bool Watched, DateTimeOffset? Newest) Look();

    /// <summary>Since when PostgreSQL fails to archive its write-ahead log; null where it archives, or is not to.</summary>
    Task<DateTimeOffset?> ArchiveFailsSinceAsync(CancellationToken cancellationToken);
}
