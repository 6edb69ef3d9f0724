using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.Storage;

/// <summary>
/// Listings know beforehand which pieces of a bucket a caller may read, and leave the policy out. Here every listing of every caller is
/// compared with what the policy itself shows him, folded and sorted by hand.
/// </summary>
public sealed class A_listing_shows_what_the_policy_shows : IAsyncLifetime
{
    private const string Anon = "anon";
    private const string Service = "service";

    private static readonly (string Bucket, string Prefix)[] Places =
        [("projets", ""), ("projets", "chantier/"), ("projets", "chantier/1/"), ("projets", "chantier/1/pl"), ("projets", "mes/"), ("libre", ""), ("libre", "mes/"), ("ouvert", "mes/"), ("reports", "finance/")];

    private static readonly string?[] Searches = [null, "plan_", "É"];
    private static readonly string[] Callers = [RoleNames.Admin, RoleNames.ProjectManager, RoleNames.Finance, RightsScene.Nobody, RightsScene.Deactivated, Anon, Service];

    private static readonly string[] Columns = ["name", "created_at", "updated_at"];
    private static readonly bool[] Either = [true, false];
    private static readonly string[] Resources = ["chantier", "supply", "finance"];
    private static readonly string[] Projects = ["1", "2", "10", "a-trier"];
    private static readonly string[] Names = ["plans/Plan_A.pdf", "plans/plan_b.pdf", "plans/élévation/É1.png", "photo.jpg", "Plus.txt", "plansX.txt", "z/y/x/w.txt"];

    private TestDatabase database = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        await RightsScene.FillAsync(database);
        string[] names = [.. from resource in Resources from project in Projects from name in Names select $"{resource}/{project}/{name}"];
        await database.ExecuteAsync("insert into storage.buckets (id, name, type, public) values ('libre', 'libre', 'STANDARD', false), ('ouvert', 'ouvert', 'STANDARD', true)");
        await database.ExecuteAsync("insert into storage.blobs (sha256, size, touched_at) values (repeat('a', 64), 1, now())");
        const string insert = """
            insert into storage.objects (id, bucket_id, name, owner_id, version, size, mime_type, sha256, sent_sha256, created_at, updated_at)
            select gen_random_uuid(), $1, name, owner, gen_random_uuid(), 1, 'text/plain', repeat('a', 64), repeat('a', 64),
              timestamptz '2026-01-01 00:00Z' + (hashtext(name) % 1000) * interval '1 hour', timestamptz '2026-01-01 00:00Z' + (hashtext(reverse(name)) % 1000) * interval '1 hour'
            from unnest($2) name, unnest(array[nullif($3, '')::uuid]) owner
            """;
        await database.ExecuteAsync(insert, "projets", names, "");
        await database.ExecuteAsync(insert, "reports", RightsScene.Everyone.Select(person => $"finance/{RightsScene.NumberOf(person)}.pdf").ToArray(), "");
        await database.ExecuteAsync("update reports set file_path = 'reports/finance/' || id || '.pdf'");
        foreach (var bucket in new[] { "libre", "ouvert" })
        {
            foreach (var person in RightsScene.Everyone.Take(4))
                await database.ExecuteAsync(insert, bucket, new[] { $"mes/{person}/b.txt", $"mes/{person}.txt", $"{person}.txt" }, RightsScene.IdOf(person).ToString());
        }
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task For_every_caller_bucket_prefix_search_and_order()
    {
        foreach (var caller in Callers)
        {
            await using var connection = new NpgsqlConnection(database.ConnectionStringOf(caller == Service ? "peppi_service" : "peppi_api"));
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await BecomeAsync(connection, caller);
            foreach (var (bucket, prefix) in Places)
            {
                var visible = await VisibleAsync(connection, bucket);
                foreach (var (delimited, search, column, backwards) in Forms())
                {
                    var expected = Expected(visible, prefix, delimited, search, column, backwards);
                    var what = $"{caller} {bucket} '{prefix}' {delimited} '{search}' {column} {backwards}";
                    Assert.True(expected.SequenceEqual(await ListAsync(connection, bucket, prefix, delimited, 0, 1000, search, column, backwards)), what);
                    if (search is null) Assert.True(expected.Skip(3).Take(4).SequenceEqual(await ListAsync(connection, bucket, prefix, delimited, 3, 4, search, column, backwards)), what + " from the third on");
                }
            }
        }
    }

    private static IEnumerable<(bool Delimited, string? Search, string Column, bool Backwards)> Forms() =>
        from delimited in Either
        from search in delimited ? Searches : [null]
        from column in Columns
        from backwards in Either
        where search is null || column != "updated_at"
        select (delimited, search?.ToLowerInvariant(), column, backwards);

    private static List<string> Expected(List<(string Name, DateTime Created, DateTime Updated)> visible, string prefix, bool delimited, string? search, string column, bool backwards)
    {
        (string Entry, bool Folder, DateTime At) EntryOf((string Name, DateTime Created, DateTime Updated) file)
        {
            var slash = delimited ? file.Name.IndexOf('/', prefix.Length) : -1;
            return slash < 0 ? (file.Name, false, column == "created_at" ? file.Created : file.Updated) : (file.Name[..slash], true, DateTime.MinValue);
        }

        var entries = visible.Where(file => file.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(EntryOf).Distinct().Where(entry => search is null || entry.Entry[prefix.Length..].ToLowerInvariant().StartsWith(search, StringComparison.Ordinal));
        var ordered = column == "name"
            ? backwards ? entries.OrderByDescending(entry => entry.Entry + (entry.Folder ? "/" : ""), StringComparer.Ordinal) : entries.OrderBy(entry => entry.Entry + (entry.Folder ? "/" : ""), StringComparer.Ordinal)
            : entries.OrderByDescending(entry => entry.Folder).ThenBy(entry => backwards ? -entry.At.Ticks : entry.At.Ticks).ThenBy(entry => entry.Entry, StringComparer.Ordinal);
        return [.. ordered.Select(entry => entry.Entry + (entry.Folder ? "/" : ""))];
    }

    private static async Task BecomeAsync(NpgsqlConnection connection, string caller)
    {
        var (role, claims) = caller switch
        {
            Service => ("service_role", new JsonObject { ["role"] = "service_role" }),
            Anon => ("anon", new JsonObject { ["role"] = "anon" }),
            _ => ("authenticated", new JsonObject { ["sub"] = RightsScene.IdOf(caller).ToString(), ["role"] = "authenticated", ["aal"] = "aal2" }),
        };
        await using var command = new NpgsqlCommand("select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = role });
        command.Parameters.Add(new NpgsqlParameter { Value = claims.ToJsonString(JsonSerializerOptions.Web) });
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<(string Name, DateTime Created, DateTime Updated)>> VisibleAsync(NpgsqlConnection connection, string bucket)
    {
        await using var command = new NpgsqlCommand("select name, created_at, updated_at from storage.objects where bucket_id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = bucket });
        await using var reader = await command.ExecuteReaderAsync();
        List<(string, DateTime, DateTime)> visible = [];
        while (await reader.ReadAsync()) visible.Add((reader.GetString(0), reader.GetDateTime(1), reader.GetDateTime(2)));
        return visible;
    }

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, string bucket, string prefix, bool delimited, int skip, int count, string? search, string column, bool backwards)
    {
        await using var command = new NpgsqlCommand("select entry || case when is_folder then '/' else '' end from storage.list_page($1, $2, $3, null, $4, $5, $6, $7, $8)", connection);
        foreach (var value in new object[] { bucket, prefix, delimited, skip, count }) command.Parameters.Add(new NpgsqlParameter { Value = value });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)search ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        foreach (var value in new object[] { column, backwards }) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync();
        List<string> entries = [];
        while (await reader.ReadAsync()) entries.Add(reader.GetString(0));
        return entries;
    }
}
