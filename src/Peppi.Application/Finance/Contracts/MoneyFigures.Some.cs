using Microsoft.EntityFrameworkCore;
using Peppi.Domain.Shared;

namespace Peppi.Application.Finance.Contracts;

public sealed partial class MoneyFigures
{
    /// <summary>So many are asked for in one statement.</summary>
    private const int AtOnce = 250;

    private readonly Dictionary<(int Project, DateOnly AsOf), ProjectMoney> known = [];
    private (Guid? Transaction, DateOnly? All) knownIn;

    /// <summary>
    /// These projects, or (null) all that are neither archived nor cancelled. Within one transaction each is reckoned once, whoever asks: it
    /// is for rules that look at the same projects one after the other and write no money themselves.
    /// </summary>
    public async Task<IReadOnlyList<ProjectMoney>> OfSomeAsync(IReadOnlyCollection<int>? some, DateOnly asOf, CancellationToken cancellationToken)
    {
        if (knownIn.Transaction != db.Database.CurrentTransaction?.TransactionId)
        {
            known.Clear();
            knownIn = (db.Database.CurrentTransaction?.TransactionId, null);
        }

        var missing = some?.Where(project => !known.ContainsKey((project, asOf))).Distinct().ToArray();
        if (knownIn.All != asOf && missing is null)
        {
            foreach (var project in (await OfProjectsAsync(null, asOf, null, byLine: true, cancellationToken)).Projects) known[(project.Project.Id, asOf)] = project;
            knownIn.All = asOf;
        }
        else if (knownIn.All != asOf)
        {
            foreach (var part in missing!.Chunk(AtOnce))
            {
                foreach (var project in await AmongAsync(part, asOf, cancellationToken)) known[(project.Project.Id, asOf)] = project;
            }
        }

        return [.. known.Where(one => one.Key.AsOf == asOf && (some?.Contains(one.Key.Project) ?? true)).Select(one => one.Value)];
    }

    private async Task<IReadOnlyList<ProjectMoney>> AmongAsync(int[] some, DateOnly asOf, CancellationToken cancellationToken)
    {
        var projects = await db.Projects.AsNoTracking().Where(row => some.Contains(row.Id)).ToListAsync(cancellationToken);
        foreach (var project in projects) currencies[project.Id] = project.Currency is { } code ? Currency.Of(code) : null;
        var lines = (await LinesAsync(some, asOf, cancellationToken)).ToLookup(line => line.ProjectId);
        var progress = (await db.ProgressOn(null, asOf).Where(row => some.Contains(row.ProjectId)).ToListAsync(cancellationToken)).ToLookup(row => row.ProjectId);
        var rates = await RatesAsync(asOf, cancellationToken);
        return [.. projects.Select(project => Of(project, [.. lines[project.Id]], null, progress[project.Id], asOf, rates))];
    }
}
