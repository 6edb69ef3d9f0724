using System.Text;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Parse;
using Peppi.DataApi.Plan;
using Peppi.DataApi.Sql;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Tests;

/// <summary>Runs the pure stages on one line such as <c>GET /finances?id=eq.1</c>; what follows a blank after the address is the body.</summary>
internal static class Stages
{
    public static readonly DataApiSettings Settings = new() { Aggregates = true };

    public static DataApiRequest Request(string line, params (string Name, string Value)[] headers)
    {
        var words = line.Split(' ', 3);
        var address = words[1].Split('?', 2);
        return new DataApiRequest
        {
            Method = words[0],
            Path = address[0],
            Query = address.Length == 2 ? address[1] : "",
            Body = Encoding.UTF8.GetBytes(words.Length == 3 ? words[2] : ""),
            Role = "authenticated",
            Headers = [.. headers.Select(h => new KeyValuePair<string, string>(h.Name, h.Value))],
        };
    }

    public static Outcome<RequestTree> Parse(string line, params (string, string)[] headers) => RequestParser.Parse(Request(line, headers), Settings);

    public static Outcome<RequestPlan> Plan(string line, params (string, string)[] headers) =>
        Parse(line, headers).Refused(out var tree) is { } error ? error : new Planner(SampleCatalog.Instance, Settings).Plan(tree);

    public static string PlanLine(string line, params (string, string)[] headers) =>
        Plan(line, headers).Refused(out var plan) is { } error ? $"{error.Code} {error.Message}" : plan.ToString();

    public static SqlStatement Sql(string line, params (string, string)[] headers)
    {
        Assert.Null(Parse(line, headers).Refused(out var tree));
        Assert.Null(new Planner(SampleCatalog.Instance, Settings).Plan(tree).Refused(out var plan));
        return StatementBuilder.Build((RowsPlan)plan, Settings.MaxRows).Bind(new RequestValues([], tree.Payload?.Bytes ?? default));
    }

    public static DataApiError Refusal<T>(Outcome<T> outcome) => Assert.IsType<DataApiError>(outcome.Refused(out _));

    public static T Value<T>(Outcome<T> outcome)
    {
        Assert.Null(outcome.Refused(out var value));
        return value;
    }
}
