namespace Peppi.DataApi.Catalog;

/// <summary>For each view, where each column of the tables below it can be seen.</summary>
internal sealed class KeyDependencies
{
    private readonly Dictionary<(uint Table, int Column), List<(Relation View, Column Column)>> shownAs = [];

    public KeyDependencies(IEnumerable<Relation> relations)
    {
        var all = relations.ToList();
        var direct = all.Where(r => r.Fact.Definition is not null)
            .ToDictionary(r => r.Fact.Oid, r => ViewColumns.Read(r.Fact.Definition!));
        foreach (var view in all.Where(r => r.Fact.Definition is not null))
        {
            foreach (var (number, origin, originColumn) in direct[view.Fact.Oid])
            {
                var column = view.Columns.FirstOrDefault(c => c.Fact.Number == number);
                if (column is not null) Follow(direct, view, column, origin, originColumn, [view.Fact.Oid]);
            }
        }
    }

    /// <summary>Views that show all of these columns of a table, with each way to choose the view's columns for them.</summary>
    public IEnumerable<(Relation View, IReadOnlyList<Column> Columns)> Showing(Relation table, IReadOnlyList<Column> columns)
    {
        var candidates = columns.Select(c => shownAs.GetValueOrDefault((table.Fact.Oid, c.Fact.Number)) ?? []).ToList();
        if (candidates.Count == 0) yield break;
        foreach (var view in candidates[0].Select(c => c.View).Distinct())
        {
            var choices = candidates.Select(list => list.Where(c => ReferenceEquals(c.View, view)).Select(c => c.Column).Distinct().ToList()).ToList();
            foreach (var way in Ways(choices)) yield return (view, way);
        }
    }

    private void Follow(
        Dictionary<uint, IReadOnlyList<(int Column, uint Origin, int OriginColumn)>> direct, Relation view, Column column, uint origin, int originColumn, HashSet<uint> passed)
    {
        if (!shownAs.TryGetValue((origin, originColumn), out var list)) shownAs[(origin, originColumn)] = list = [];
        if (!list.Contains((view, column))) list.Add((view, column));
        if (!direct.TryGetValue(origin, out var below) || !passed.Add(origin)) return;
        foreach (var (_, deeper, deeperColumn) in below.Where(b => b.Column == originColumn)) Follow(direct, view, column, deeper, deeperColumn, passed);
        passed.Remove(origin);
    }

    private static IEnumerable<IReadOnlyList<Column>> Ways(List<List<Column>> choices)
    {
        IEnumerable<IReadOnlyList<Column>> ways = [[]];
        foreach (var choice in choices) ways = [.. ways.SelectMany(way => choice.Select(c => (IReadOnlyList<Column>)[.. way, c]))];
        return ways;
    }
}
