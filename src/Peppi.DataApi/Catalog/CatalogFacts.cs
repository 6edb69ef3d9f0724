namespace Peppi.DataApi.Catalog;

/// <summary>What a catalog source reads from PostgreSQL: plain facts, from which <see cref="DatabaseCatalog"/> is built.</summary>
public sealed record CatalogFacts
{
    /// <summary>Tables, views and composite types.</summary>
    public IReadOnlyList<RelationFact> Relations { get; init; } = [];

    /// <summary>Foreign keys.</summary>
    public IReadOnlyList<ForeignKeyFact> ForeignKeys { get; init; } = [];

    /// <summary>Functions.</summary>
    public IReadOnlyList<FunctionFact> Functions { get; init; } = [];

    /// <summary>Casts by function from or to a domain, which give a column another face in JSON or text.</summary>
    public IReadOnlyList<RepresentationFact> Representations { get; init; } = [];

    /// <summary>Functions and aggregates that produce a media type.</summary>
    public IReadOnlyList<MediaHandlerFact> MediaHandlers { get; init; } = [];

    /// <summary>Types that a cast may name.</summary>
    public IReadOnlyList<TypeFact> Types { get; init; } = [];

    /// <summary>Settings of roles that the login may become.</summary>
    public IReadOnlyList<RoleSettingFact> RoleSettings { get; init; } = [];

    /// <summary>Comments on schemas.</summary>
    public IReadOnlyList<SchemaFact> Schemas { get; init; } = [];
}

/// <summary>A setting of a role (<c>alter role … set</c>).</summary>
/// <param name="Role">The role.</param>
/// <param name="Name">The setting.</param>
/// <param name="Value">Its value.</param>
public sealed record RoleSettingFact(string Role, string Name, string Value);

/// <summary>A schema and its comment.</summary>
public sealed record SchemaFact(string Name, string? Description);

/// <summary>A table, view, foreign table, partitioned table or composite type.</summary>
public sealed record RelationFact
{
    /// <summary>Its object id; view definitions refer to it.</summary>
    public uint Oid { get; init; }

    /// <summary>Its schema.</summary>
    public required string Schema { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>PostgreSQL's relkind: r, p, v, m, f or c.</summary>
    public string Kind { get; init; } = "r";

    /// <summary>Its comment.</summary>
    public string? Description { get; init; }

    /// <summary>A partition is reached through its parent.</summary>
    public bool IsPartition { get; init; }

    /// <summary>Takes INSERT.</summary>
    public bool Insertable { get; init; } = true;

    /// <summary>Takes UPDATE.</summary>
    public bool Updatable { get; init; } = true;

    /// <summary>Takes DELETE.</summary>
    public bool Deletable { get; init; } = true;

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<ColumnFact> Columns { get; init; } = [];

    /// <summary>The columns of the primary key.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>A view's stored query tree, from which the origin of its columns is read.</summary>
    public string? Definition { get; init; }
}

/// <summary>A column.</summary>
public sealed record ColumnFact
{
    /// <summary>Its number in the relation.</summary>
    public int Number { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its comment.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it may be null.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>Its type with modifiers, as SQL writes it.</summary>
    public string Type { get; init; } = "text";

    /// <summary>The type below a domain, without modifiers.</summary>
    public string BaseType { get; init; } = "text";

    /// <summary>The longest text it takes.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Its default, as SQL.</summary>
    public string? Default { get; init; }

    /// <summary>The labels of an enum.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}

/// <summary>A foreign key.</summary>
public sealed record ForeignKeyFact
{
    /// <summary>The constraint's name.</summary>
    public required string Name { get; init; }

    /// <summary>Schema of the table that refers.</summary>
    public required string Schema { get; init; }

    /// <summary>The table that refers.</summary>
    public required string Table { get; init; }

    /// <summary>Its columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Schema of the table referred to.</summary>
    public required string TargetSchema { get; init; }

    /// <summary>The table referred to.</summary>
    public required string TargetTable { get; init; }

    /// <summary>Its columns.</summary>
    public required IReadOnlyList<string> TargetColumns { get; init; }

    /// <summary>The columns that refer are unique.</summary>
    public bool IsUnique { get; init; }
}

/// <summary>A function.</summary>
public sealed record FunctionFact
{
    /// <summary>Its object id.</summary>
    public uint Oid { get; init; }

    /// <summary>Its schema.</summary>
    public required string Schema { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its comment.</summary>
    public string? Description { get; init; }

    /// <summary>Its input arguments.</summary>
    public IReadOnlyList<ArgumentFact> Arguments { get; init; } = [];

    /// <summary>The columns it gives out, where it declares them.</summary>
    public IReadOnlyList<ColumnFact> Outputs { get; init; } = [];

    /// <summary>Schema of the type it returns, below domains.</summary>
    public string ReturnSchema { get; init; } = "pg_catalog";

    /// <summary>The type it returns, below domains.</summary>
    public string ReturnType { get; init; } = "text";

    /// <summary>The type it returns itself: a domain, where it is one.</summary>
    public string DeclaredReturnType { get; init; } = "text";

    /// <summary>Returns any number of rows.</summary>
    public bool ReturnsSet { get; init; }

    /// <summary>Returns rows rather than values.</summary>
    public bool ReturnsComposite { get; init; }

    /// <summary>Estimated at one row.</summary>
    public bool ReturnsOneRow { get; init; }

    /// <summary>i, s or v.</summary>
    public string Volatility { get; init; } = "v";

    /// <summary>The isolation level it asks for.</summary>
    public string? Isolation { get; init; }

    /// <summary>Its own settings, as <c>name=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Schema of the relation whose row is its only argument.</summary>
    public string? RowSchema { get; init; }

    /// <summary>The relation whose row is its only argument.</summary>
    public string? RowRelation { get; init; }

    /// <summary>Whether it can be called by the API at all: at most one argument without a name, of a type that a body can be.</summary>
    public bool Callable { get; init; } = true;
}

/// <summary>An argument of a function.</summary>
public sealed record ArgumentFact
{
    /// <summary>Its name; empty where it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its type.</summary>
    public string Type { get; init; } = "text";

    /// <summary>Its type without a length.</summary>
    public string WideType { get; init; } = "text";

    /// <summary>It has no default.</summary>
    public bool Required { get; init; } = true;

    /// <summary>It takes any number of values.</summary>
    public bool Variadic { get; init; }
}

/// <summary>A cast by function that gives a column another face.</summary>
/// <param name="Source">The type it takes.</param>
/// <param name="Target">The type it gives.</param>
/// <param name="FunctionSchema">The function's schema.</param>
/// <param name="Function">The function.</param>
public sealed record RepresentationFact(string Source, string Target, string FunctionSchema, string Function);

/// <summary>A function or an aggregate that produces a media type.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="TargetSchema">Schema of what it takes.</param>
/// <param name="Target">The relation it takes, the function it is, or <c>anyelement</c>.</param>
/// <param name="MediaType">The media type.</param>
/// <param name="Produces">The media type that the answer names.</param>
/// <param name="IsFunction">The target function itself returns the media type.</param>
public sealed record MediaHandlerFact(string Schema, string Name, string TargetSchema, string Target, string MediaType, string Produces, bool IsFunction);

/// <summary>A type.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sql">As SQL writes it.</param>
public sealed record TypeFact(string Schema, string Name, string Sql);
