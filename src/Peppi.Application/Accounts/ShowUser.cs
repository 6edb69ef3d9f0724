using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>One person and the account. Everybody may look at himself.</summary>
/// <param name="Id">The person.</param>
public sealed record ShowUser(Guid Id) : IQuery<UserDetails>, IManagesOwnTransaction;

/// <summary>A person as the person's page shows it.</summary>
public sealed record UserDetails
{
    /// <summary>The person.</summary>
    public required Guid Id { get; init; }

    /// <summary>Address.</summary>
    public required string Email { get; init; }

    /// <summary>Name as shown to others.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Telephone.</summary>
    public string? Phone { get; init; }

    /// <summary>Language: <c>fr</c> or <c>en</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>The role.</summary>
    public int? RoleId { get; init; }

    /// <summary>The role's name.</summary>
    public string? RoleName { get; init; }

    /// <summary>Whether the person can sign in.</summary>
    public required UserState State { get; init; }

    /// <summary>When the account was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an invitation was sent.</summary>
    public DateTimeOffset? InvitedAt { get; init; }

    /// <summary>When the password was last accepted.</summary>
    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>The password was given by somebody else and not changed yet.</summary>
    public required bool MustChangePassword { get; init; }

    /// <summary>Devices that are signed in.</summary>
    public required int OpenSessions { get; init; }

    /// <summary>When the profile was last changed; a change must name it, so that none is overwritten unseen.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

internal sealed class ShowUserHandler(AccountsDbContext accounts, Permissions permissions, CallerContext caller) : IHandler<ShowUser, UserDetails>
{
    public async Task<Result<UserDetails>> Handle(ShowUser query, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (query.Id != caller.Current.UserId
            && await permissions.RefuseUnlessForAllAsync(Resources.Users, PermissionActions.Select, cancellationToken) is { } refusal) return refusal;

        var found = await (
            from account in accounts.Users.AsNoTracking()
            where account.Id == query.Id
            join person in accounts.People on account.Id equals person.Id into people
            from person in people.DefaultIfEmpty()
            join role in accounts.Roles on person.RoleId equals (int?)role.Id into roles
            from role in roles.DefaultIfEmpty()
            select new
            {
                Person = person,
                account.Id,
                account.Email,
                account.BannedUntil,
                account.UpdatedAt,
                account.CreatedAt,
                account.InvitedAt,
                account.LastSignInAt,
                account.MustChangePassword,
                HasPassword = account.PasswordHash != null,
                RoleName = (string?)role.Name,
                Sessions = accounts.Sessions.Count(session => session.AccountId == account.Id && session.EndedAt == null),
            }).SingleOrDefaultAsync(cancellationToken);
        if (found is null) return SharedErrors.NotFound("person");

        return new UserDetails
        {
            Id = found.Id,
            Email = found.Person?.Email ?? found.Email ?? "",
            DisplayName = found.Person?.DisplayName,
            Phone = found.Person?.Phone,
            Locale = found.Person?.Locale,
            RoleId = found.Person?.RoleId,
            RoleName = found.RoleName,
            State = ListUsersHandler.StateOf(found.Person?.Active ?? found.BannedUntil is null, found.HasPassword),
            CreatedAt = found.CreatedAt,
            InvitedAt = found.InvitedAt,
            LastSignInAt = found.LastSignInAt,
            MustChangePassword = found.MustChangePassword,
            OpenSessions = found.Sessions,
            UpdatedAt = found.Person?.UpdatedAt ?? found.UpdatedAt,
        };
    }
}
