using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>Writes down how far the works have come, of a phase or of the whole project. The database signs it with the caller.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Phase">One of <see cref="ProjectPhases"/>; null for the whole.</param>
/// <param name="Percent">0 to 100.</param>
public sealed record RecordProgress(int ProjectId, string? Phase, decimal? Percent) : ICommand<Done>
{
    /// <summary>What the phase counts for beside others.</summary>
    public decimal Weight { get; init; } = 1;

    /// <summary>The day that it was seen; today where nobody said.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Remarks.</summary>
    public string? Notes { get; init; }
}

internal sealed class RecordProgressValidator : AbstractValidator<RecordProgress>
{
    public RecordProgressValidator(TimeProvider time)
    {
        RuleFor(command => command.Phase).Must(phase => phase is null || ProjectPhases.All.Contains(phase)).WithMessage("Choose a phase from the list.");
        RuleFor(command => command.Percent).NotNull().WithMessage("Enter a percentage.").InclusiveBetween(0, 100).WithMessage("Progress lies between 0 and 100 %.");
        RuleFor(command => command.Weight).GreaterThan(0).WithMessage("A weight is above zero.");
        RuleFor(command => command.Day).Must(day => day is null || day <= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1)).WithMessage("Progress is not seen in advance.");
        RuleFor(command => command.Notes).MaximumLength(500).WithMessage("Shorten the remark to 500 characters.");
    }
}

internal sealed class RecordProgressHandler(PeppiDbContext db, TimeProvider time) : IHandler<RecordProgress, Done>
{
    public async Task<Result<Done>> Handle(RecordProgress command, CancellationToken cancellationToken)
    {
        if (!await db.Projects.AnyAsync(row => row.Id == command.ProjectId, cancellationToken)) return SharedErrors.NotFound("project");

        db.Add(new ProjectProgress
        {
            ProjectId = command.ProjectId,
            Phase = command.Phase,
            PercentComplete = command.Percent!.Value,
            Weight = command.Weight,
            RecordedOn = command.Day ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
            Notes = Text.OrNull(command.Notes),
        });
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
