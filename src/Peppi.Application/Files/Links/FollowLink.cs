using Peppi.Application.Accounts.Contracts;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Links;

/// <summary>
/// Lets the holder of a link act, on its one file, with the rights that its maker has now: from here on the scope's caller is the maker.
/// </summary>
/// <param name="Purpose">What the holder wants.</param>
/// <param name="Bucket">The bucket of the address; null where the address names none.</param>
/// <param name="Path">The name of the address; null where it names none.</param>
/// <param name="Token">The link's token.</param>
public sealed record FollowLink(LinkPurpose Purpose, string? Bucket, string? Path, string Token) : IQuery<FileLink>, IManagesOwnTransaction
{
    /// <summary>Whether it may be past its time: an upload that was begun in time goes on.</summary>
    public bool EvenPast { get; init; }
}

internal sealed class FollowLinkHandler(IFileLinks links, IKeyStanding keys, CallerContext caller, TimeProvider time) : IHandler<FollowLink, FileLink>
{
    public async Task<Result<FileLink>> Handle(FollowLink query, CancellationToken cancellationToken)
    {
        if (links.Read(query.Token) is not { } link || link.Purpose != query.Purpose
            || (!query.EvenPast && link.Expires < time.GetUtcNow())
            || (query.Bucket is not null && link.Bucket != query.Bucket)
            || (query.Path is not null && link.Path != ObjectNames.Normalize(query.Path))
            || (link.Maker.KeyMark is { } key && !await keys.StandsAsync(key, cancellationToken)))
        {
            return FileErrors.InvalidJwt;
        }

        var (ip, agent, request) = (caller.Current.IpAddress, caller.Current.UserAgent, caller.Current.RequestId);
        caller.Current = link.Maker with { IpAddress = ip, UserAgent = agent, RequestId = request };
        return link;
    }
}
