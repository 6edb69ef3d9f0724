using System.Globalization;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Parse;

/// <summary>Turns the query string into a <see cref="QueryTree"/>.</summary>
internal static class QueryParser
{
    private static readonly IReadOnlyList<SelectItem> Everything = [new SelectField(FieldRef.Everything)];

    /// <param name="raw">Without the question mark.</param>
    /// <param name="isCall">A function called by GET: what is no filter is an argument.</param>
    /// <param name="limits">How large it may be.</param>
    public static Outcome<QueryTree> Parse(string raw, bool isCall, RequestLimits limits)
    {
        if (raw.Length > limits.QueryLength) return RequestErrors.TooLarge("characters in its query string", limits.QueryLength);
        var pairs = QueryStringReader.Read(raw);
        if (pairs.Count > limits.Parameters) return RequestErrors.TooLarge("parameters", limits.Parameters);
        var reading = new Reading();
        foreach (var (key, value) in pairs)
            if (value is not null && Take(reading, key, value, isCall, limits) is { } error)
                return error;

        return new QueryTree
        {
            Select = reading.Select ?? Everything,
            Filters = reading.Filters,
            Logic = reading.Logic,
            Orders = reading.Orders,
            Ranges = [.. reading.Ranges.Values],
            Arguments = reading.Arguments,
            Columns = reading.Columns,
            OnConflict = reading.OnConflict,
            FilterNames = reading.FilterNames,
        };
    }

    private static DataApiError? Take(Reading reading, string key, string value, bool isCall, RequestLimits limits)
    {
        switch (key)
        {
            case "select":
                if (reading.Select is not null) return null;
                var refused = SelectParser.Parse(value, limits.EmbeddingDepth).Refused(out var select);
                reading.Select = select;
                return refused;
            case "columns":
                return reading.Columns is null ? NameList(value, "columns parameter", out reading.Columns) : null;
            case "on_conflict":
                return reading.OnConflict is null ? NameList(value, "on_conflict parameter", out reading.OnConflict) : null;
        }

        switch (key[(key.LastIndexOf('.') + 1)..])
        {
            case "order":
                return Placed(key, out var path) ?? OrderParser.Parse(value).Refused(out var terms) ?? Add(reading.Orders, path, terms);
            case "limit" or "offset":
                return Placed(key, out path) ?? Window(reading, path, key.EndsWith("limit", StringComparison.Ordinal), value);
            case "and" or "or":
                return Logic(reading, key, value, limits);
            default:
                return Filter(reading, key, value, isCall);
        }
    }

    private static DataApiError? Filter(Reading reading, string key, string value, bool isCall)
    {
        var scan = new Scanner(key);
        if (!TreePath(scan, out var names, out var steps) || !scan.End()) return scan.Fault("tree path");
        reading.FilterNames.Add(key);
        if (FilterParser.Parse(value).Refused(out var filter) is { } error)
        {
            if (!isCall) return error;
            reading.Arguments.Add(new(names[^1], value));
            return null;
        }

        var comparison = new Comparison(new FieldRef(names[^1], steps), filter.Negated, filter.Operand);
        reading.Filters.Add(new(names[..^1], comparison));
        return null;
    }

    private static DataApiError? Logic(Reading reading, string key, string value, RequestLimits limits)
    {
        if (Placed(key, out var path) is { } error) return error;
        var negated = path.Contains("not");
        if (FilterParser.ParseLogic(value, key.EndsWith("or", StringComparison.Ordinal), negated, limits.LogicDepth).Refused(out var tree) is { } refusal) return refusal;
        reading.Logic.Add(new([.. path.Where(p => p != "not")], tree));
        return null;
    }

    private static DataApiError? Window(Reading reading, IReadOnlyList<string> path, bool isLimit, string value)
    {
        var at = string.Join('.', path);
        var window = reading.Ranges.TryGetValue(at, out var known) ? known : new AtPath<RowRange>(path, RowRange.All);
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            window = window with { Value = isLimit ? window.Value with { Limit = number } : window.Value with { Offset = number } };
        reading.Ranges[at] = window;
        return null;
    }

    private static DataApiError? Placed(string key, out IReadOnlyList<string> path)
    {
        path = [];
        if (!key.Contains('.', StringComparison.Ordinal)) return null;
        var scan = new Scanner(key);
        if (!TreePath(scan, out var names, out _)) return scan.Fault("tree path");
        path = names[..^1];
        return null;
    }

    private static bool TreePath(Scanner scan, out List<string> names, out IReadOnlyList<JsonStep> steps)
    {
        names = [];
        steps = [];
        do
        {
            if (!Names.Field(scan, out var name)) return false;
            names.Add(name);
        }
        while (scan.Eat('.', "delimiter (.)"));
        return Names.Path(scan, out steps);
    }

    private static DataApiError? NameList(string value, string reading, out IReadOnlyList<string>? list)
    {
        var scan = new Scanner(value);
        var names = new List<string>();
        list = names;
        do
        {
            scan.SkipBlanks();
            if (!Names.Field(scan, out var name)) return scan.Fault(reading);
            if (!names.Contains(name)) names.Add(name);
            scan.SkipBlanks();
        }
        while (scan.Eat(','));
        return null;
    }

    private static DataApiError? Add<T>(List<AtPath<T>> to, IReadOnlyList<string> path, T value)
    {
        to.Add(new AtPath<T>(path, value));
        return null;
    }

    private sealed class Reading
    {
        public IReadOnlyList<SelectItem>? Select;
        public IReadOnlyList<string>? Columns;
        public IReadOnlyList<string>? OnConflict;

        public List<AtPath<Condition>> Filters { get; } = [];

        public List<AtPath<Condition>> Logic { get; } = [];

        public List<AtPath<IReadOnlyList<OrderTerm>>> Orders { get; } = [];

        public Dictionary<string, AtPath<RowRange>> Ranges { get; } = [];

        public List<KeyValuePair<string, string>> Arguments { get; } = [];

        public HashSet<string> FilterNames { get; } = [];
    }
}
