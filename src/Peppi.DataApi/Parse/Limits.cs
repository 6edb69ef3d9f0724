namespace Peppi.DataApi.Parse;

/// <summary>How large a request may grow before it is refused; far above what people write, far below what hurts.</summary>
internal static class Limits
{
    public const int EmbeddingDepth = 24;
    public const int LogicDepth = 48;
    public const int Parameters = 1000;
    public const int QueryLength = 64 * 1024;
}
