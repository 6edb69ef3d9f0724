using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Alerts;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Alerts;

/// <summary>A folder's newest file, and PostgreSQL's own account of its archive.</summary>
internal sealed class FolderBackups(PeppiDbContext db, IOptions<BackupsOptions> options) : IBackups
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    public (bool Watched, DateTimeOffset? Newest) Look()
    {
        if (options.Value.Folder is not { Length: > 0 } folder) return (false, null);
        if (!Directory.Exists(folder)) return (true, null);
        DateTimeOffset? newest = null;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", Everything))
        {
            if (newest is null || file.LastWriteTimeUtc > newest) newest = file.LastWriteTimeUtc;
        }

        return (true, newest);
    }

    public async Task<DateTimeOffset?> ArchiveFailsSinceAsync(CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<DateTimeOffset?>(
            $"""
            select case when current_setting('archive_mode') <> 'off' and last_failed_time > coalesce(last_archived_time, '-infinity')
              then coalesce(last_archived_time, stats_reset, last_failed_time) end as "Value"
            from pg_stat_archiver
            """).ToListAsync(cancellationToken)).SingleOrDefault();
}
