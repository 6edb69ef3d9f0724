using Peppi.Domain.Shared;

namespace Peppi.Domain.Accounts;

/// <summary>Somebody who works with Peppi (<c>public.users</c>). The account to sign in with has the same id in <c>auth.users</c>.</summary>
public sealed class Person : ITimestamped
{
    /// <summary>Key, and the account's.</summary>
    public Guid Id { get; set; }

    /// <summary>Address; follows the account's.</summary>
    public required string Email { get; set; }

    /// <summary>The role; without one a person sees only himself.</summary>
    public int? RoleId { get; set; }

    /// <summary>Name as shown to others.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Telephone (E.164).</summary>
    public string? Phone { get; set; }

    /// <summary>Language: <c>fr</c> or <c>en</c>; null where none was chosen.</summary>
    public string? Locale { get; set; }

    /// <summary>IANA time zone; null where none was chosen.</summary>
    public string? TimeZone { get; set; }

    /// <summary>False for a deactivated person: may do nothing, and cannot sign in.</summary>
    public bool Active { get; set; } = true;

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What a group of people may do (<c>roles</c>); its permissions are rows of <c>role_permissions</c>.</summary>
public sealed class Role : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>Unique name, in lower case, e.g. <c>project_manager</c>.</summary>
    public required string Name { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>One of those that Peppi comes with: it can be edited, but neither renamed nor deleted.</summary>
    public bool BuiltIn { get; set; }

    /// <summary>Its people are let at data only with a second factor (<c>aal2</c>); row-level security itself refuses them without.</summary>
    public bool RequiresAal2 { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>One cell of the permission matrix (<c>role_permissions</c>). No row means: not allowed.</summary>
public sealed class RolePermission : ITimestamped
{
    /// <summary>The role.</summary>
    public int RoleId { get; set; }

    /// <summary>One of <see cref="Resources"/>.</summary>
    public required string Resource { get; set; }

    /// <summary>One of <see cref="PermissionActions"/>.</summary>
    public required string Action { get; set; }

    /// <summary>One of <see cref="PermissionScopes"/>.</summary>
    public required string Scope { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}
