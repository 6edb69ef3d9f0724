using Peppi.Admin.Shell;

namespace Peppi.Admin.Words;

/// <summary>The names of the roles that Peppi brings along; a role that an administrator made keeps the name it was given.</summary>
internal static class RoleWords
{
    private static readonly Dictionary<string, Phrase> Known = new()
    {
        ["admin"] = new("Administration", "Administration"),
        ["general_management"] = new("Direction générale", "General management"),
        ["project_manager"] = new("Chef de projet", "Project manager"),
        ["field_team"] = new("Équipe terrain", "Field team"),
        ["finance"] = new("Finance", "Finance"),
        ["commercial"] = new("Commercial", "Sales"),
    };

    public static string Of(string? name) => name is null ? ShellWords.NoRole : Known.TryGetValue(name, out var phrase) ? phrase : name;
}
