using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Projects;
using Peppi.Application.Reports.Schedules;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Schedules;

/// <summary>A schedule's fields as a form has them.</summary>
internal sealed class ScheduleForm
{
    public string Name { get; set; } = "";

    public string ReportType { get; set; } = ReportTypes.ProjectStatus;

    public int? ProjectId { get; set; }

    public string? Period { get; set; }

    public List<string> Formats { get; set; } = [];

    public string Locale { get; set; } = Reader.Language;

    public string Frequency { get; set; } = Rhythm.Default.Frequency;

    public string Time { get; set; } = Rhythm.Default.Time;

    public string Day { get; set; } = Rhythm.Default.Day;

    public string DayOfMonth { get; set; } = Rhythm.Default.DayOfMonth;

    public string? Cron { get; set; }

    public string TimeZone { get; set; } = "";

    public List<Guid> Recipients { get; set; } = [];

    public Rhythm Rhythm => new(Frequency, Time ?? "", Day, DayOfMonth, Cron ?? "");

    public static ScheduleForm Of(ScheduleView schedule)
    {
        var rhythm = Rhythm.Read(schedule.Cron);
        return new ScheduleForm
        {
            Name = schedule.Name,
            ReportType = schedule.ReportType,
            ProjectId = schedule.ProjectId,
            Period = schedule.Period,
            Formats = [.. schedule.Formats],
            Locale = schedule.Locale,
            Frequency = rhythm.Frequency,
            Time = rhythm.Time,
            Day = rhythm.Day,
            DayOfMonth = rhythm.DayOfMonth,
            Cron = rhythm.Cron,
            TimeZone = schedule.TimeZone,
            Recipients = [.. schedule.Recipients.Select(person => person.UserId)],
        };
    }

    public ScheduleInput Input(bool enabled) => new()
    {
        Name = Name ?? "",
        ReportType = ReportType ?? "",
        ProjectId = ProjectId,
        Period = Period,
        Cron = Rhythm.Write() ?? "",
        TimeZone = TimeZone ?? "",
        Formats = Formats,
        Locale = Locale ?? "",
        Enabled = enabled,
        Recipients = Recipients,
    };
}

/// <summary>What the pages for a new and for a present schedule have in common.</summary>
internal abstract class ScheduleFormView(Reader reader) : AdminPage
{
    // Sites and the head office; a reader elsewhere finds the own zone as well.
    private static readonly string[] Zones = ["Africa/Douala", "Africa/Abidjan", "Africa/Dakar", "Africa/Casablanca", "Africa/Tunis", "Europe/Paris", "UTC"];

    [BindProperty]
    public ScheduleForm Form { get; set; } = new();

    public IReadOnlyList<KnownPersonLine> People { get; private set; } = [];

    public IEnumerable<SelectListItem> Projects { get; private set; } = [];

    public static IEnumerable<SelectListItem> Types => ReportTypes.All.Select(type => new SelectListItem(ScheduleWords.TypeOf(type), type));

    public IEnumerable<SelectListItem> Periods =>
        ((string[])["", .. ReportPeriod.Moving, .. Form.Period is { Length: > 0 } own && !ReportPeriod.Moving.Contains(own) ? [own] : Array.Empty<string>()])
        .Select(period => new SelectListItem(ScheduleWords.PeriodOf(period), period));

    public static IEnumerable<SelectListItem> Languages => [new(UserWords.French, "fr"), new(UserWords.English, "en")];

    public static IEnumerable<SelectListItem> Frequencies =>
    [
        new(ScheduleWords.Daily, Rhythm.Daily), new(ScheduleWords.Workdays, Rhythm.Workdays), new(ScheduleWords.Weekly, Rhythm.Weekly),
        new(ScheduleWords.Monthly, Rhythm.Monthly), new(ScheduleWords.Custom, Rhythm.Custom),
    ];

    public static IEnumerable<SelectListItem> Days => Rhythm.Days.Select(day => new SelectListItem(Rhythm.NameOf(day), day));

    public static IEnumerable<SelectListItem> DaysOfMonth =>
        [.. Enumerable.Range(1, 28).Select(day => day.ToString(CultureInfo.InvariantCulture)).Select(day => new SelectListItem(day, day)), new(ScheduleWords.LastDay, "L")];

    public IEnumerable<SelectListItem> TimeZones =>
        ((string[])[reader.Zone.Id, Form.TimeZone, .. Zones]).Where(zone => !string.IsNullOrEmpty(zone)).Distinct().Order(StringComparer.Ordinal)
        .Select(zone => new SelectListItem(zone.Replace('_', ' '), zone));

    /// <summary>Puts each fault, which the use case names as the API does, at the field of this form.</summary>
    protected void ShowInForm(Error error)
    {
        if (error.Fields.Count == 0) Show(error);
        foreach (var field in error.Fields.Select(fault => fault.Field).Distinct())
        {
            var (name, words) = field switch
            {
                "name" => (nameof(Form.Name), ScheduleWords.NameFault),
                "formats" => (nameof(Form.Formats), ScheduleWords.FormatFault),
                "recipients" => (nameof(Form.Recipients), ScheduleWords.RecipientFault),
                "cron" when Form.Frequency == Rhythm.Custom => (nameof(Form.Cron), ScheduleWords.CronFault),
                "cron" => (nameof(Form.Time), ScheduleWords.TimeFault),
                "time_zone" => (nameof(Form.TimeZone), ScheduleWords.OtherFault),
                "period" => (nameof(Form.Period), ScheduleWords.OtherFault),
                _ => ("", ScheduleWords.OtherFault),
            };
            ModelState.AddModelError(name.Length == 0 ? "" : $"{nameof(Form)}.{name}", words);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
    }

    protected async Task<Error?> LoadChoicesAsync()
    {
        var people = await SendAsync(new ListKnownPeople());
        if (!people.Succeeded) return people.Error;
        var projects = await SendAsync(new ListProjects { Sort = "name" });
        if (!projects.Succeeded) return projects.Error;

        People = people.Value;
        Projects = [new(ScheduleWords.AllProjects, ""), .. projects.Value.Lines.Select(line => new SelectListItem(line.Name, line.Id.ToString(CultureInfo.InvariantCulture)))];
        if (string.IsNullOrEmpty(Form.TimeZone)) Form.TimeZone = reader.Zone.Id;
        return null;
    }
}
