using FluentValidation;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Makes a person and an account, with a first password to hand over or an invitation by mail. The answer is the id.</summary>
public sealed record CreateUser : ICommand<Guid>, IManagesOwnTransaction
{
    /// <summary>Address to sign in with.</summary>
    public required string Email { get; init; }

    /// <summary>Name as shown to others.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The role; without one the person sees only himself.</summary>
    public int? RoleId { get; init; }

    /// <summary>Language of mails: <c>fr</c> or <c>en</c>.</summary>
    public string Locale { get; init; } = "fr";

    /// <summary>The first password, to be changed at the first sign-in; null sends an invitation.</summary>
    public string? FirstPassword { get; init; }
}

internal sealed class CreateUserValidator : AbstractValidator<CreateUser>
{
    public CreateUserValidator()
    {
        RuleFor(command => command.Email).NotEmpty().WithMessage("Enter an e-mail address.")
            .EmailAddress().WithMessage("Enter an address like name@example.com.")
            .MaximumLength(254).WithMessage("Enter an address like name@example.com.");
        RuleFor(command => command.DisplayName).MaximumLength(120).WithMessage("Shorten the name to 120 characters.");
        RuleFor(command => command.Locale).Must(locale => locale is "fr" or "en").WithMessage("Choose French or English.");
    }
}

internal sealed class CreateUserHandler(
    AccountsDbContext accounts, Permissions permissions, Passwords passwords, Invitations invitations, ILookupNormalizer normalizer, TimeProvider time)
    : IHandler<CreateUser, Guid>
{
    public async Task<Result<Guid>> Handle(CreateUser command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var email = command.Email.Trim();
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            UserName = email,
            NormalizedUserName = normalizer.NormalizeName(email),
            Email = email,
            NormalizedEmail = normalizer.NormalizeEmail(email),
            SecurityStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = now,
            UpdatedAt = now,
            EmailConfirmed = command.FirstPassword is not null,
            MustChangePassword = command.FirstPassword is not null,
        };
        if (command.FirstPassword is not null)
        {
            var hash = await passwords.HashAsync(account, command.FirstPassword, nameof(command.FirstPassword));
            if (!hash.Succeeded) return hash.Error;
            account.PasswordHash = hash.Value;
        }

        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await permissions.RefuseUnlessForAllAsync(Resources.Users, PermissionActions.Insert, cancellationToken) is { } refusal) return refusal;
        if (await accounts.Users.AnyAsync(other => other.NormalizedEmail == account.NormalizedEmail, cancellationToken)) return UserErrors.EmailTaken;
        if (command.RoleId is not null && !await accounts.Roles.AnyAsync(role => role.Id == command.RoleId, cancellationToken)) return SharedErrors.NotFound("role");

        accounts.Add(account);
        accounts.Add(new Person { Id = account.Id, Email = email, DisplayName = Text.OrNull(command.DisplayName), RoleId = command.RoleId, Locale = command.Locale });
        if (command.FirstPassword is null) invitations.Send(account, Text.OrNull(command.DisplayName), command.Locale);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return account.Id;
    }
}
