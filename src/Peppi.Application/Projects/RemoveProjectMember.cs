using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>Ends a person's membership of a project.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="MemberId">The membership.</param>
public sealed record RemoveProjectMember(int ProjectId, int MemberId) : ICommand<Done>;

internal sealed class RemoveProjectMemberHandler(PeppiDbContext db) : IHandler<RemoveProjectMember, Done>
{
    public async Task<Result<Done>> Handle(RemoveProjectMember command, CancellationToken cancellationToken)
    {
        var member = await db.ProjectMembers.SingleOrDefaultAsync(row => row.Id == command.MemberId && row.ProjectId == command.ProjectId, cancellationToken);
        if (member is null) return SharedErrors.NotFound("member");

        db.Remove(member);
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
