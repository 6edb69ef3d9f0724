using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.SelfService;

/// <summary>Takes away a way to sign in. There is one, the address, and it stays.</summary>
/// <param name="Id">The identity.</param>
public sealed record RemoveIdentity(Guid Id) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class RemoveIdentityHandler(CallerContext caller) : IHandler<RemoveIdentity, Done>
{
    private static readonly Error NoSuchIdentity = new(ErrorKind.NotFound, "identity_not_found", "Identity doesn't exist");

    public Task<Result<Done>> Handle(RemoveIdentity command, CancellationToken cancellationToken) =>
        Task.FromResult<Result<Done>>(command.Id == caller.Current.UserId ? AccountErrors.SingleIdentity : NoSuchIdentity);
}
