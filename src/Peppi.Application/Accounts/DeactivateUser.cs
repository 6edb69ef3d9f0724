using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Takes a person's access away at once, on every device; nothing of the person's work is removed. The answer is the name.</summary>
/// <param name="Id">The person.</param>
public sealed record DeactivateUser(Guid Id) : ICommand<string>;

/// <summary>Gives a deactivated person access again. The answer is the name.</summary>
/// <param name="Id">The person.</param>
public sealed record ReactivateUser(Guid Id) : ICommand<string>;

internal sealed class DeactivateUserHandler(PeppiDbContext db, CallerContext caller) : IHandler<DeactivateUser, string>
{
    public Task<Result<string>> Handle(DeactivateUser command, CancellationToken cancellationToken) =>
        command.Id == caller.Current.UserId
            ? Task.FromResult<Result<string>>(UserErrors.NotYourself)
            : SetAsync(db, command.Id, active: false, cancellationToken);

    // The account follows by a trigger: it cannot sign in any more, and its sessions end, in this very transaction.
    internal static async Task<Result<string>> SetAsync(PeppiDbContext db, Guid id, bool active, CancellationToken cancellationToken)
    {
        var person = await db.People.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (person is null) return SharedErrors.NotFound("person");

        person.Active = active;
        var saved = await db.SaveVisibleAsync(cancellationToken);
        return saved.Succeeded ? person.DisplayName ?? person.Email : saved.Error;
    }
}

internal sealed class ReactivateUserHandler(PeppiDbContext db) : IHandler<ReactivateUser, string>
{
    public Task<Result<string>> Handle(ReactivateUser command, CancellationToken cancellationToken) =>
        DeactivateUserHandler.SetAsync(db, command.Id, active: true, cancellationToken);
}
