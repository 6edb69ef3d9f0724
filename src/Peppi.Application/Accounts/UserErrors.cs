using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>What can go wrong with people and roles.</summary>
public static class UserErrors
{
    /// <summary>Nobody locks himself out by mistake.</summary>
    public static readonly Error NotYourself = new(ErrorKind.Conflict, "cannot_deactivate_self", "You cannot deactivate your own account.",
        Hint: "Ask another administrator.");

    /// <summary>The link of an invitation was used, replaced, or is too old.</summary>
    public static readonly Error InvitationSpent = new(ErrorKind.NotFound, "invitation_spent", "This invitation was already used, or is too old.",
        Hint: "Ask an administrator for a new one.");

    /// <summary>The link that replaces a forgotten password was used, replaced, or is too old.</summary>
    public static readonly Error RecoverySpent = new(ErrorKind.NotFound, "recovery_spent", "This link was already used, or is too old.", Hint: "Ask for a new one.");

    /// <summary>The account has a password: an invitation would be a way around it.</summary>
    public static readonly Error NotInvited = new(ErrorKind.Conflict, "not_invited", "This person has already chosen a password.");

    /// <summary>The password that was to prove it is the owner who changes it.</summary>
    public static readonly Error WrongPassword = new(ErrorKind.Invalid, "wrong_password", "This is not your present password.")
    {
        Fields = [new FieldError("Present", "This is not your present password.")],
    };

    /// <summary>Another role has this name.</summary>
    public static readonly Error RoleNameTaken = new(ErrorKind.Conflict, "role_name_taken", "Another role has this name.")
    {
        Fields = [new FieldError("Name", "Another role has this name.")],
    };

    /// <summary>People still have this role.</summary>
    public static readonly Error RoleInUse = new(ErrorKind.Conflict, "role_in_use", "People still have this role.", Hint: "Give them another role first.");

    /// <summary>Somebody changed the person since shown.</summary>
    public static readonly Error ChangedMeanwhile = new(ErrorKind.Conflict, "changed_meanwhile",
        "Somebody else changed this meanwhile, or you may no longer change it.", Hint: "Load it again and repeat your change.");
}
