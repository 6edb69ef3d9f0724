using Peppi.Application.Kpis;
using Peppi.DataApi.Catalog;

namespace Peppi.WebApi.Kpis;

/// <summary>The functions that this folder serves, as the root document of the data API tells of them.</summary>
internal static class FigureFunctions
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["project_id"] = "integer",
        ["item_id"] = "integer",
        ["kpi_id"] = "integer",
        ["as_of"] = "date",
    };

    /// <summary>Every one.</summary>
    public static IReadOnlyList<FunctionFact> All { get; } =
    [
        .. FigureCatalog.All.Values.Select(figure => Read($"kpi_{figure.Name}", $"{figure.Formula}\nAnswers value, unit, currency, formula, inputs, as_of, reason and the rows behind it.",
            [.. figure.Arguments.Select(name => (name, Types.GetValueOrDefault(name, "text")))])),
        Read("kpi_catalog", "Every figure with its unit, formula and parameters", []),
        Read("portfolio_geojson", "The projects that the caller may see as a GeoJSON map\nOne point a project, with its health; application/geo+json.", []),
        new FunctionFact
        {
            Schema = "public",
            Name = "open_action_plan",
            Description = "Opens an action plan for a red KPI or an alert\nOne at a time for each: while one is open, its key is the answer.",
            Arguments =
            [
                Argument("kpi_id", "integer"), Argument("alert_id", "integer"), Argument("title", "text"), Argument("description", "text"), Argument("owner_id", "uuid"), Argument("due_date", "date"),
            ],
        },
    ];

    // Stable: GET is as good as POST.
    private static FunctionFact Read(string name, string description, IReadOnlyList<(string Name, string Type)> arguments) => new()
    {
        Schema = "public",
        Name = name,
        Description = description,
        Volatility = "s",
        Arguments = [.. arguments.Select(argument => Argument(argument.Name, argument.Type))],
    };

    private static ArgumentFact Argument(string name, string type) => new() { Name = name, Type = type, WideType = type, Required = false };
}
