using System.Globalization;
using Peppi.DataApi.Catalog;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>Plans the rows of an answer: the selection, its conditions and, level by level, what is embedded.</summary>
internal sealed class ReadPlanner(DatabaseCatalog catalog, DataApiSettings settings, bool limited)
{
    private int tables;
    private int embeddings;

    /// <summary>Plans the top level.</summary>
    /// <param name="origin">Where its rows come from.</param>
    /// <param name="rows">Their type.</param>
    /// <param name="title">What an error calls it.</param>
    /// <param name="select">The selection.</param>
    /// <param name="part">What of the query concerns it.</param>
    public Outcome<ReadNode> Root(RowOrigin origin, Relation? rows, string title, IReadOnlyList<SelectItem> select, QueryPart part)
    {
        var scope = new NodeScope(catalog, rows, title, origin is StatementOrigin);
        return Node(new ReadNode { Origin = origin, Alias = NextTable(), Select = [] }, scope, select, part, Spreading.None).Refused(out var node) is { } error
            ? error
            : new Outcome<ReadNode>(node.Node);
    }

    private Outcome<(ReadNode Node, IReadOnlyList<SpreadColumn> Up)> Node(
        ReadNode bare, NodeScope scope, IReadOnlyList<SelectItem> items, QueryPart part, Spreading spreading)
    {
        SelectEmbed[] inner = [.. items.OfType<SelectEmbed>()];
        if (part.Divide(inner).Refused(out var parts) is { } misplaced) return misplaced;
        var embeds = new List<EmbedPlan>();
        var up = new List<SpreadColumn>();
        foreach (var item in inner)
        {
            if (Embed(bare, scope, item, parts[item], spreading == Spreading.One).Refused(out var embed) is { } error) return error;
            embeds.Add(embed.Plan);
            up.AddRange(embed.Up);
        }

        if (SelectPlanner.Plan(items, scope, settings.Aggregates, Grouped(items, embeds) || spreading != Spreading.None, spreading).Refused(out var select) is { } bad)
            return bad;
        if (spreading == Spreading.Many && (select.Any(s => s.Aggregate is not null) || up.Exists(u => u.Aggregate is not null)))
            return RequestErrors.NotImplemented("Aggregates are not implemented for one-to-many or many-to-many spreads.");
        var node = bare with { Embeds = embeds };
        if (Conditions(part, scope, embeds).Refused(out var where) is { } badWhere) return badWhere;
        if (Orders(part, scope, embeds).Refused(out var order) is { } badOrder) return badOrder;
        var own = spreading == Spreading.None ? [] : select.Select(s => Spread(s, spreading)).ToList();
        if (spreading == Spreading.One) select = [.. select.Select(s => s with { Aggregate = null, AggregateCast = null })];
        return (node with
        {
            Select = select.Count == 0 && embeds.Count == 0 ? [new SelectPlan(PlannedField.Star, null)] : select,
            Where = [.. bare.Where, .. where],
            Order = order,
            EmbedsAsJsonb = settings.EmbedsAsJsonb || Grouped(items, embeds),
            Range = limited ? part.Range.AtMost(settings.MaxRows) : part.Range,
        }, [.. own, .. up]);
    }

    private static bool Grouped(IReadOnlyList<SelectItem> items, List<EmbedPlan> embeds) =>
        items.Any(i => i is SelectField { Aggregate: not null } or SelectField { Field: { Name: "count", Path.Count: 0 } }) || embeds.Exists(e => e.Columns.Any(c => c.Aggregate is not null));

    private static SpreadColumn Spread(SelectPlan plan, Spreading spreading) => spreading == Spreading.One
        ? new SpreadColumn(plan.Name!, plan.Name!) { Aggregate = plan.Aggregate, AggregateCast = plan.AggregateCast }
        : new SpreadColumn(plan.Name!, plan.Name!);

    private Outcome<(EmbedPlan Plan, IReadOnlyList<SpreadColumn> Up)> Embed(ReadNode parent, NodeScope scope, SelectEmbed item, QueryPart part, bool parentSpreads)
    {
        if (scope.Rows is not { } source) return NoWay(scope, item);
        if (RelationshipFinder.Find(catalog, source, item.Relation, item.Hint).Refused(out var way) is { } error) return error;
        var alias = NextTable();
        var title = string.Create(CultureInfo.InvariantCulture, $"{way.Target.Name}_{part.Depth}");
        var bare = Joined(new ReadNode { Origin = OriginOf(way, parent), Alias = alias, Select = [] }, way, parent.Alias);
        var spreading = !item.Spread ? Spreading.None : way.ToOne ? Spreading.One : Spreading.Many;
        var number = ++embeddings;
        if (Node(bare, new NodeScope(catalog, way.Target, title, false), item.Items, part, spreading).Refused(out var inner) is { } bad) return bad;
        var form = (item.Spread, way.ToOne) switch
        {
            (false, true) => EmbedForm.Object,
            (false, false) => EmbedForm.Array,
            (true, true) => EmbedForm.SpreadOne,
            _ => EmbedForm.SpreadMany,
        };
        IReadOnlyList<SpreadColumn> columns = item.Spread ? inner.Up : [];
        var plan = new EmbedPlan(inner.Node, Identifier.Generated('e', number), Identifier.Label(item.Name), form, item.Join ?? JoinKind.Left)
        {
            Name = item.Name,
            Columns = parentSpreads ? [.. columns.Select(c => new SpreadColumn(c.Name, c.Label))] : columns,
            IsHidden = IsEmpty(item),
        };
        IReadOnlyList<SpreadColumn> up = item.Spread
            ? [.. columns.Select(c => c with { Name = c.Label })]
            : plan.IsHidden ? [] : [new SpreadColumn(plan.Label, plan.Label)];
        return (plan, up);
    }

    /// <summary>Nothing is selected at any level below: it is there to filter.</summary>
    private static bool IsEmpty(SelectEmbed item) => item.Items.All(i => i is SelectEmbed inner && IsEmpty(inner));

    private static DataApiError NoWay(NodeScope scope, SelectEmbed item) => new(400, "PGRST200",
        $"Could not find a relationship between '{scope.Title}' and '{item.Relation}' in the schema cache");

    private static RowOrigin OriginOf(Relationship way, ReadNode parent) => way.Function is { } function
        ? new FunctionOrigin(function, parent.Alias, parent.Origin is StatementOrigin ? way.Source.Id : null)
        : new TableOrigin(way.Target.Id);

    private ReadNode Joined(ReadNode node, Relationship way, Identifier parent)
    {
        if (way.Junction is not { } junction)
            return node with { Joins = [.. way.Pairs.Select(p => new JoinPlan(node.Alias, p.Target.Id, parent, p.Source.Id))] };
        var between = Identifier.Generated('j', tables);
        return node with
        {
            Junction = new JunctionPlan(junction.Table.Id, between),
            Joins =
            [
                .. junction.ToTarget.Select(p => new JoinPlan(node.Alias, p.Source.Id, between, p.Target.Id)),
                .. junction.ToSource.Select(p => new JoinPlan(between, p.Target.Id, parent, p.Source.Id)),
            ],
        };
    }

    private static Outcome<IReadOnlyList<ConditionPlan>> Conditions(QueryPart part, NodeScope scope, List<EmbedPlan> embeds)
    {
        var planned = new List<ConditionPlan>();
        foreach (var condition in part.Here)
        {
            if (ConditionPlanner.Plan(condition, scope, embeds).Refused(out var plan) is { } error) return error;
            planned.Add(plan);
        }

        return planned;
    }

    private static Outcome<IReadOnlyList<OrderPlan>> Orders(QueryPart part, NodeScope scope, List<EmbedPlan> embeds)
    {
        var planned = new List<OrderPlan>();
        foreach (var term in part.Order)
        {
            if (Order(term, scope, embeds).Refused(out var plan) is { } error) return error;
            planned.Add(plan);
        }

        return planned;
    }

    private static Outcome<OrderPlan> Order(OrderTerm term, NodeScope scope, List<EmbedPlan> embeds)
    {
        if (term.Relation is null)
            return scope.Resolve(term.Field).Refused(out var field) is { } error ? error : new OrderPlan(null, field, term.Descending, term.Nulls);
        if (embeds.Find(e => e.Name == term.Relation) is not { } embed) return RequestErrors.NotEmbedded(term.Relation);
        if (!embed.ToOne) return RequestErrors.RelatedOrderNotToOne(scope.Title, term.Relation);
        if (embed.Node.Shown(term.Field.Name) is not { } shown) return CatalogErrors.UndefinedColumn(embed.Name, term.Field.Name);
        return new OrderPlan(embed.Alias, new PlannedField(new ColumnSource(shown), term.Field.Path), term.Descending, term.Nulls);
    }

    private Identifier NextTable() => Identifier.Generated('t', tables++);
}
