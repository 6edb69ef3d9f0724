using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>What of the query string concerns one level of the embedding, and the levels below it.</summary>
internal sealed class QueryPart(int depth, bool takesOldNames, HashSet<(string Relation, string Alias)> oldNames)
{
    public List<AtPath<Condition>> Conditions { get; } = [];

    public List<AtPath<IReadOnlyList<OrderTerm>>> Orders { get; } = [];

    public List<AtPath<RowRange>> Ranges { get; } = [];

    public int Depth => depth;

    /// <summary>Embeddings that were called by their relation although they have an alias; the whole tree shares it.</summary>
    public IReadOnlyList<(string Relation, string Alias)> OldNames => [.. oldNames];

    public IEnumerable<Condition> Here => Conditions.Where(c => c.Path.Count == depth).Select(c => c.Value);

    public IEnumerable<OrderTerm> Order => Orders.LastOrDefault(o => o.Path.Count == depth)?.Value ?? [];

    public RowRange Range => Ranges.LastOrDefault(r => r.Path.Count == depth)?.Value ?? RowRange.All;

    public static QueryPart Root(QueryTree query, DataApiSettings settings, bool withRootConditions, bool withRanges)
    {
        var part = new QueryPart(0, settings.OldNames, []);
        part.Conditions.AddRange(query.Filters.Concat(query.Logic).Where(c => withRootConditions || c.Path.Count > 0));
        part.Orders.AddRange(query.Orders);
        if (withRanges) part.Ranges.AddRange(query.Ranges);
        return part;
    }

    /// <summary>Hands what lies deeper to the embeddings that it names; refuses what names none.</summary>
    public Outcome<Dictionary<SelectEmbed, QueryPart>> Divide(IReadOnlyList<SelectEmbed> embeds)
    {
        var parts = new Dictionary<SelectEmbed, QueryPart>(ReferenceEqualityComparer.Instance);
        foreach (var embed in embeds) parts[embed] = new QueryPart(depth + 1, takesOldNames, oldNames);
        var misplaced = Give(Conditions, p => p.Conditions) ?? Give(Orders, p => p.Orders) ?? Give(Ranges, p => p.Ranges);
        return misplaced is null ? parts : misplaced;

        DataApiError? Give<T>(List<AtPath<T>> all, Func<QueryPart, List<AtPath<T>>> into)
        {
            foreach (var item in all.Where(i => i.Path.Count > depth))
            {
                var name = item.Path[depth];
                var embed = embeds.FirstOrDefault(e => e.Name == name) ?? embeds.FirstOrDefault(e => e.Relation == name);
                if (embed is null) return RequestErrors.NotEmbedded(name);
                if (embed.Name != name && !takesOldNames) return RequestErrors.UseAlias(name, embed.Name);
                if (embed.Name != name) oldNames.Add((name, embed.Name));
                into(parts[embed]).Add(item);
            }

            return null;
        }
    }
}
