namespace Peppi.WebApi.Callers;

/// <summary>Who may call a route. Every route states it; <c>Routes.cs</c> is the whole list.</summary>
internal enum Access
{
    /// <summary>Anyone, without a key.</summary>
    Anyone,

    /// <summary>Any holder of a key: anon, service, or a signed-in person. Row-level security decides about rows.</summary>
    WithKey,

    /// <summary>A signed-in person.</summary>
    SignedIn,

    /// <summary>A signed-in person or a holder of the service key.</summary>
    SignedInOrService,

    /// <summary>A holder of the service key.</summary>
    Service,
}

/// <summary>In which words a route refuses: the client library of each surface reads its own.</summary>
internal enum Dialect
{
    /// <summary>RFC 9457 problem details.</summary>
    Problem,

    /// <summary>PostgREST's <c>code, details, hint, message</c>.</summary>
    Rest,

    /// <summary>GoTrue's two shapes.</summary>
    Auth,

    /// <summary>Storage's <c>statusCode, error, message</c>.</summary>
    Storage,
}

/// <summary>Which calls of a route are counted, across all nodes.</summary>
internal enum Limits
{
    /// <summary>None.</summary>
    None,

    /// <summary>Each, by IP address, by account and by service key.</summary>
    Calls,

    /// <summary>Each, and more narrowly: the call tries a secret.</summary>
    Guesses,
}

/// <summary>What a route says about itself: who may call it, how it refuses, and what is counted.</summary>
internal sealed record RouteAccess(Access Access, Dialect Dialect)
{
    /// <summary>What is counted.</summary>
    public Limits Limits { get; init; }
}
