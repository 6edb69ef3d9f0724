using FluentValidation;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>What a person fills in about a project.</summary>
public sealed record ProjectFields
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Short code on documents.</summary>
    public string? Code { get; init; }

    /// <summary>Administrative region.</summary>
    public string? Region { get; init; }

    /// <summary>Town or site address.</summary>
    public string? Address { get; init; }

    /// <summary>One of <see cref="ProjectPhases"/>.</summary>
    public string? Phase { get; init; }

    /// <summary>One of <see cref="ProjectStatuses"/>.</summary>
    public string? Status { get; init; }

    /// <summary>The person who answers for it.</summary>
    public Guid? ManagerId { get; init; }

    /// <summary>Degrees north.</summary>
    public decimal? Latitude { get; init; }

    /// <summary>Degrees east.</summary>
    public decimal? Longitude { get; init; }

    /// <summary>First day.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>Last day as planned at first.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>Last day as expected now.</summary>
    public DateOnly? ForecastEndDate { get; init; }

    /// <summary>Physical progress in percent.</summary>
    public decimal? PercentComplete { get; init; }

    /// <summary>Currency of its budget (ISO 4217).</summary>
    public string? Currency { get; init; }

    /// <summary>What is built.</summary>
    public string? Description { get; init; }
}

/// <summary>The rules of a project's fields, whoever fills them in. What a CHECK of the table says, this says in words.</summary>
internal sealed class ProjectFieldsValidator : AbstractValidator<ProjectFields>
{
    public const int LongestName = 120;

    public ProjectFieldsValidator()
    {
        RuleFor(project => project.Name).NotEmpty().WithMessage("Enter a name.")
            .MaximumLength(LongestName).WithMessage("Shorten the name to 120 characters.");
        RuleFor(project => project.Code).Matches("^[A-Za-z0-9][A-Za-z0-9-]{0,19}$")
            .When(project => project.Code is not null).WithMessage("Write the code with letters, digits and hyphens, at most 20.");
        RuleFor(project => project.Phase).Must(phase => phase is null || ProjectPhases.All.Contains(phase)).WithMessage("Choose a phase from the list.");
        RuleFor(project => project.Status).Must(status => status is null || ProjectStatuses.All.Contains(status)).WithMessage("Choose a status from the list.");
        RuleFor(project => project.Currency).Must(code => code is null || CurrencyCodes.All.Contains(code)).WithMessage("Choose a currency from the list.");
        RuleFor(project => project.Latitude).InclusiveBetween(-90, 90).WithMessage("A latitude lies between -90 and 90 degrees.");
        RuleFor(project => project.Longitude).InclusiveBetween(-180, 180).WithMessage("A longitude lies between -180 and 180 degrees.");
        RuleFor(project => project.Longitude).NotNull().When(project => project.Latitude is not null).WithMessage("Enter the longitude as well.");
        RuleFor(project => project.Latitude).NotNull().When(project => project.Longitude is not null).WithMessage("Enter the latitude as well.");
        RuleFor(project => project.EndDate).GreaterThanOrEqualTo(project => project.StartDate)
            .When(project => project.StartDate is not null && project.EndDate is not null).WithMessage("The end must not be before the start.");
        RuleFor(project => project.PercentComplete).InclusiveBetween(0, 100).WithMessage("Progress lies between 0 and 100 %.");
    }
}
