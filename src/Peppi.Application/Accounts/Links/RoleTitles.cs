using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Links;

/// <summary>What roles are called in mails; a role of the group's own has the name that it was given.</summary>
internal static class RoleTitles
{
    public static string Of(string role, Language language) => role switch
    {
        RoleNames.Admin => "Administration",
        RoleNames.GeneralManagement => language.Say("Direction générale", "General management"),
        RoleNames.ProjectManager => language.Say("Chef de projet", "Project manager"),
        RoleNames.FieldTeam => language.Say("Équipe terrain", "Field team"),
        RoleNames.Finance => "Finance",
        RoleNames.Commercial => language.Say("Commercial", "Sales"),
        _ => role,
    };
}
