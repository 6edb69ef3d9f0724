using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Links;

/// <summary>Where a link that was opened leads: where it asks to, if that is allowed, else to the site.</summary>
/// <param name="Asked">The address that it names.</param>
public sealed record ChooseRedirect(string? Asked) : IQuery<string>, IManagesOwnTransaction;

internal sealed class ChooseRedirectHandler(RedirectTargets targets) : IHandler<ChooseRedirect, string>
{
    public Task<Result<string>> Handle(ChooseRedirect query, CancellationToken cancellationToken) => Task.FromResult<Result<string>>(targets.Choose(query.Asked));
}
