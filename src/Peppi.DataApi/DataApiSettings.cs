using Peppi.DataApi.Catalog;

namespace Peppi.DataApi;

/// <summary>What the root document tells about.</summary>
public enum OpenApiMode
{
    /// <summary>What the caller may use.</summary>
    FollowPrivileges,

    /// <summary>Everything exposed.</summary>
    IgnorePrivileges,

    /// <summary>No root document.</summary>
    Disabled,
}

/// <summary>How one instance of the engine behaves.</summary>
public sealed record DataApiSettings
{
    /// <summary>The exposed schemas; the first is the default.</summary>
    public IReadOnlyList<string> Schemas { get; init; } = ["public"];

    /// <summary>Schemas added to the search path behind the request's own.</summary>
    public IReadOnlyList<string> ExtraSearchPath { get; init; } = ["public"];

    /// <summary>No list is longer than this; null for no limit.</summary>
    public long? MaxRows { get; init; }

    /// <summary>How large a request may grow.</summary>
    public RequestLimits Limits { get; init; } = RequestLimits.Usual;

    /// <summary>Whether <c>sum()</c> and its like are allowed in select.</summary>
    public bool Aggregates { get; init; }

    /// <summary>Whether embedded rows become <c>jsonb</c>, as PostgREST makes them: the same bytes, but slower.</summary>
    public bool EmbedsAsJsonb { get; init; }

    /// <summary>Whether an embedding that has an alias may still be called by its relation in filters.</summary>
    public bool OldNames { get; init; } = true;

    /// <summary>Whether the query plan may be asked for.</summary>
    public bool Plans { get; init; }

    /// <summary>Whether transactions roll back at their end (a test server).</summary>
    public bool RollbackAll { get; init; }

    /// <summary>Whether <c>Prefer: tx=</c> is listened to.</summary>
    public bool TransactionPreference { get; init; }

    /// <summary>A function, with its schema, that runs before every statement: (schema, name).</summary>
    public (string Schema, string Name)? PreRequest { get; init; }

    /// <summary>A function that answers the root instead of the OpenAPI document.</summary>
    public (string Schema, string Name)? RootFunction { get; init; }

    /// <summary>Settings given to every transaction (<c>app.settings.*</c>).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> TransactionSettings { get; init; } = [];

    /// <summary>Settings of a function (<c>alter function … set</c>) that hold for its whole transaction.</summary>
    public IReadOnlyList<string> HoistedFunctionSettings { get; init; } = ["statement_timeout", "plan_filter.statement_cost_limit", "default_transaction_isolation"];

    /// <summary>What the root document tells about.</summary>
    public OpenApiMode OpenApi { get; init; }

    /// <summary>Functions that the host answers itself, in front of the engine: the root document tells of them too.</summary>
    public IReadOnlyList<FunctionFact> ServedBeside { get; init; } = [];

    /// <summary>The address that the root document names.</summary>
    public string PublicAddress { get; init; } = "http://127.0.0.1:3000";

    /// <summary>Whether the root document names the JWT scheme.</summary>
    public bool OpenApiSecurity { get; init; }

    /// <summary>Errors without details and hint.</summary>
    public bool MinimalErrors { get; init; }

    /// <summary>Whether the answer tells how long each stage took.</summary>
    public bool ServerTiming { get; init; }

    /// <summary>The version that the root document names.</summary>
    public string Version { get; init; } = "1.0";

    /// <summary>The title of the root document, where the schema has no comment.</summary>
    public string Title { get; init; } = "Peppi data API";

    /// <summary>The description of the root document, where the schema has no comment.</summary>
    public string Description { get; init; } = "Every table and function of the database that the caller may use";

    /// <summary>Where the language is documented.</summary>
    public string Documentation { get; init; } = "https://docs.postgrest.org/en/stable/references/api.html";
}
