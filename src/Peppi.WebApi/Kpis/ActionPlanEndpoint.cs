using System.Text.Json;
using Peppi.Application.Shared;
using Peppi.Application.Strategie;
using Peppi.Domain.Shared;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Kpis;

/// <summary><c>POST /rest/v1/rpc/open_action_plan</c>: what is to be done about a red KPI or an alert. Answers the plan's key.</summary>
internal static class ActionPlanEndpoint
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Opens one, or answers with the one that stands.</summary>
    public static async Task OpenAsync(HttpContext http, UseCases useCases)
    {
        OpenActionPlan? command;
        try
        {
            command = await JsonSerializer.DeserializeAsync<OpenActionPlan>(http.Request.Body, Wire, http.RequestAborted);
        }
        catch (JsonException)
        {
            command = null;
        }

        var outcome = command is null ? (Result<int>)new Error(ErrorKind.Invalid, "PGRST102", "Empty or invalid json") : await useCases.SendAsync(command, http.RequestAborted);
        if (!outcome.Succeeded)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Rest, outcome.Error);
            return;
        }

        await http.Response.WriteAsJsonAsync(outcome.Value, http.RequestAborted);
    }
}
