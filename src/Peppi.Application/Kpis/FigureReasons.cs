using System.Text.Json;
using Peppi.Domain.Shared;

namespace Peppi.Application.Kpis;

/// <summary>The reasons for a missing figure, as they go over the wire.</summary>
public static class FigureReasons
{
    /// <summary><c>no_rate</c>, <c>not_measured</c>, …; null where the figure is there.</summary>
    public static string? CodeOf(MissingReason reason) =>
        reason == MissingReason.None ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());
}
