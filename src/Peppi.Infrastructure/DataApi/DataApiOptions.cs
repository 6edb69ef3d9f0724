using Peppi.DataApi;

namespace Peppi.Infrastructure.DataApi;

/// <summary>What can be set of the data API inside Peppi (section <c>DataApi</c>).</summary>
internal sealed class DataApiOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "DataApi";

    /// <summary>No list is longer.</summary>
    public long MaxRows { get; set; } = 10_000;

    /// <summary>How deep relations may be embedded in each other.</summary>
    public int EmbeddingDepth { get; set; } = RequestLimits.Usual.EmbeddingDepth;

    /// <summary>How deep <c>and</c> and <c>or</c> may be nested.</summary>
    public int LogicDepth { get; set; } = RequestLimits.Usual.LogicDepth;

    /// <summary>How many parameters, and so filters, a query string may have.</summary>
    public int Parameters { get; set; } = RequestLimits.Usual.Parameters;

    /// <summary>How many characters a query string may have.</summary>
    public int QueryLength { get; set; } = RequestLimits.Usual.QueryLength;

    /// <summary>The limits, for the engine.</summary>
    public RequestLimits ToLimits() => new() { EmbeddingDepth = EmbeddingDepth, LogicDepth = LogicDepth, Parameters = Parameters, QueryLength = QueryLength };
}
