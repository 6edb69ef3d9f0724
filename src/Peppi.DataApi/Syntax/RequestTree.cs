namespace Peppi.DataApi.Syntax;

/// <summary>What the request wants done, as method and path say it.</summary>
internal enum Verb
{
    Read,
    Insert,
    Update,
    Upsert,
    Delete,
    Call,
    Inspect,
    Describe,
}

/// <summary>What the path points at.</summary>
internal enum TargetKind
{
    Root,
    Relation,
    Function,
}

/// <summary>Something placed at a level of the embedding: an empty path is the root.</summary>
internal sealed record AtPath<T>(IReadOnlyList<string> Path, T Value);

/// <summary>The query string, as a tree.</summary>
internal sealed record QueryTree
{
    public required IReadOnlyList<SelectItem> Select { get; init; }

    public required IReadOnlyList<AtPath<Condition>> Filters { get; init; }

    public required IReadOnlyList<AtPath<Condition>> Logic { get; init; }

    public required IReadOnlyList<AtPath<IReadOnlyList<OrderTerm>>> Orders { get; init; }

    public required IReadOnlyList<AtPath<RowRange>> Ranges { get; init; }

    /// <summary>The arguments of a function called by GET.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Arguments { get; init; }

    public IReadOnlyList<string>? Columns { get; init; }

    public IReadOnlyList<string>? OnConflict { get; init; }

    /// <summary>The names in front of the filters, for PUT.</summary>
    public required IReadOnlySet<string> FilterNames { get; init; }
}

/// <summary>The body of a write or a call.</summary>
/// <param name="Bytes">UTF-8, as it goes to the database.</param>
/// <param name="Keys">The columns or arguments it names.</param>
/// <param name="IsObject">One object rather than a list.</param>
internal sealed record Payload(ReadOnlyMemory<byte> Bytes, IReadOnlyList<string> Keys, bool IsObject)
{
    /// <summary>Nobody has looked whether it is JSON at all: PostgreSQL will.</summary>
    public bool IsUnread { get; init; }

    /// <summary>Arguments of a function sent as a form.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Form { get; init; }
}

/// <summary>A whole request, understood as far as its text alone allows.</summary>
internal sealed record RequestTree
{
    public required Verb Verb { get; init; }

    public required TargetKind Target { get; init; }

    public required string Schema { get; init; }

    /// <summary>The schema came from a profile header, or there are several: the answer names it.</summary>
    public required bool SchemaNegotiated { get; init; }

    public required string Name { get; init; }

    /// <summary>HEAD: everything but the body.</summary>
    public required bool HeadersOnly { get; init; }

    /// <summary>GET and HEAD of a function: arguments come from the query string and nothing may be written.</summary>
    public required bool ReadOnlyCall { get; init; }

    public required QueryTree Query { get; init; }

    /// <summary>The rows asked for at the top level, from limit, offset and Range.</summary>
    public required RowRange Range { get; init; }

    public required Preferences Preferences { get; init; }

    public required IReadOnlyList<MediaType> Accept { get; init; }

    public required MediaType ContentType { get; init; }

    public Payload? Payload { get; init; }

    /// <summary>The parameters sorted by name: with the path, the address of this very answer.</summary>
    public string Canonical { get; init; } = "";
}
