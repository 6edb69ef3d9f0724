namespace Peppi.DataApi.Errors;

/// <summary>Refusals that the request's own text explains (PGRST1xx).</summary>
internal static class RequestErrors
{
    public static DataApiError BadSyntax(string message, string details) => new(400, "PGRST100", message, details);

    public static DataApiError BadFunctionMethod(string method) => new(405, "PGRST101", $"Cannot use the {method} method on RPC");

    public static DataApiError BadBody(string message) => new(400, "PGRST102", message);

    public static DataApiError NegativeLimit() => Range("Limit should be greater than or equal to zero.");

    public static DataApiError LowerAboveUpper() =>
        Range("The lower boundary must be lower than or equal to the upper boundary in the Range header.");

    public static DataApiError OutOfBounds(long offset, long total) =>
        Range($"An offset of {offset} was requested, but there are only {total} rows.");

    public static DataApiError BadPutFilters() =>
        new(405, "PGRST105", "Filters must include all and only primary key columns with 'eq' operators");

    public static DataApiError UnknownSchema(string schema, IEnumerable<string> exposed) =>
        new(406, "PGRST106", $"Invalid schema: {schema}", null, $"Only the following schemas are exposed: {string.Join(", ", exposed)}");

    public static DataApiError NoMediaType(IEnumerable<string> asked) =>
        new(406, "PGRST107", $"None of these media types are available: {string.Join(", ", asked)}");

    public static DataApiError NotEmbedded(string name) =>
        new(400, "PGRST108", $"'{name}' is not an embedded resource in this request", null,
            $"Verify that '{name}' is included in the 'select' query parameter.");

    public static DataApiError UseAlias(string name, string alias) =>
        new(400, "PGRST108", $"'{name}' is not an embedded resource in this request",
            "Target names are not allowed in filters if they have an alias",
            $"Change '{name}' to '{alias}' in filters, orders or limits.");

    public static DataApiError BadResponseHeaders() =>
        new(500, "PGRST111", "response.headers guc must be a JSON array composed of objects with a single key and a string value");

    public static DataApiError BadResponseStatus() => new(500, "PGRST112", "response.status guc must be a valid status code");

    public static DataApiError PutWithLimit() =>
        new(400, "PGRST114", "limit/offset querystring parameters are not allowed for PUT");

    public static DataApiError PutKeyMismatch() =>
        new(400, "PGRST115", "Payload values do not match URL in primary key column(s)");

    public static DataApiError NotSingular(long rows) =>
        new(406, "PGRST116", "Cannot coerce the result to a single JSON object", $"The result contains {rows} rows");

    public static DataApiError BadMethod(string method) => new(405, "PGRST117", $"Unsupported HTTP method: {method}");

    public static DataApiError RelatedOrderNotToOne(string origin, string target) =>
        new(400, "PGRST118", $"A related order on '{target}' is not possible",
            $"'{origin}' and '{target}' do not form a many-to-one or one-to-one relationship");

    public static DataApiError BadPreferences(IEnumerable<string> unknown) =>
        new(400, "PGRST122", "Invalid preferences given with handling=strict", $"Invalid preferences: {string.Join(", ", unknown)}");

    public static DataApiError AggregatesOff() => new(400, "PGRST123", "Use of aggregate functions is not allowed");

    public static DataApiError TooManyAffected(long rows) =>
        new(400, "PGRST124", "Query result exceeds max-affected preference constraint", $"The query affects {rows} rows");

    public static DataApiError BadPath() => new(404, "PGRST125", "Invalid path specified in request URL");

    public static DataApiError RootDisabled() => new(404, "PGRST126", "Root endpoint metadata is disabled");

    public static DataApiError NotImplemented(string details) => new(400, "PGRST127", "Feature not implemented", details);

    public static DataApiError MaxAffectedOnSingle() =>
        new(400, "PGRST128", "Function must return SETOF or TABLE when max-affected preference is used with handling=strict");

    public static DataApiError TooLarge(string what, int limit) =>
        new(400, "PGRST100", $"The request has too many {what}", $"At most {limit} are allowed.");

    private static DataApiError Range(string details) => new(416, "PGRST103", "Requested range not satisfiable", details);
}
