namespace Peppi.Application.Persistence;

/// <summary>
/// A line of the people directory (view <c>public.people</c>): who shares a project with the caller, or everybody for those who may
/// read everybody. Names beside projects come from here, since most roles may read of <c>users</c> only their own row.
/// </summary>
public sealed class KnownPerson
{
    /// <summary>The person's id.</summary>
    public Guid Id { get; set; }

    /// <summary>The name to show.</summary>
    public string DisplayName { get; set; } = "";
}
