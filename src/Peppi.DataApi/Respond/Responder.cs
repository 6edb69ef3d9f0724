using System.Globalization;
using System.Text.Json;
using Peppi.DataApi.Catalog;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Execute;
using Peppi.DataApi.Plan;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Respond;

/// <summary>The stage that turns what the database reported into status, headers and body.</summary>
internal sealed class Responder(DataApiSettings settings)
{
    public Outcome<Answer> Respond(RequestTree request, RowsPlan plan, DbResult result)
    {
        var answer = plan switch
        {
            _ when plan.Body.Type.Explain is not null => Explained(request, plan, result),
            ReadPlan => Read(request, plan, result),
            CallPlan call => Called(request, call, result),
            InsertPlan { IsPut: true } => Put(request, plan, result),
            InsertPlan insert => Inserted(request, insert, result),
            DeletePlan => Changed(request, plan, result, ContentRange.Text(1, 0, Counted(request, result))),
            _ => Changed(request, plan, result, ContentRange.Text(0, result.Rows - 1, Counted(request, result))),
        };
        answer.Headers.Add(new("Vary", "Accept, Prefer, Range"));
        if (plan.OldNames.Count > 0) answer.Headers.Add(new("Warning", OldNames(plan)));
        return Overrides.Apply(answer, result);
    }

    private static string OldNames(RowsPlan plan) => HeaderText.Safe(
        "299 PostgRESTv14 \"Embedded resource was referenced by relation name even though it has an alias. "
        + "This is deprecated and will stop working in a future release. Update "
        + string.Join(", ", plan.OldNames.Select(n => $"`{n.Relation}` to `{n.Alias}`")) + " in query string filters, orders or limits.\"");

    /// <summary>OPTIONS.</summary>
    public static Answer Describe(DescribePlan plan) =>
        new(200, [new("Content-Length", "0"), new("Access-Control-Allow-Origin", "*"), new("Allow", string.Join(',', plan.Methods))], HeldBody.Empty);

    private static Answer Explained(RequestTree request, RowsPlan plan, DbResult result) =>
        new(200, [Length(result.Body), .. Typed(request, plan)], result.Body);

    private Answer Read(RequestTree request, RowsPlan plan, DbResult result)
    {
        var total = Total(request, result);
        var (status, range) = ContentRange.Of(request.Range, result.Rows, total);
        var body = BodyOf(status, request, result, total);
        var at = request.Canonical.Length == 0 ? "/" + request.Name : $"/{request.Name}?{request.Canonical}";
        List<KeyValuePair<string, string>> headers = [new("Content-Range", range), new("Content-Location", HeaderText.Safe(at))];
        if (!request.HeadersOnly) headers.Add(Length(body));
        headers.AddRange(Typed(request, plan));
        AppliedPreferences.Add(headers, request, plan);
        return new Answer(status, headers, body);
    }

    private Answer Called(RequestTree request, CallPlan plan, DbResult result)
    {
        var total = Total(request, result);
        var (status, range) = ContentRange.Of(request.Range, result.Rows, total);
        List<KeyValuePair<string, string>> headers = [new("Content-Range", range)];
        AppliedPreferences.Add(headers, request, plan);
        if (plan.Routine.Shape == ReturnShape.Nothing) return new Answer(204, headers, HeldBody.Empty);
        var body = BodyOf(status, request, result, total);
        if (!request.HeadersOnly) headers.Add(Length(body));
        headers.AddRange(Typed(request, plan));
        return new Answer(status, headers, body);
    }

    private static Answer Inserted(RequestTree request, InsertPlan plan, DbResult result)
    {
        List<KeyValuePair<string, string>> headers = [];
        if (result.Location is { } key) headers.Add(new("Location", HeaderText.Safe($"/{plan.Target.Name}?{KeyQuery(key)}")));
        headers.Add(new("Content-Range", ContentRange.Text(1, 0, Counted(request, result))));
        AppliedPreferences.Add(headers, request, plan);
        var replacedOnly = result.Inserted <= 0 && request.Preferences.Resolution == Resolution.Merge && plan.Conflict is not null;
        return WithBody(request, plan, result, headers, replacedOnly ? 200 : 201, replacedOnly ? 200 : 201, alwaysLength: true);
    }

    private static Answer Put(RequestTree request, RowsPlan plan, DbResult result)
    {
        List<KeyValuePair<string, string>> headers = [];
        AppliedPreferences.Add(headers, request, plan);
        return WithBody(request, plan, result, headers, result.Inserted > 0 ? 201 : 200, 204, alwaysLength: false);
    }

    private static Answer Changed(RequestTree request, RowsPlan plan, DbResult result, string range)
    {
        List<KeyValuePair<string, string>> headers = [new("Content-Range", range)];
        AppliedPreferences.Add(headers, request, plan);
        return WithBody(request, plan, result, headers, 200, 204, alwaysLength: false);
    }

    private static Answer WithBody(
        RequestTree request, RowsPlan plan, DbResult result, List<KeyValuePair<string, string>> headers, int shown, int silent, bool alwaysLength)
    {
        if (request.Preferences.Representation == Representation.Full)
        {
            headers.Add(Length(result.Body));
            headers.AddRange(Typed(request, plan));
            return new Answer(shown, headers, result.Body);
        }

        if (alwaysLength) headers.Add(Length(HeldBody.Empty));
        return new Answer(silent, headers, HeldBody.Empty);
    }

    private DbBody BodyOf(int status, RequestTree request, DbResult result, long? total)
    {
        if (status == 416) return new HeldBody(ErrorBody.Write(RequestErrors.OutOfBounds(request.Range.Offset, total ?? 0), settings.MinimalErrors));
        return request.HeadersOnly ? HeldBody.Empty : result.Body;
    }

    private long? Total(RequestTree request, DbResult result) => request.Preferences.Count switch
    {
        CountKind.Planned => result.Estimate ?? result.Total,
        CountKind.Estimated when settings.MaxRows is { } most && result.Total > most => Math.Max(result.Total.Value, result.Estimate ?? 0),
        CountKind.Exact or CountKind.Estimated => result.Total,
        _ => null,
    };

    private static long? Counted(RequestTree request, DbResult result) =>
        request.Preferences.Count is CountKind.Exact or CountKind.Estimated ? result.Rows : null;

    private static KeyValuePair<string, string> Length(DbBody body) => new("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<KeyValuePair<string, string>> Typed(RequestTree request, RowsPlan plan)
    {
        yield return new("Content-Type", plan.Body.Type.ContentType);
        if (request.SchemaNegotiated) yield return new("Content-Profile", HeaderText.Safe(request.Schema));
    }

    private static string KeyQuery(string pairs)
    {
        using var document = JsonDocument.Parse(pairs);
        return string.Join('&', document.RootElement.EnumerateArray().Select(p =>
            $"{Uri.EscapeDataString(p[0].GetString()!)}={(p[1].ValueKind == JsonValueKind.Null ? "is.null" : "eq." + Uri.EscapeDataString(p[1].GetString()!))}"));
    }
}
