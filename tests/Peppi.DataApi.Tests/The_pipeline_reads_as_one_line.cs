using System.Text;
using Peppi.DataApi.Catalog;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Execute;

namespace Peppi.DataApi.Tests;

public class The_pipeline_reads_as_one_line
{
    [Fact]
    public async Task A_read_runs_once_read_only_and_answers_with_the_body()
    {
        var executor = new Recorder { Total = 7, Rows = 2, Json = "[1,2]" };
        await using var response = await Pipeline(executor).RunAsync(Stages.Request("GET /projects?limit=2", ("Prefer", "count=exact")), CancellationToken.None);
        Assert.Equal((206, "0-1/7", "5", "count=exact"), (response.Status, response.Header("Content-Range"), response.Header("Content-Length"), response.Header("Preference-Applied")));
        Assert.True(executor.Seen!.ReadOnly);
        Assert.Equal("authenticated", executor.Seen.Role);
        Assert.Equal("[1,2]", await BodyOf(response));
    }

    [Fact]
    public async Task A_rule_stops_a_write_before_the_database_hears_of_it()
    {
        var executor = new Recorder();
        await using var response = await Pipeline(executor, new NoNames()).RunAsync(Stages.Request("POST /projects {\"name\":\"x\"}"), CancellationToken.None);
        Assert.Equal((400, null), (response.Status, executor.Seen));
        Assert.Contains("23514", await BodyOf(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_past_the_end_is_told_where_the_end_is()
    {
        await using var response = await Pipeline(new Recorder { Total = 3 }).RunAsync(Stages.Request("GET /projects?offset=9", ("Prefer", "count=exact")), CancellationToken.None);
        Assert.Equal((416, "*/3"), (response.Status, response.Header("Content-Range")));
        Assert.Contains("PGRST103", await BodyOf(response), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /projects {\"name\":\"x\"}", 201, "*/*", 0)]
    [InlineData("PATCH /projects?id=eq.1 {\"name\":\"x\"}", 204, "0-1/*", 0)]
    [InlineData("DELETE /projects?id=eq.1", 204, "*/*", 0)]
    public async Task A_silent_write_has_no_body(string line, int status, string range, long length)
    {
        await using var response = await Pipeline(new Recorder { Rows = 2 }).RunAsync(Stages.Request(line), CancellationToken.None);
        Assert.Equal((status, range, length), (response.Status, response.Header("Content-Range"), response.Length));
    }

    [Fact]
    public async Task One_object_must_be_one_or_nothing_stays()
    {
        var executor = new Recorder { Rows = 2 };
        await using var response = await Pipeline(executor).RunAsync(
            Stages.Request("DELETE /projects?id=gt.1", ("Accept", "application/vnd.pgrst.object+json"), ("Prefer", "return=representation")), CancellationToken.None);
        Assert.Equal(406, response.Status);
        Assert.NotNull(executor.Seen!.Check);
    }

    [Fact]
    public async Task A_function_may_set_status_and_headers()
    {
        var executor = new Recorder { Status = "418", Headers = """[{"X-Tea":"yes"},{"content-type":"text/tea"}]""" };
        await using var response = await Pipeline(executor).RunAsync(Stages.Request("GET /projects"), CancellationToken.None);
        Assert.Equal((418, "yes", "text/tea"), (response.Status, response.Header("X-Tea"), response.Header("Content-Type")));
    }

    private static DataApiPipeline Pipeline(Recorder executor, IWriteRules? rules = null) => new(new Fixed(), executor, Stages.Settings, rules);

    private static async Task<string> BodyOf(DataApiResponse response)
    {
        using var body = new MemoryStream();
        await response.WriteAsync(body, CancellationToken.None);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private sealed class Fixed : ICatalogSource
    {
        public ValueTask<Outcome<DatabaseCatalog>> GetAsync(CancellationToken cancellationToken) => new(SampleCatalog.Instance);

        public Task ReloadAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class NoNames : IWriteRules
    {
        public ValueTask<DataApiError?> CheckAsync(PlannedWrite write, CancellationToken cancellationToken) =>
            new(write.Columns.Contains("name") ? new DataApiError(400, "23514", "no names") : null);
    }

    private sealed class Recorder : IStatementExecutor
    {
        public Execution? Seen { get; private set; }

        public long? Total { get; init; }

        public long Rows { get; init; }

        public string? Status { get; init; }

        public string? Headers { get; init; }

        public string Json { get; init; } = "[]";

        public Task<Outcome<DbResult>> ExecuteAsync(Execution execution, CancellationToken cancellationToken)
        {
            Seen = execution;
            var result = new DbResult { Total = Total, Rows = Rows, Status = Status, Headers = Headers, Body = new HeldBody(Encoding.UTF8.GetBytes(Json)) };
            return Task.FromResult(execution.Check?.Invoke(result) is { } refusal ? new Outcome<DbResult>(refusal) : result);
        }
    }
}
