using Peppi.Application.Shared;
using Peppi.Domain.Projects;

namespace Peppi.Application.Projects;

/// <summary>Between a project's row and the fields that a person fills in.</summary>
internal static class ProjectRows
{
    public static ProjectFields FieldsOf(Project project) => new()
    {
        Name = project.Name,
        Code = project.Code,
        Region = project.Region,
        Address = project.Address,
        Phase = project.Phase,
        Status = project.Status,
        ManagerId = project.ManagerId,
        Latitude = project.Latitude,
        Longitude = project.Longitude,
        StartDate = project.StartDate,
        EndDate = project.EndDate,
        ForecastEndDate = project.ForecastEndDate,
        PercentComplete = project.PercentComplete,
        Currency = project.Currency,
        Description = project.Description,
    };

    public static void Fill(Project project, ProjectFields fields)
    {
        project.Name = fields.Name.Trim();
        project.Code = Text.OrNull(fields.Code)?.ToUpperInvariant();
        project.Region = Text.OrNull(fields.Region);
        project.Address = Text.OrNull(fields.Address);
        project.Phase = fields.Phase;
        project.Status = fields.Status;
        project.ManagerId = fields.ManagerId;
        project.Latitude = fields.Latitude;
        project.Longitude = fields.Longitude;
        project.StartDate = fields.StartDate;
        project.EndDate = fields.EndDate;
        project.ForecastEndDate = fields.ForecastEndDate;
        project.PercentComplete = fields.PercentComplete;
        project.Currency = fields.Currency;
        project.Description = Text.OrNull(fields.Description);
    }
}
