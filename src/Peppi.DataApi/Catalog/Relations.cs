namespace Peppi.DataApi.Catalog;

/// <summary>A schema and a name in it.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Name">The name.</param>
internal sealed record QualifiedName(Identifier Schema, Identifier Name)
{
    public string Sql { get; } = Schema.Sql + "." + Name.Sql;

    public override string ToString() => $"{Schema}.{Name}";
}

/// <summary>A type, written as the catalog or the SQL standard writes it.</summary>
internal sealed record TypeName
{
    private TypeName(string sql) => Sql = sql;

    public string Sql { get; }

    internal static TypeName Of(string sql) => new(sql);

    public override string ToString() => Sql;
}

/// <summary>A column that can be read and, mostly, written.</summary>
internal sealed record Column(Identifier Id, TypeName Type, string BaseType, ColumnFact Fact)
{
    public string Name => Id.Name;

    public bool IsJson => BaseType is "json" or "jsonb";

    public bool IsSearchVector => BaseType == "tsvector";
}

/// <summary>A table, a view, or the row type of one.</summary>
internal sealed class Relation(QualifiedName id, RelationFact fact, IReadOnlyList<Column> columns)
{
    private readonly Dictionary<string, Column> byName = columns.ToDictionary(c => c.Name, StringComparer.Ordinal);

    public QualifiedName Id { get; } = id;

    public RelationFact Fact { get; } = fact;

    public IReadOnlyList<Column> Columns { get; } = columns;

    public string Schema => Id.Schema.Name;

    public string Name => Id.Name.Name;

    public bool IsView => Fact.Kind is "v" or "m";

    /// <summary>A plain table: its rows have system columns.</summary>
    public bool IsPlainTable => Fact.Kind == "r";

    /// <summary>Can be a path of the API.</summary>
    public bool IsTarget => Fact.Kind != "c" && !Fact.IsPartition;

    /// <summary>For a view, the columns that carry the key of its table.</summary>
    public IReadOnlyList<Column> PrimaryKey { get; internal set; } = [];

    public Column? Find(string name) => byName.GetValueOrDefault(name);

    public override string ToString() => Id.ToString();
}
