namespace Peppi.DataApi;

/// <summary>How large a request may grow before it is refused: by default far above what people write, far below what hurts.</summary>
public sealed record RequestLimits
{
    /// <summary>The limits that hold where nobody sets others.</summary>
    public static RequestLimits Usual { get; } = new();

    /// <summary>How deep relations may be embedded in each other.</summary>
    public int EmbeddingDepth { get; init; } = 24;

    /// <summary>How deep <c>and</c> and <c>or</c> may be nested.</summary>
    public int LogicDepth { get; init; } = 48;

    /// <summary>How many parameters, and so filters, a query string may have.</summary>
    public int Parameters { get; init; } = 1000;

    /// <summary>How many characters a query string may have.</summary>
    public int QueryLength { get; init; } = 64 * 1024;
}
