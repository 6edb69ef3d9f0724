using Peppi.Admin.Words;
using Peppi.Domain.Accounts;

namespace Peppi.Admin.Pages.Roles;

/// <summary>The difference between two states of the matrix, as sentences that a person can agree to.</summary>
internal static class MatrixChanges
{
    public static IReadOnlyList<(bool Gain, string Sentence)> InWords(
        string role,
        IReadOnlyDictionary<(string Resource, string Action), string> before,
        IReadOnlyDictionary<(string Resource, string Action), string> after) =>
    [
        .. from resource in Resources.All
           from action in PermissionActions.All
           let was = before.GetValueOrDefault((resource, action))
           let becomes = after.GetValueOrDefault((resource, action))
           where was != becomes
           select Sentence(role, Deed(resource, action), was, becomes),
    ];

    private static string Deed(string resource, string action) =>
        RoleWords.CellLabel.With(RoleWords.ActionOf(action).ToLowerInvariant(), RoleWords.ResourceOf(resource));

    private static (bool Gain, string Sentence) Sentence(string role, string deed, string? was, string? becomes) => (was, becomes) switch
    {
        (null, PermissionScopes.Own) => (true, RoleWords.Gains.With(role, RoleWords.OwnOnly.With(deed))),
        (null, _) => (true, RoleWords.Gains.With(role, deed)),
        (_, null) => (false, RoleWords.Loses.With(role, deed)),
        (_, PermissionScopes.Own) => (false, RoleWords.Narrows.With(role, deed)),
        _ => (true, RoleWords.Widens.With(role, deed)),
    };
}
