using Peppi.Admin.Words;

namespace Peppi.Admin.Shell;

/// <summary>Who is signed in, for the pages' eyes only: what to show. The rights themselves are the database's.</summary>
internal sealed class Visitor
{
    public Guid Id { get; set; }

    public string Email { get; set; } = "";

    public string? DisplayName { get; set; }

    public string? RoleName { get; set; }

    /// <summary>The role is let at data only with a second factor.</summary>
    public bool NeedsSecondFactor { get; set; }

    /// <summary>The password was given by somebody else: one of the person's own is due.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Resource and action to scope (<c>all</c> or <c>own</c>).</summary>
    public IReadOnlyDictionary<(string Resource, string Action), string> Permissions { get; set; } = new Dictionary<(string, string), string>();

    public string Name => DisplayName is { Length: > 0 } ? DisplayName : Email;

    public string Role => RoleWords.Of(RoleName);

    public string Initials => InitialsOf(Name);

    public bool May(string action, string resource) => Permissions.ContainsKey((resource, action));

    public bool MayForAll(string action, string resource) => Permissions.TryGetValue((resource, action), out var scope) && scope == "all";

    public static string InitialsOf(string name)
    {
        var parts = name.Split('@')[0].Split([' ', '.', '_', '-'], StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(parts.Take(2).Select(part => char.ToUpperInvariant(part[0])));
    }
}
