using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Peppi.Admin.Words;
using Peppi.Application.Projects;
using Peppi.Domain.Projects;

namespace Peppi.Admin.Pages.Projects;

/// <summary>A project's fields as a form has them: figures are text, since people write them with a comma or a point.</summary>
internal sealed class ProjectForm
{
    public string Name { get; set; } = "";

    public string? Code { get; set; }

    public string? Description { get; set; }

    public string? Region { get; set; }

    public string? Address { get; set; }

    public string? Phase { get; set; }

    public string? Status { get; set; }

    public Guid? ManagerId { get; set; }

    public string? Latitude { get; set; }

    public string? Longitude { get; set; }

    public DateOnly? StartDate { get; set; }

    public DateOnly? EndDate { get; set; }

    public DateOnly? ForecastEndDate { get; set; }

    public string? PercentComplete { get; set; }

    public string? Currency { get; set; }

    public static IEnumerable<SelectListItem> PhaseChoices => ProjectPhases.All.Select(phase => new SelectListItem(ProjectWords.PhaseOf(phase), phase));

    public static IEnumerable<SelectListItem> StatusChoices =>
        ProjectStatuses.All.Where(status => status != ProjectStatuses.Archived).Select(status => new SelectListItem(ProjectWords.StatusOf(status), status));

    // The currencies of the places where such groups build; whoever needs another writes it by the API.
    public static IEnumerable<SelectListItem> CurrencyChoices =>
        [new("–", ""), .. ((string[])["XAF", "XOF", "EUR", "MAD", "TND", "CHF", "CAD", "USD"]).Select(code => new SelectListItem(code, code))];

    public static ProjectForm Of(ProjectFields fields) => new()
    {
        Name = fields.Name,
        Code = fields.Code,
        Description = fields.Description,
        Region = fields.Region,
        Address = fields.Address,
        Phase = fields.Phase,
        Status = fields.Status,
        ManagerId = fields.ManagerId,
        Latitude = Text(fields.Latitude),
        Longitude = Text(fields.Longitude),
        StartDate = fields.StartDate,
        EndDate = fields.EndDate,
        ForecastEndDate = fields.ForecastEndDate,
        PercentComplete = Text(fields.PercentComplete),
        Currency = fields.Currency,
    };

    /// <summary>The fields, or null where a figure is none; the form then says which.</summary>
    public ProjectFields? Read(ModelStateDictionary faults, string prefix)
    {
        var latitude = Figure(Latitude, nameof(Latitude));
        var longitude = Figure(Longitude, nameof(Longitude));
        var percent = Figure(PercentComplete, nameof(PercentComplete));
        if (!faults.IsValid) return null;

        return new ProjectFields
        {
            Name = Name ?? "",
            Code = Empty(Code)?.Trim(),
            Description = Description,
            Region = Region,
            Address = Address,
            Phase = Empty(Phase),
            Status = Empty(Status),
            ManagerId = ManagerId,
            Latitude = latitude,
            Longitude = longitude,
            StartDate = StartDate,
            EndDate = EndDate,
            ForecastEndDate = ForecastEndDate,
            PercentComplete = percent,
            Currency = Empty(Currency),
        };

        decimal? Figure(string? text, string field)
        {
            if (string.IsNullOrWhiteSpace(text)) return null;
            if (decimal.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var figure)) return figure;
            faults.AddModelError($"{prefix}.{field}", ProjectWords.NotANumber);
            return null;
        }
    }

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string? Text(decimal? figure) => figure?.ToString("0.######", CultureInfo.CurrentCulture);
}
