namespace Peppi.DataApi.Catalog;

/// <summary>The types that a cast may name: those of the database, and the spellings of the SQL standard.</summary>
internal sealed class TypeNames
{
    private static readonly string[] Standard =
    [
        "int", "integer", "smallint", "bigint", "real", "float", "double precision", "decimal", "dec", "numeric", "boolean",
        "char", "character", "character varying", "varchar", "national character", "nchar", "bit", "bit varying",
        "time", "time without time zone", "time with time zone", "timestamp", "timestamp without time zone", "timestamp with time zone", "interval",
    ];

    private readonly Dictionary<string, TypeName> known = new(StringComparer.Ordinal);

    public TypeNames(IEnumerable<TypeFact> facts)
    {
        foreach (var fact in facts) known[fact.Name] = TypeName.Of(fact.Sql);
        foreach (var name in Standard) known[name] = TypeName.Of(name);
    }

    public TypeName? Find(string name) => known.GetValueOrDefault(name) ?? known.GetValueOrDefault(name.ToLowerInvariant());
}
