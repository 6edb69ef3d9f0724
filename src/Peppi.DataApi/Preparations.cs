using System.Collections.Concurrent;
using System.Text;
using Peppi.DataApi.Catalog;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Execute;
using Peppi.DataApi.Parse;
using Peppi.DataApi.Plan;
using Peppi.DataApi.Sql;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi;

/// <summary>What parse, plan and SQL made of a request, for every request of its shape.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Main">Its statement, with places for the values; null where there is none.</param>
/// <param name="Estimate">The statement whose plan tells about how many rows there are.</param>
/// <param name="Check">What must hold of the outcome.</param>
internal sealed record Prepared(RequestPlan Plan, SqlStatement? Main, SqlStatement? Estimate, Func<DbResult, DataApiError?>? Check);

/// <summary>A request whose text is read.</summary>
/// <param name="Known">What is known of all requests of its shape.</param>
/// <param name="Tree">Its tree, with its body; values of the query string are slots where the shape has some.</param>
/// <param name="Slots">Those values.</param>
internal readonly record struct ReadRequest(KnownShape? Known, RequestTree Tree, IReadOnlyList<string> Slots);

/// <summary>What is remembered of one shape: its tree, and what was prepared for the bodies and scopes that came with it.</summary>
internal sealed record KnownShape(RequestTree Tree)
{
    /// <summary>A client that sends other columns each time gets a plan each time.</summary>
    public const int MostBodies = 32;

    public ConcurrentDictionary<string, Prepared> Bodies { get; } = new(StringComparer.Ordinal);
}

/// <summary>
/// Parse, plan and SQL, done once for each shape of request. No value is ever in here: what is remembered was made of a request that
/// had none. Whatever is refused is refused anew, with its values, because its words name them.
/// </summary>
/// <param name="settings">How this instance behaves.</param>
/// <param name="room">How many shapes are remembered before the older half is forgotten.</param>
internal sealed class Preparations(DataApiSettings settings, int room = 2000)
{
    private volatile Memory? memory;

    /// <summary>Reads the request's text.</summary>
    public Outcome<ReadRequest> Read(DataApiRequest request, DatabaseCatalog catalog)
    {
        if (RequestShape.Of(request) is not { } shape) return ReadAnew(request);
        var present = Of(catalog);
        if (present.Find(shape.Key) is not { } known)
        {
            if (RequestParser.ParseHead(shape.Form, settings).Refused(out var form) is not null) return ReadAnew(request);
            known = new KnownShape(form);
            present.Add(shape.Key, known);
        }

        return RequestParser.WithBody(known.Tree, request).Refused(out var tree) is { } badBody ? badBody : new ReadRequest(known, tree, shape.Values);
    }

    /// <summary>Plans a request that was read, and writes its statement.</summary>
    public Outcome<Prepared> Prepare(ReadRequest read, DataApiRequest request, DatabaseCatalog catalog, RowScope? scope)
    {
        if (read.Known is not { } known || read.Tree.Payload?.Form is not null) return PrepareAnew(request, catalog, scope);
        var key = BodyKey(read.Tree.Payload, scope);
        if (known.Bodies.TryGetValue(key, out var prepared)) return prepared;
        var bare = read.Tree.Payload is { } payload ? read.Tree with { Payload = payload with { Bytes = default } } : read.Tree;
        if (Make(bare, catalog, scope).Refused(out prepared) is not null || prepared is { Main.KeepsSlotsApart: false } or { Estimate.KeepsSlotsApart: false })
            return PrepareAnew(request, catalog, scope);
        if (known.Bodies.Count < KnownShape.MostBodies) known.Bodies.TryAdd(key, prepared);
        return prepared;
    }

    private Outcome<ReadRequest> ReadAnew(DataApiRequest request) =>
        RequestParser.Parse(request, settings).Refused(out var tree) is { } refused ? refused : new ReadRequest(null, tree, []);

    private Outcome<Prepared> PrepareAnew(DataApiRequest request, DatabaseCatalog catalog, RowScope? scope) =>
        RequestParser.Parse(request, settings).Refused(out var tree) is { } refused ? refused : Make(tree, catalog, scope);

    private Outcome<Prepared> Make(RequestTree tree, DatabaseCatalog catalog, RowScope? scope)
    {
        if (new Planner(catalog, settings).Plan(tree, _ => scope).Refused(out var plan) is { } refused) return refused;
        return plan switch
        {
            RowsPlan rows => new Prepared(rows, StatementBuilder.Build(rows, settings.MaxRows), StatementBuilder.Estimate(rows), rows.Body.Type.Explain is null ? OutcomeChecks.For(rows) : null),
            InspectPlan inspect => new Prepared(inspect, InspectSql.Build(inspect), null, null),
            _ => new Prepared(plan, null, null, null),
        };
    }

    /// <summary>What the plan sees of a body and of a scope: names, and no value of the request.</summary>
    private static string BodyKey(Payload? payload, RowScope? scope)
    {
        if (payload is null && scope is null) return "";
        var key = new StringBuilder(64);
        if (scope is not null) Names(scope.Many ? '*' : '1', [scope.Column, scope.Schema, scope.Function, .. scope.Arguments]);
        if (payload is not null) Names(payload.IsUnread ? '?' : '!', payload.Keys).Append(payload.IsObject);
        return key.ToString();

        StringBuilder Names(char kind, IReadOnlyList<string> names)
        {
            key.Append(kind).Append(names.Count);
            foreach (var name in names) key.Append(' ').Append(name.Length).Append(':').Append(name);
            return key;
        }
    }

    /// <summary>A reload makes a new catalog, and with it everything is forgotten.</summary>
    private Memory Of(DatabaseCatalog catalog)
    {
        var present = memory;
        return present?.Catalog == catalog ? present : memory = new Memory(catalog, room);
    }

    /// <summary>Two generations of shapes: what is asked for again moves into the younger one, and what is not goes with the older.</summary>
    private sealed class Memory(DatabaseCatalog catalog, int room)
    {
        private volatile ConcurrentDictionary<string, KnownShape> young = new(StringComparer.Ordinal);
        private volatile ConcurrentDictionary<string, KnownShape> old = new(StringComparer.Ordinal);
        private int count;

        public DatabaseCatalog Catalog => catalog;

        public KnownShape? Find(string key)
        {
            if (young.TryGetValue(key, out var known)) return known;
            if (old.TryGetValue(key, out known)) Add(key, known);
            return known;
        }

        public void Add(string key, KnownShape known)
        {
            if (!young.TryAdd(key, known) || Interlocked.Increment(ref count) < room / 2) return;
            count = 0;
            old = young;
            young = new(StringComparer.Ordinal);
        }
    }
}
