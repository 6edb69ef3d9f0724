using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>The people who can sign in, for whoever may read everybody.</summary>
public sealed record ListUsers : IQuery<UserList>, IManagesOwnTransaction
{
    /// <summary>People on one page.</summary>
    public const int PageSize = 25;

    /// <summary>Part of the name or address.</summary>
    public string? Search { get; init; }

    /// <summary>Only this role; 0 stands for people without one.</summary>
    public int? RoleId { get; init; }

    /// <summary>Only these.</summary>
    public UserState? State { get; init; }

    /// <summary><c>name</c>, <c>role</c> or <c>seen</c> (last sign-in).</summary>
    public string Sort { get; init; } = "name";

    /// <summary>Last first.</summary>
    public bool Descending { get; init; }

    /// <summary>Which page, from 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>Whether a person can sign in.</summary>
public enum UserState
{
    /// <summary>Yes.</summary>
    Active,

    /// <summary>Invited, and has no password yet.</summary>
    Invited,

    /// <summary>No: deactivated.</summary>
    Deactivated,
}

/// <summary>A person in a list.</summary>
/// <param name="Id">The person.</param>
/// <param name="Email">Address.</param>
/// <param name="Name">Name, where there is one.</param>
/// <param name="Role">The role's name.</param>
/// <param name="State">Whether the person can sign in.</param>
/// <param name="LastSignInAt">When the password was last accepted.</param>
public sealed record UserLine(Guid Id, string Email, string? Name, string? Role, UserState State, DateTimeOffset? LastSignInAt);

/// <summary>A page of people.</summary>
/// <param name="Lines">The people.</param>
/// <param name="Found">How many the filters let through.</param>
/// <param name="Total">How many there are.</param>
/// <param name="ByState">How many there are of each state.</param>
/// <param name="Roles">The roles to narrow by, with how many people have them.</param>
public sealed record UserList(
    IReadOnlyList<UserLine> Lines,
    int Found,
    int Total,
    IReadOnlyDictionary<UserState, int> ByState,
    IReadOnlyList<RoleChoice> Roles);

/// <summary>A role to choose.</summary>
/// <param name="Id">The role.</param>
/// <param name="Name">Its name.</param>
/// <param name="People">How many people have it.</param>
public sealed record RoleChoice(int Id, string Name, int People);

internal sealed class ListUsersHandler(AccountsDbContext accounts, Permissions permissions) : IHandler<ListUsers, UserList>
{
    public async Task<Result<UserList>> Handle(ListUsers query, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await permissions.RefuseUnlessForAllAsync(Resources.Users, PermissionActions.Select, cancellationToken) is { } refusal) return refusal;

        // A group has hundreds of people: read once, searched without regard to accents and sorted as the reader's language does.
        // From the account, not from the profile: one that lost its profile must not become invisible.
        var rows = await (
            from account in accounts.Users.AsNoTracking()
            where account.DeletedAt == null
            join person in accounts.People on account.Id equals person.Id into people
            from person in people.DefaultIfEmpty()
            join role in accounts.Roles on person.RoleId equals (int?)role.Id into roles
            from role in roles.DefaultIfEmpty()
            select new
            {
                account.Id,
                Email = person == null ? account.Email! : person.Email,
                Name = person == null ? null : person.DisplayName,
                RoleId = person == null ? null : person.RoleId,
                Active = person == null ? account.BannedUntil == null : person.Active,
                Role = (string?)role.Name,
                HasPassword = account.PasswordHash != null,
                account.LastSignInAt,
            }).ToListAsync(cancellationToken);
        var roleNames = await accounts.Roles.OrderBy(role => role.Id).Select(role => new { role.Id, role.Name }).ToListAsync(cancellationToken);

        var all = rows.Select(row => (row.RoleId, Line: new UserLine(
            row.Id, row.Email, row.Name, row.Role, StateOf(row.Active, row.HasPassword), row.LastSignInAt))).ToList();
        var found = Sorted(
            all.Where(row => query.RoleId is not { } role || (row.RoleId ?? 0) == role)
                .Where(row => query.State is not { } state || row.Line.State == state)
                .Where(row => query.Search is not { Length: > 0 } text || Text.Contains($"{row.Line.Name} {row.Line.Email}", text)),
            query).ToList();

        return new UserList(
            [.. found.Skip((Math.Max(query.Page, 1) - 1) * ListUsers.PageSize).Take(ListUsers.PageSize)],
            found.Count,
            all.Count,
            all.CountBy(row => row.Line.State).ToDictionary(),
            [.. roleNames.Select(role => new RoleChoice(role.Id, role.Name, all.Count(row => row.RoleId == role.Id)))]);
    }

    internal static UserState StateOf(bool active, bool hasPassword) => !active ? UserState.Deactivated : hasPassword ? UserState.Active : UserState.Invited;

    private static IEnumerable<UserLine> Sorted(IEnumerable<(int? RoleId, UserLine Line)> rows, ListUsers query)
    {
        var names = StringComparer.CurrentCultureIgnoreCase;
        IOrderedEnumerable<(int? RoleId, UserLine Line)> By<TKey>(Func<(int? RoleId, UserLine Line), TKey> key, IComparer<TKey>? comparer = null) =>
            query.Descending ? rows.OrderByDescending(key, comparer) : rows.OrderBy(key, comparer);

        var ordered = query.Sort switch
        {
            "role" => By(row => row.RoleId ?? int.MaxValue),
            "seen" => By(row => row.Line.LastSignInAt ?? DateTimeOffset.MinValue),
            _ => By(row => row.Line.Name ?? row.Line.Email, names),
        };
        return ordered.ThenBy(row => row.Line.Name ?? row.Line.Email, names).Select(row => row.Line);
    }
}
