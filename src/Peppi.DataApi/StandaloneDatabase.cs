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

    /// <summary>After how many seconds a connection is replaced even if it is busy.</summary>
    public int Lifetime { get; init; } = 1800;

    /// <summary>Whether statements are prepared.</summary>
    public bool Prepare { get; init; } = true;

    /// <summary>The channel on which changes of the schema are told; null to listen to none.</summary>
    public string? Channel { get; init; } = "pgrst";
}

/// <summary>The port to the one database of an engine that stands alone.</summary>
public interface IStandaloneEngine : IAsyncDisposable
{
    /// <summary>Whether the catalog is known, so that requests can be answered.</summary>
    bool IsReady { get; }

    /// <summary>What the database itself says about settings: those of the login, and what a function of it sets.</summary>
    /// <param name="function">The function, or null.</param>
    /// <param name="names">The settings that may be kept there, without their prefix.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyDictionary<string, string>> SettingsAsync((string Schema, string Name)? function, IReadOnlyCollection<string> names, CancellationToken cancellationToken);

    /// <summary>The pipeline with these settings, its catalog read; a catalog that cannot be read now is read with the first request.</summary>
    Task<DataApiPipeline> ServeAsync(DataApiSettings settings, CancellationToken cancellationToken);

    /// <summary>Reads the catalog anew.</summary>
    Task ReloadCatalogAsync(CancellationToken cancellationToken);

    /// <summary>Reloads when the database says so, until it is cancelled.</summary>
    Task FollowAsync(Func<CancellationToken, Task> reloadSettings, CancellationToken cancellationToken);
}
