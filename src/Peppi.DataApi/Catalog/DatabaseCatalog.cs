using Peppi.DataApi.Errors;

namespace Peppi.DataApi.Catalog;

/// <summary>What the database holds, ready to be asked by name. Immutable: a reload makes a new one.</summary>
public sealed class DatabaseCatalog
{
    private readonly Dictionary<(string, string), Relation> relations = [];
    private readonly ILookup<Relation, Relationship> relationships;
    private readonly ILookup<(string Schema, string Name), Routine> routines;
    private readonly Dictionary<(Relation, string), ComputedColumn> computed = [];
    private readonly Dictionary<(string Source, string Target), QualifiedName> representations = [];
    private readonly ILookup<string, RoleSettingFact> roleSettings;
    private readonly TypeNames types;
    private readonly HashSet<string> exposed;

    private DatabaseCatalog(CatalogFacts facts, IReadOnlyCollection<string> schemas, IReadOnlyCollection<string> searchPath)
    {
        Facts = facts;
        exposed = [.. schemas];
        types = new TypeNames(facts.Types);
        roleSettings = facts.RoleSettings.ToLookup(s => s.Role);
        foreach (var fact in facts.Relations) relations[(fact.Schema, fact.Name)] = RelationOf(fact);
        foreach (var relation in relations.Values)
            relation.PrimaryKey = [.. relation.Fact.PrimaryKey.Select(relation.Find).OfType<Column>()];
        var views = new KeyDependencies(relations.Values);
        foreach (var table in relations.Values.Where(r => !r.IsView && r.PrimaryKey.Count > 0).ToList())
            foreach (var (view, columns) in views.Showing(table, table.PrimaryKey).DistinctBy(v => v.View))
                view.PrimaryKey = [.. view.PrimaryKey, .. columns];
        relationships = RelationshipBuilder.Build(facts, FindAny, views, NameOf).ToLookup(r => r.Source);
        routines = facts.Functions.Where(f => f.Callable).Select(RoutineOf).OrderBy(r => r.Arguments.Count).ToLookup(r => (r.Id.Schema.Name, r.Id.Name.Name));
        foreach (var function in facts.Functions.Where(f => f is { RowSchema: not null, RowRelation: not null, ReturnsSet: false }))
            if (FindAny(function.RowSchema!, function.RowRelation!) is { } relation && (function.Schema == relation.Schema || searchPath.Contains(function.Schema)))
                computed[(relation, function.Name)] = new ComputedColumn(NameOf(function), function.ReturnType);
        foreach (var fact in facts.Representations)
            representations[(fact.Source, fact.Target)] = Qualified(fact.FunctionSchema, fact.Function);
        Media = new MediaHandlers(facts.MediaHandlers, Qualified);
    }

    /// <summary>What it was built from.</summary>
    public CatalogFacts Facts { get; }

    internal MediaHandlers Media { get; }

    internal IEnumerable<Relation> Relations => relations.Values;

    /// <summary>Builds the catalog.</summary>
    /// <param name="facts">What the source read.</param>
    /// <param name="schemas">The exposed schemas: nothing outside them can be reached by name.</param>
    /// <param name="searchPath">Schemas in which a function of a row is found as well.</param>
    public static DatabaseCatalog Build(CatalogFacts facts, IReadOnlyCollection<string> schemas, IReadOnlyCollection<string> searchPath) =>
        new(facts, schemas, searchPath);

    /// <summary>A table or view that a path may name.</summary>
    internal Outcome<Relation> Target(string schema, string name) =>
        exposed.Contains(schema) && FindAny(schema, name) is { IsTarget: true } relation ? relation : CatalogErrors.NoTable(schema, name, this);

    internal Relation? FindAny(string schema, string name) => relations.GetValueOrDefault((schema, name));

    /// <summary>Every way out of a relation that stays within what is exposed.</summary>
    internal IEnumerable<Relationship> From(Relation source) =>
        relationships[source].Where(r => exposed.Contains(r.Target.Schema) && (r.Junction is null || exposed.Contains(r.Junction.Table.Schema)));

    /// <summary>Nothing refers to it and it refers to nothing, exposed or not.</summary>
    internal bool HasNoWay(Relation relation) => !relationships[relation].Any();

    internal IEnumerable<Routine> Routines(string schema, string name) => routines[(schema, name)];

    internal IEnumerable<Routine> AllRoutines() => routines.SelectMany(r => r);

    internal ComputedColumn? Computed(Relation relation, string name) => computed.GetValueOrDefault((relation, name));

    internal QualifiedName? Representation(string source, string target) => representations.GetValueOrDefault((source, target));

    /// <summary>What PostgreSQL would set for a role that logs in itself.</summary>
    internal IEnumerable<RoleSettingFact> SettingsOf(string role) => roleSettings[role];

    internal TypeName? Type(string name) => types.Find(name);

    private static Relation RelationOf(RelationFact fact) =>
        new(Qualified(fact.Schema, fact.Name), fact, [.. fact.Columns.Select(ColumnOf)]);

    private static Column ColumnOf(ColumnFact fact) =>
        new(Identifier.FromDatabase(fact.Name), TypeName.Of(fact.Type), fact.BaseType, fact);

    private static QualifiedName Qualified(string schema, string name) =>
        new(Identifier.FromDatabase(schema), Identifier.FromDatabase(name));

    private static QualifiedName NameOf(FunctionFact fact) => Qualified(fact.Schema, fact.Name);

    private Routine RoutineOf(FunctionFact fact)
    {
        var shape = fact switch
        {
            { ReturnsSet: false, ReturnType: "void" } => ReturnShape.Nothing,
            { ReturnsSet: true, ReturnsComposite: true } => ReturnShape.SetOfRows,
            { ReturnsComposite: true } => ReturnShape.Row,
            { ReturnsSet: true } => ReturnShape.SetOfValues,
            _ => ReturnShape.Value,
        };
        var arguments = fact.Arguments.Select(a => new Argument(Identifier.FromDatabase(a.Name), TypeName.Of(a.WideType), a));
        return new Routine(NameOf(fact), fact, [.. arguments], shape) { Rows = RowsOf(fact) };
    }

    private Relation? RowsOf(FunctionFact fact)
    {
        if (!fact.ReturnsComposite) return null;
        if (FindAny(fact.ReturnSchema, fact.ReturnType) is { } known) return known;
        return fact.Outputs.Count == 0
            ? null
            : RelationOf(new RelationFact { Schema = fact.Schema, Name = fact.Name, Kind = "c", Columns = fact.Outputs });
    }
}
