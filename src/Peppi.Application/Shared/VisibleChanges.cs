using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Domain.Shared;

namespace Peppi.Application.Shared;

/// <summary>Saving under row-level security, which lets a change of a row that may not be changed touch nothing instead of refusing it.</summary>
internal static class VisibleChanges
{
    /// <summary>
    /// Saves. Where a row that was read a moment ago in this transaction could not be changed, the caller may see it but not change
    /// it: that is "forbidden", not "changed meanwhile".
    /// </summary>
    public static async Task<Result<Done>> SaveVisibleAsync(this PeppiDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return Done.Value;
        }
        catch (DbUpdateConcurrencyException exception)
        {
            foreach (var entry in exception.Entries)
            {
                // Not there any more: somebody removed it between our reading and our writing.
                if (await entry.GetDatabaseValuesAsync(cancellationToken) is null) return SharedErrors.NotFound(entry.Metadata.ClrType.Name);
            }

            return SharedErrors.Forbidden();
        }
    }
}
