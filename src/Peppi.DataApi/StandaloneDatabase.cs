namespace Peppi.DataApi;

/// <summary>The one database that the engine serves when it stands alone.</summary>
public sealed record StandaloneDatabase
{
    /// <summary>Where it is, as libpq writes it: a URI or a list of <c>key=value</c>.</summary>
    public required string Uri { get; init; }

    /// <summary>How many connections there may be.</summary>
    public int PoolSize { get; init; } = 10;

    /// <summary>How many seconds a request waits for one.</summary>
    public int AcquisitionTimeout { get; init; } = 10;

    /// <summary>After how many seconds without work a connection is closed.</summary>
    public int IdleLifetime { get; init; } = 30;

    /// <summary>Whether statements are prepared.</summary>
    public bool Prepare { get; init; } = true;

    /// <summary>The channel on which changes of the schema are told; null to listen to none.</summary>
    public string? Channel { get; init; } = "pgrst";
}
