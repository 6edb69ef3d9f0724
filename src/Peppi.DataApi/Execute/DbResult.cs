namespace Peppi.DataApi.Execute;

/// <summary>The one row in which a statement reports.</summary>
public sealed class DbResult : IAsyncDisposable
{
    /// <summary>How many rows there are in all, where that was counted.</summary>
    public long? Total { get; init; }

    /// <summary>How many rows the answer has, or how many were written.</summary>
    public long Rows { get; init; }

    /// <summary>What a function put into <c>response.headers</c>.</summary>
    public string? Headers { get; init; }

    /// <summary>What a function put into <c>response.status</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The key of the new row: a JSON list of pairs.</summary>
    public string? Location { get; init; }

    /// <summary>How many rows are new, where new and replaced ones differ.</summary>
    public long? Inserted { get; init; }

    /// <summary>What PostgreSQL's planner believes the total to be.</summary>
    public long? Estimate { get; init; }

    /// <summary>The body.</summary>
    public required DbBody Body { get; init; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Body.DisposeAsync();
}

/// <summary>A body on its way: held whole, or still arriving.</summary>
public abstract class DbBody : IAsyncDisposable
{
    /// <summary>Its length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Hands the bytes on. Once only.</summary>
    public abstract ValueTask CopyToAsync(Stream output, CancellationToken cancellationToken);

    /// <inheritdoc />
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A body that is held whole.</summary>
/// <param name="bytes">The body.</param>
public sealed class HeldBody(ReadOnlyMemory<byte> bytes) : DbBody
{
    /// <summary>No body.</summary>
    public static readonly HeldBody Empty = new(default);

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <inheritdoc />
    public override long Length => bytes.Length;

    /// <inheritdoc />
    public override ValueTask CopyToAsync(Stream output, CancellationToken cancellationToken) => output.WriteAsync(bytes, cancellationToken);
}
