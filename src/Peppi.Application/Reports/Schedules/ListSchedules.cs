using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Schedules;

/// <summary>The schedules that the caller may see, by name; only one where <see cref="Id"/> is given.</summary>
public sealed record ListSchedules : IQuery<IReadOnlyList<ScheduleView>>
{
    /// <summary>Only this one.</summary>
    public int? Id { get; init; }
}

internal sealed class ListSchedulesHandler(PeppiDbContext db) : IHandler<ListSchedules, IReadOnlyList<ScheduleView>>
{
    public async Task<Result<IReadOnlyList<ScheduleView>>> Handle(ListSchedules query, CancellationToken cancellationToken)
    {
        var schedules = await db.ReportSchedules.AsNoTracking().Where(row => query.Id == null || row.Id == query.Id)
            .OrderBy(row => row.Name).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        var ids = schedules.Select(row => row.Id).ToList();
        var recipients = await (from recipient in db.ReportScheduleRecipients.AsNoTracking()
                                where ids.Contains(recipient.ScheduleId)
                                join person in db.People on recipient.UserId equals person.Id into people
                                from person in people.DefaultIfEmpty()
                                select new { recipient.ScheduleId, recipient.UserId, Name = person == null ? null : person.DisplayName ?? person.Email })
            .ToListAsync(cancellationToken);
        var filters = schedules.ToDictionary(row => row.Id, row => ScheduleFilters.Read(row.Filters));
        var wanted = filters.Values.Select(filter => filter.ProjectId).OfType<int>().ToList();
        var projects = await db.Projects.AsNoTracking().Where(project => wanted.Contains(project.Id))
            .ToDictionaryAsync(project => project.Id, project => project.Name, cancellationToken);
        return schedules.ConvertAll(row => new ScheduleView
        {
            Id = row.Id,
            Name = row.Name,
            ReportType = row.ReportType,
            ProjectId = filters[row.Id].ProjectId,
            ProjectName = filters[row.Id].ProjectId is { } project ? projects.GetValueOrDefault(project) : null,
            Period = filters[row.Id].Period,
            Cron = row.Cron,
            TimeZone = row.TimeZone,
            Formats = row.Formats,
            Locale = row.Locale,
            Enabled = row.Enabled,
            OwnerId = row.OwnerId,
            Recipients = [.. recipients.Where(person => person.ScheduleId == row.Id).Select(person => new ScheduleRecipientView(person.UserId, person.Name)).OrderBy(person => person.Name, StringComparer.OrdinalIgnoreCase)],
            LastRunAt = row.LastRunAt,
            LastStatus = row.LastStatus,
            LastError = row.LastError,
            NextRunAt = row.NextRunAt,
        });
    }
}

/// <summary>What <see cref="ReportSchedule.Filters"/> says; what is not understood says nothing.</summary>
/// <param name="ProjectId">Only this project.</param>
/// <param name="Period">What it covers.</param>
internal sealed record ScheduleFilters(int? ProjectId, string? Period)
{
    public static ScheduleFilters Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return new ScheduleFilters(null, null);
            var project = document.RootElement.TryGetProperty("project_id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) ? number : (int?)null;
            var period = document.RootElement.TryGetProperty("period", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
            return new ScheduleFilters(project, period);
        }
        catch (JsonException)
        {
            return new ScheduleFilters(null, null);
        }
    }
}
