namespace Peppi.DataApi.Catalog;

/// <summary>Finds every way between two relations: foreign keys, the same seen through views, both directions, junctions, functions.</summary>
internal static class RelationshipBuilder
{
    public static IReadOnlyList<Relationship> Build(
        CatalogFacts facts, Func<string, string, Relation?> find, KeyDependencies views, Func<FunctionFact, QualifiedName> nameOf)
    {
        var forward = new List<Relationship>();
        foreach (var key in facts.ForeignKeys)
            if (FromKey(key, find) is { } relationship)
                forward.Add(relationship);

        forward.AddRange(forward.ToList().SelectMany(r => ThroughViews(r, views)));
        List<Relationship> all =
        [
            .. forward,
            .. Junctions(forward),
            .. forward.Select(Inverse),
        ];
        return Override(all, Computed(facts, find, nameOf));
    }

    private static Relationship? FromKey(ForeignKeyFact key, Func<string, string, Relation?> find)
    {
        if (find(key.Schema, key.Table) is not { } source || find(key.TargetSchema, key.TargetTable) is not { } target) return null;
        var pairs = new List<JoinPair>();
        foreach (var (from, to) in key.Columns.Zip(key.TargetColumns))
        {
            if (source.Find(from) is not { } column || target.Find(to) is not { } other) return null;
            pairs.Add(new JoinPair(column, other));
        }

        return new Relationship(source, target, key.IsUnique ? Cardinality.OneToOne : Cardinality.ManyToOne, key.Name) { Pairs = pairs };
    }

    private static IEnumerable<Relationship> ThroughViews(Relationship key, KeyDependencies views)
    {
        var near = views.Showing(key.Source, [.. key.Pairs.Select(p => p.Source)]).ToList();
        var far = views.Showing(key.Target, [.. key.Pairs.Select(p => p.Target)]).ToList();
        foreach (var (view, columns) in near)
            yield return key with { Source = view, Pairs = [.. key.Pairs.Zip(columns, (p, c) => p with { Source = c })] };
        foreach (var (view, columns) in far)
            yield return key with { Target = view, Pairs = [.. key.Pairs.Zip(columns, (p, c) => p with { Target = c })] };
        foreach (var (view, columns) in near)
            foreach (var (other, others) in far)
                yield return key with { Source = view, Target = other, Pairs = [.. columns.Zip(others, (a, b) => new JoinPair(a, b))] };
    }

    private static Relationship Inverse(Relationship key) => key with
    {
        Source = key.Target,
        Target = key.Source,
        Cardinality = key.Cardinality == Cardinality.OneToOne ? Cardinality.OneToOne : Cardinality.OneToMany,
        FromParent = key.Cardinality == Cardinality.OneToOne,
        Pairs = Swap(key.Pairs),
    };

    private static IEnumerable<Relationship> Junctions(List<Relationship> keys)
    {
        var byTable = keys.Where(k => k.Cardinality == Cardinality.ManyToOne).ToLookup(k => k.Source);
        foreach (var table in byTable)
        {
            var primary = table.Key.PrimaryKey.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var one in table)
                foreach (var other in table.Where(o => o.Name != one.Name))
                    if (one.Pairs.Concat(other.Pairs).All(p => primary.Contains(p.Source.Name)))
                        yield return new Relationship(one.Target, other.Target, Cardinality.ManyToMany, "")
                        {
                            Junction = new Junction(table.Key, one.Name, other.Name, Swap(one.Pairs), Swap(other.Pairs)),
                        };
        }
    }

    private static List<Relationship> Computed(CatalogFacts facts, Func<string, string, Relation?> find, Func<FunctionFact, QualifiedName> nameOf)
    {
        var found = new List<Relationship>();
        foreach (var function in facts.Functions.Where(f => f is { RowSchema: not null, RowRelation: not null, ReturnsComposite: true, Arguments.Count: 1 }))
        {
            if (find(function.RowSchema!, function.RowRelation!) is not { } source || find(function.ReturnSchema, function.ReturnType) is not { } target)
                continue;
            found.Add(new Relationship(source, target, Cardinality.Computed, function.Name)
            {
                Function = nameOf(function),
                FunctionGivesOne = !function.ReturnsSet || function.ReturnsOneRow,
            });
        }

        return found;
    }

    /// <summary>A function named as a relation that its table could reach anyway stands for that way.</summary>
    private static List<Relationship> Override(List<Relationship> detected, List<Relationship> computed) =>
    [
        .. detected.Where(d => !computed.Exists(c =>
            ReferenceEquals(c.Source, d.Source) && c.Name == d.Target.Name && c.Function!.Schema.Name == d.Target.Schema)),
        .. computed,
    ];

    private static JoinPair[] Swap(IReadOnlyList<JoinPair> pairs) => [.. pairs.Select(p => new JoinPair(p.Target, p.Source))];
}
