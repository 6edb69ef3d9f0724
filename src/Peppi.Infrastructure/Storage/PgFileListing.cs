using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Peppi.Application.Files.Objects;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Storage;

/// <summary>Pages of a bucket by the functions of <c>036_storage_list.sql</c>.</summary>
internal sealed class PgFileListing : IFileListing
{
    public async Task<IReadOnlyList<ListedEntry>> PageAsync(PeppiDbContext db, PageOfFiles page, CancellationToken cancellationToken)
    {
        var byName = page.SortColumn == "name";
        var sql = byName
            ? "select entry as \"Entry\", is_folder as \"IsFolder\", object_id as \"ObjectId\" from storage.list_page(@bucket, @prefix, @delimited, @after, @skip, @count, @pattern, @backwards)"
            : "select entry as \"Entry\", is_folder as \"IsFolder\", object_id as \"ObjectId\" from storage.list_sorted(@bucket, @prefix, @delimited, @skip, @count, @pattern, @column, @backwards)";
        List<NpgsqlParameter> parameters =
        [
            new("bucket", page.Bucket), new("prefix", page.Prefix), new("delimited", page.Delimited),
            new("skip", page.Skip), new("count", page.Count), new("backwards", page.Descending),
            new("pattern", NpgsqlDbType.Text) { Value = page.Search is { Length: > 0 } search ? Pattern(search) : DBNull.Value },
            byName ? new("after", NpgsqlDbType.Text) { Value = (object?)page.After ?? DBNull.Value } : new("column", page.SortColumn),
        ];
        return await db.Database.SqlQueryRaw<ListedEntry>(sql, [.. parameters]).ToListAsync(cancellationToken);
    }

    private static string Pattern(string search) => search.ToLowerInvariant()
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
