using Peppi.Application.Chantier.Contracts;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier;

/// <summary>The sites that a diary is kept of, as far as the caller may see them, and how long each has been silent.</summary>
public sealed record ListDiarySites : IQuery<IReadOnlyList<SiteVoice>>;

internal sealed class ListDiarySitesHandler(ISiteVoices voices) : IHandler<ListDiarySites, IReadOnlyList<SiteVoice>>
{
    public async Task<Result<IReadOnlyList<SiteVoice>>> Handle(ListDiarySites query, CancellationToken cancellationToken) =>
        (await voices.ListAsync(cancellationToken)).ToList();
}
