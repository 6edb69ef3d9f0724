using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>What can go wrong with projects.</summary>
public static class ProjectErrors
{
    /// <summary>Another project has this code.</summary>
    public static readonly Error CodeTaken = new(ErrorKind.Conflict, "project_code_taken", "Another project has this code.");

    /// <summary>The person is a member already.</summary>
    public static readonly Error AlreadyMember = new(ErrorKind.Conflict, "already_member", "This person is a member of the project already.");

    /// <summary>Somebody changed it since it was shown.</summary>
    public static readonly Error ChangedMeanwhile = new(ErrorKind.Conflict, "changed_meanwhile",
        "Somebody else changed this meanwhile, or you may no longer change it.", Hint: "Load it again and repeat your change.");
}
