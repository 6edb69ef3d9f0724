using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Changes a person's name, telephone, language and role, under the caller's own rights.</summary>
public sealed record ChangeUser : ICommand<Done>
{
    /// <summary>The person.</summary>
    public required Guid Id { get; init; }

    /// <summary>The profile's <c>UpdatedAt</c> when it was shown to whoever changes it.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Name as shown to others.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Telephone.</summary>
    public string? Phone { get; init; }

    /// <summary>Language of mails and reports: <c>fr</c>, <c>en</c> or none.</summary>
    public string? Locale { get; init; }

    /// <summary>The role.</summary>
    public int? RoleId { get; init; }
}

internal sealed class ChangeUserValidator : AbstractValidator<ChangeUser>
{
    public ChangeUserValidator()
    {
        RuleFor(command => command.DisplayName).MaximumLength(120).WithMessage("Shorten the name to 120 characters.");
        RuleFor(command => command.Phone).Matches(@"^\+[1-9][0-9 ]{6,18}$").When(command => !string.IsNullOrWhiteSpace(command.Phone))
            .WithMessage("Write the number with its country code, like +237 6 12 34 56 78.");
        RuleFor(command => command.Locale).Must(locale => locale is null or "fr" or "en").WithMessage("Choose French or English.");
    }
}

internal sealed class ChangeUserHandler(PeppiDbContext db) : IHandler<ChangeUser, Done>
{
    public async Task<Result<Done>> Handle(ChangeUser command, CancellationToken cancellationToken)
    {
        var person = await db.People.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (person is null) return SharedErrors.NotFound("person");
        if (person.UpdatedAt != command.SeenAt) return UserErrors.ChangedMeanwhile;

        person.DisplayName = Text.OrNull(command.DisplayName);
        person.Phone = Text.OrNull(command.Phone)?.Replace(" ", "", StringComparison.Ordinal);
        person.Locale = command.Locale;
        person.RoleId = command.RoleId;
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
