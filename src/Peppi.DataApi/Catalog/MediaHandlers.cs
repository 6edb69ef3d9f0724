namespace Peppi.DataApi.Catalog;

/// <summary>A function or an aggregate that writes the body.</summary>
/// <param name="Function">The aggregate; null where the called function's own value is the body.</param>
/// <param name="Target">The relation whose rows it takes; null for any.</param>
/// <param name="Produces">The media type of the answer.</param>
internal sealed record MediaHandler(QualifiedName Function, QualifiedName? Target, string Produces);

/// <summary>The media types that the database itself knows how to write.</summary>
internal sealed class MediaHandlers
{
    private readonly Dictionary<(string Schema, string Name, string MediaType), MediaHandler> byTarget = [];
    private readonly Dictionary<string, MediaHandler> forAny = [];

    public MediaHandlers(IEnumerable<MediaHandlerFact> facts, Func<string, string, QualifiedName> qualified)
    {
        foreach (var fact in facts)
        {
            var any = fact is { TargetSchema: "pg_catalog", Target: "anyelement" };
            var target = any || fact.IsFunction ? null : qualified(fact.TargetSchema, fact.Target);
            var handler = new MediaHandler(qualified(fact.Schema, fact.Name), target, fact.Produces);
            if (any) forAny[fact.MediaType] = handler;
            else byTarget[(fact.TargetSchema, fact.Target, fact.MediaType)] = handler;
        }
    }

    public MediaHandler? For(string schema, string name, string mediaType) => byTarget.GetValueOrDefault((schema, name, mediaType));

    public MediaHandler? ForAny(string mediaType) => forAny.GetValueOrDefault(mediaType);
}
