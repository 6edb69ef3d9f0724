using FluentValidation;
using Peppi.Application.Shared;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>What a project may say.</summary>
internal sealed class ProjectRules : RowRules<Project>
{
    public ProjectRules()
    {
        RuleFor(project => project.Name).MustSaySomething();
        RuleFor(project => project.Name).MaximumLength(200).WithMessage("name must have at most 200 characters");
        RuleFor(project => project.Phase).OneOf(ProjectPhases.All).WithErrorCode(Check23514);
        RuleFor(project => project.Status).OneOf(ProjectStatuses.All).WithErrorCode(Check23514);
        RuleFor(project => project.Currency).OneOf(CurrencyCodes.All).WithErrorCode(Check23514);
        RuleFor(project => project.Latitude).InclusiveBetween(-90, 90).WithErrorCode(Check23514).WithMessage("latitude must be between -90 and 90");
        RuleFor(project => project.Longitude).InclusiveBetween(-180, 180).WithErrorCode(Check23514).WithMessage("longitude must be between -180 and 180");
        RuleFor(project => project.PercentComplete).InclusiveBetween(0, 100).WithErrorCode(Check23514).WithMessage("percent_complete must be between 0 and 100");
        RuleFor(project => project.EndDate).GreaterThanOrEqualTo(project => project.StartDate).When(project => project.StartDate is not null)
            .WithErrorCode(Check23514).WithMessage("end_date must not be before start_date");
    }

    public override string Table => "projects";
}
