using System.Text.Json.Nodes;
using Peppi.Application.Reports.Schedules;
using Peppi.Application.Shared;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Functions;

/// <summary><c>POST /functions/v1/send-scheduled-reports</c> and <c>/edge-functions/send-scheduled-reports</c>: service key only.</summary>
internal static class SendScheduledReportsEndpoint
{
    public static async Task PostAsync(HttpContext http, UseCases useCases)
    {
        var body = await FunctionBody.ReadAsync(http);
        var only = body.Number("schedule_id");
        if (body.Error is { } fault)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Problem, fault);
            return;
        }

        var outcome = await useCases.SendAsync(new SendScheduledReports(only), http.RequestAborted);
        if (!outcome.Succeeded)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Problem, outcome.Error);
            return;
        }

        await http.Response.WriteAsJsonAsync(new JsonObject { ["schedules"] = new JsonArray([.. outcome.Value.Select(Slot)]) }, http.RequestAborted);
    }

    private static JsonNode Slot(SlotResult slot) => new JsonObject
    {
        ["schedule_id"] = slot.ScheduleId,
        ["name"] = slot.Name,
        ["slot"] = slot.Slot,
        ["status"] = slot.Status,
        ["deliveries"] = new JsonArray([.. slot.Deliveries.Select(delivery => (JsonNode)new JsonObject
        {
            ["id"] = delivery.Id,
            ["recipient_id"] = delivery.RecipientId,
            ["recipient_email"] = delivery.RecipientEmail,
            ["status"] = delivery.Status,
            ["attempts"] = delivery.Attempts,
            ["error"] = delivery.Error,
            ["sent_at"] = delivery.SentAt,
        })]),
    };
}
