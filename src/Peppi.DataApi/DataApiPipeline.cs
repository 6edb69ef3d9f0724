using Peppi.DataApi.Catalog;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Execute;
using Peppi.DataApi.Parse;
using Peppi.DataApi.Plan;
using Peppi.DataApi.Respond;
using Peppi.DataApi.Respond.OpenApi;
using Peppi.DataApi.Sql;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi;

/// <summary>
/// The way of a request, and the only place that sees every stage: parse, plan, SQL, rules, execute, respond. Each stage takes what
/// the one before made and hands on a new value or the refusal that ends the request; only Execute waits for the database.
/// </summary>
/// <param name="catalogs">Knows the database's catalog.</param>
/// <param name="executor">Runs statements.</param>
/// <param name="settings">How this instance behaves.</param>
/// <param name="rules">Looks at rows before they are written; may be absent.</param>
/// <param name="scopes">Knows which rows a caller may see anyway; may be absent.</param>
public sealed class DataApiPipeline(
    ICatalogSource catalogs, IStatementExecutor executor, DataApiSettings settings, IWriteRules? rules = null, IRowScopes? scopes = null)
{
    private readonly Preparations preparations = new(settings);
    private readonly Responder responder = new(settings);
    private readonly SqlStatement? preRequest = Preamble.PreRequest(settings);

    /// <summary>Answers a request. Every expected failure is an answer too.</summary>
    public async Task<DataApiResponse> RunAsync(DataApiRequest request, CancellationToken cancellationToken)
    {
        var clock = StageClock.Start(settings.ServerTiming, request.TokenTime);
        if ((await AnswerAsync(request, clock, cancellationToken)).Refused(out var answer) is { } error)
            return DataApiResponse.Refusal(error, settings.MinimalErrors);
        clock?.Mark("response");
        if (clock?.Header() is { } timing) answer.Headers.Add(new("Server-Timing", timing));
        return new DataApiResponse(answer.Status, answer.Headers, answer.Body);
    }

    private async Task<Outcome<Answer>> AnswerAsync(DataApiRequest request, StageClock? clock, CancellationToken cancellationToken)
    {
        if ((await catalogs.GetAsync(cancellationToken)).Refused(out var catalog) is { } noCatalog) return noCatalog;
        if (preparations.Read(request, catalog).Refused(out var read) is { } badText) return badText;
        var tree = read.Tree;
        clock?.Mark("parse");
        var scope = scopes is null ? null : await scopes.ForAsync(tree.Schema, tree.Name, request.Caller, cancellationToken);
        if (preparations.Prepare(read, request, catalog, scope).Refused(out var prepared) is { } badName) return badName;
        clock?.Mark("plan");
        switch (prepared.Plan)
        {
            case DescribePlan describe:
                return Responder.Describe(describe);
            case WritePlan write when rules is not null && await RuleAsync(rules, request, tree, write, cancellationToken) is { } broken:
                return broken;
            case RowsPlan rows:
                var values = new RequestValues(read.Slots, tree.Payload?.Bytes ?? default);
                var execution = Execution(request, tree, catalog, prepared, values, rows is ReadPlan or CallPlan { ReadOnly: true });
                if ((await executor.ExecuteAsync(execution, cancellationToken)).Refused(out var result) is { } refused) return refused;
                clock?.Mark("transaction");
                return responder.Respond(tree, rows, result);
            case InspectPlan inspect:
                return await InspectAsync(request, tree, inspect, catalog, prepared, cancellationToken);
            default:
                throw new InvalidOperationException($"Nobody carries out {prepared.Plan.GetType().Name}.");
        }
    }

    private async Task<Outcome<Answer>> InspectAsync(
        DataApiRequest request, RequestTree tree, InspectPlan plan, DatabaseCatalog catalog, Prepared prepared, CancellationToken cancellationToken)
    {
        if (tree.HeadersOnly) return OpenApiResponse.Answer(tree, []);
        var execution = Execution(request, tree, catalog, prepared, default, readOnly: true);
        if ((await executor.ExecuteAsync(execution, cancellationToken)).Refused(out var result) is { } refused) return refused;
        await using var _ = result;
        using var granted = new MemoryStream();
        await result.Body.CopyToAsync(granted, cancellationToken);
        return OpenApiResponse.Answer(tree, new OpenApiDocument(catalog, settings, plan, Granted.Read(granted.ToArray())).Write());
    }

    private static async ValueTask<DataApiError?> RuleAsync(IWriteRules rules, DataApiRequest request, RequestTree tree, WritePlan plan, CancellationToken cancellationToken)
    {
        if (tree.Payload is { } payload && PayloadParser.Unreadable(payload) is { } unreadable) return unreadable;
        return await rules.CheckAsync(
            new PlannedWrite(
                plan.Target.Schema,
                plan.Target.Name,
                plan switch
                {
                    InsertPlan { Conflict: not null } => WriteKind.Upsert,
                    InsertPlan => WriteKind.Insert,
                    UpdatePlan => WriteKind.Update,
                    _ => WriteKind.Delete,
                },
                tree.Payload?.Bytes ?? default,
                tree.Payload?.Keys ?? [],
                request.Caller),
            cancellationToken);
    }

    private Execution Execution(DataApiRequest request, RequestTree tree, DatabaseCatalog catalog, Prepared prepared, RequestValues values, bool readOnly)
    {
        var plan = prepared.Plan as RowsPlan;
        return new Execution
        {
            Role = request.Role,
            SignedIn = request.SignedIn,
            Preamble = Preamble.Build(request, settings, tree.Schema, tree.Preferences.TimeZone, plan, catalog.SettingsOf(request.Role), readOnly),
            PreRequest = preRequest,
            Main = prepared.Main!.Bind(values),
            Estimate = prepared.Estimate?.Bind(values),
            CountsTotal = plan is { CountsTotal: true },
            TellsNew = plan is InsertPlan,
            IsExplain = plan?.Body.Type.Explain is not null,
            ReadOnly = readOnly,
            Isolation = Preamble.Isolation(plan, catalog.SettingsOf(request.Role)),
            Rollback = tree.Preferences.Commit is { } commit ? !commit : settings.RollbackAll,
            Check = prepared.Check,
        };
    }
}
