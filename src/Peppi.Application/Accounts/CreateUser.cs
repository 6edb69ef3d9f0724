using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Links;
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

internal sealed class CreateUserHandler(AccountsDbContext accounts, Permissions permissions, AccountWriter writer, AccountMails mails, Passwords passwords)
    : IHandler<CreateUser, Guid>
{
    public async Task<Result<Guid>> Handle(CreateUser command, CancellationToken cancellationToken)
    {
        // Before the transaction: a hash takes a hundred times as long as the rest.
        string? hash = null;
        if (command.FirstPassword is not null)
        {
            var hashed = await passwords.HashAsync(new Account { Email = command.Email }, command.FirstPassword, nameof(command.FirstPassword));
            if (!hashed.Succeeded) return hashed.Error;
            hash = hashed.Value;
        }

        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await permissions.RefuseUnlessForAllAsync(Resources.Users, PermissionActions.Insert, cancellationToken) is { } refusal) return refusal;

        // Giving a role is changing what somebody may do: to create people alone does not reach to it.
        if (command.RoleId is not null
            && await permissions.RefuseUnlessForAllAsync(Resources.Users, PermissionActions.Update, cancellationToken) is { } noRole) return noRole;
        if (command.RoleId is not null && !await accounts.Roles.AnyAsync(role => role.Id == command.RoleId, cancellationToken)) return SharedErrors.NotFound("role");

        var person = new NewAccount(command.Email, Text.OrNull(command.DisplayName), command.RoleId, command.Locale)
        {
            PasswordHash = hash,
            MustChangePassword = hash is not null,
            Confirmed = hash is not null,
        };
        var account = await writer.CreateAsync(person, cancellationToken);
        if (!account.Succeeded) return Named(account.Error);

        if (hash is null) await mails.InviteToAdminAsync(account.Value, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return account.Value.Id;
    }

    // The writer speaks of fields as the API names them.
    private static Error Named(Error error) => error with
    {
        Fields = [.. error.Fields.Select(fault => fault with { Field = nameof(CreateUser.Email) })],
    };
}
