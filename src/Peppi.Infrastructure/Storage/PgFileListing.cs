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
        const string sql = """
            select entry as "Entry", is_folder as "IsFolder", object_id as "ObjectId"
            from storage.list_page(@bucket, @prefix, @delimited, @after, @skip, @count, @search, @column, @backwards)
            """;
        List<NpgsqlParameter> parameters =
        [
            new("bucket", page.Bucket), new("prefix", page.Prefix), new("delimited", page.Delimited),
            new("skip", page.Skip), new("count", page.Count), new("column", page.SortColumn), new("backwards", page.Descending),
            new("search", NpgsqlDbType.Text) { Value = page.Search is { Length: > 0 } search ? search.ToLowerInvariant() : DBNull.Value },
            new("after", NpgsqlDbType.Text) { Value = (object?)page.After ?? DBNull.Value },
        ];
        return await db.Database.SqlQueryRaw<ListedEntry>(sql, [.. parameters]).ToListAsync(cancellationToken);
    }
}
