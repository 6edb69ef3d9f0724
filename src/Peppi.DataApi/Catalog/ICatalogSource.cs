using Peppi.DataApi.Errors;

namespace Peppi.DataApi.Catalog;

/// <summary>The port that knows the database's catalog and keeps it fresh.</summary>
public interface ICatalogSource
{
    /// <summary>The present catalog; reads it where nobody has yet, and refuses where the database does not answer.</summary>
    ValueTask<Outcome<DatabaseCatalog>> GetAsync(CancellationToken cancellationToken);

    /// <summary>Forgets the present catalog: the next request reads it anew. Requests that hold the old one finish with it.</summary>
    Task ReloadAsync(CancellationToken cancellationToken);
}
