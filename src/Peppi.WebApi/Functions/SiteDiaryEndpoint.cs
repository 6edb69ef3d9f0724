using System.Globalization;
using System.Text.Json.Nodes;
using Peppi.Application.Chantier;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Functions;

/// <summary>
/// <c>GET …/site-diary?project_id&amp;from&amp;to&amp;q&amp;before&amp;limit&amp;unsorted</c>: the days of the site diary, as far as the caller may
/// see them. A photo's <c>path</c> is opened in the bucket of files with the same token.
/// </summary>
internal static class SiteDiaryEndpoint
{
    public static async Task GetAsync(HttpContext http, UseCases useCases)
    {
        List<FieldError> faults = [];
        var query = new ReadSiteDiary
        {
            ProjectId = Number(http, "project_id", faults),
            MessageId = Number(http, "message_id", faults),
            Before = Number(http, "before", faults),
            Limit = Number(http, "limit", faults) ?? 60,
            From = Day(http, "from", faults),
            To = Day(http, "to", faults),
            Search = http.Request.Query["q"],
            Unsorted = http.Request.Query["unsorted"] == "true",
        };
        if (faults.Count > 0)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Problem, SharedErrors.Invalid(faults));
            return;
        }

        var outcome = await useCases.SendAsync(query, http.RequestAborted);
        if (!outcome.Succeeded)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Problem, outcome.Error);
            return;
        }

        await http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["days"] = new JsonArray([.. outcome.Value.Days.Select(Of)]),
            ["next"] = outcome.Value.Next,
            ["unsorted"] = outcome.Value.Waiting,
        }, http.RequestAborted);
    }

    private static JsonNode Of(DiaryDay day) => new JsonObject
    {
        ["day"] = day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["messages"] = new JsonArray([.. day.Messages.Select(message => (JsonNode)new JsonObject
        {
            ["id"] = message.Id,
            ["project_id"] = message.ProjectId,
            ["project_name"] = message.ProjectName,
            ["occurred_at"] = message.At,
            ["sender"] = message.Sender,
            ["sender_phone"] = message.Phone,
            ["text"] = message.Text,
            ["is_urgent"] = message.Urgent,
            ["channel"] = message.Channel,
            ["routed_by"] = message.RoutedBy,
            ["photos"] = new JsonArray([.. message.Photos.Select(photo => (JsonNode)new JsonObject
            {
                ["id"] = photo.Id,
                ["state"] = photo.State,
                ["bucket"] = BuiltInBuckets.Projets,
                ["path"] = photo.Path,
                ["content_type"] = photo.ContentType,
                ["error"] = photo.Error,
            })]),
        })]),
    };

    private static int? Number(HttpContext http, string name, List<FieldError> faults)
    {
        string? text = http.Request.Query[name];
        if (string.IsNullOrEmpty(text)) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        faults.Add(new FieldError(name, $"{name} must be a whole number."));
        return null;
    }

    private static DateOnly? Day(HttpContext http, string name, List<FieldError> faults)
    {
        string? text = http.Request.Query[name];
        if (string.IsNullOrEmpty(text)) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        faults.Add(new FieldError(name, $"{name} must be a day like 2026-11-22."));
        return null;
    }
}
