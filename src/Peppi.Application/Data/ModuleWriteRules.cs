using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.DataApi;
using Peppi.DataApi.Errors;
using Peppi.Domain.Accounts;

namespace Peppi.Application.Data;

/// <summary>
/// Applies the modules' rules to rows that come in through the data API, and reports every faulty row in one answer. Who may not
/// write at all is told that (42501) instead of what is wrong with his rows.
/// </summary>
internal sealed class ModuleWriteRules(IEnumerable<ITableRules> rules, CallerScopes scopes) : IWriteRules
{
    // A caller who sends ten thousand bad rows learns enough from the first ones.
    private const int ReportedFaults = 50;

    private readonly Dictionary<string, ITableRules> byTable = rules.ToDictionary(table => table.Table, StringComparer.Ordinal);

    public async ValueTask<DataApiError?> CheckAsync(PlannedWrite write, CancellationToken cancellationToken)
    {
        if (write.Schema != "public" || write.Json.IsEmpty || !byTable.TryGetValue(write.Table, out var table)) return null;

        var faults = FaultsOf(write, table);
        if (faults.Count == 0) return null;
        var action = write.Kind == WriteKind.Update ? PermissionActions.Update : PermissionActions.Insert;
        if (write.Caller is Caller caller && !await MayAsync(caller, write.Table, action, cancellationToken)) return Forbidden(caller, write.Table);

        var told = faults.Take(ReportedFaults).Select(fault => $"row {fault.Row}: {fault.Message}");
        var rest = faults.Count > ReportedFaults ? $"; and {faults.Count - ReportedFaults} more" : "";
        return new DataApiError(400, faults[0].Code,
            faults.Count == 1 ? faults[0].Message : $"{faults.Count} values of {write.Table} are not right",
            string.Join("; ", told) + rest,
            "Nothing was written. Rows are counted from 0.");
    }

    private static List<RowFault> FaultsOf(PlannedWrite write, ITableRules table)
    {
        // The engine has parsed this text already; PostgreSQL will read it as it is.
        using var body = JsonDocument.Parse(write.Json);
        var partial = write.Kind == WriteKind.Update;
        return body.RootElement.ValueKind == JsonValueKind.Array
            ? [.. body.RootElement.EnumerateArray().SelectMany((row, index) => table.Check(row, index, partial))]
            : [.. table.Check(body.RootElement, 0, partial)];
    }

    private Task<bool> MayAsync(Caller caller, string table, string action, CancellationToken cancellationToken)
    {
        if (caller.Role == DatabaseRole.Service) return Task.FromResult(true);
        if (ExposedTables.Find(table) is not { } exposed || caller.UserId is not { } me) return Task.FromResult(false);
        var needed = exposed.ActionFor(action);
        return scopes.RunAsync(caller, async services =>
        {
            var db = services.GetRequiredService<PeppiDbContext>();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            return await db.Set<Person>()
                .Where(person => person.Id == me && person.Active)
                .Join(db.Set<RolePermission>(), person => person.RoleId, permission => permission.RoleId, (_, permission) => permission)
                .AnyAsync(permission => permission.Resource == exposed.Resource && permission.Action == needed, cancellationToken);
        });
    }

    // PostgreSQL's own words, as the policy would have said them.
    private static DataApiError Forbidden(Caller caller, string table) =>
        new(caller.Role == DatabaseRole.Anon ? 401 : 403, "42501", $"new row violates row-level security policy for table \"{table}\"");
}
