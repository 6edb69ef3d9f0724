using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Links;

/// <summary>Makes links to files that the caller may read; null in place of each other one.</summary>
/// <param name="Bucket">Their bucket.</param>
/// <param name="Paths">Their names.</param>
/// <param name="Seconds">How long the links work.</param>
public sealed record SignDownloads(string Bucket, IReadOnlyList<string> Paths, long Seconds) : IQuery<IReadOnlyList<string?>>
{
    /// <summary>How many at once.</summary>
    public const int AtOnce = 500;

    /// <summary>The size that an image is asked for in.</summary>
    public string? Transform { get; init; }
}

internal sealed class SignDownloadsHandler(PeppiDbContext db, IFileLinks links, CallerContext caller, TimeProvider time) : IHandler<SignDownloads, IReadOnlyList<string?>>
{
    // A year: whoever wants longer wants a public bucket.
    private const long Longest = 31_536_000;

    public async Task<Result<IReadOnlyList<string?>>> Handle(SignDownloads query, CancellationToken cancellationToken)
    {
        if (query.Seconds is < 1 or > Longest) return FileErrors.InvalidParameter($"expiresIn is between 1 and {Longest} seconds");
        if (query.Paths.Count > SignDownloads.AtOnce) return FileErrors.InvalidParameter($"At most {SignDownloads.AtOnce} links are made at once");
        var names = query.Paths.Select(ObjectNames.Normalize).ToList();
        var known = await db.Objects.Where(file => file.BucketId == query.Bucket && names.Contains(file.Name)).Select(file => file.Name).ToListAsync(cancellationToken);
        var expires = time.GetUtcNow().AddSeconds(query.Seconds);
        return names.ConvertAll(name => name is not null && known.Contains(name)
            ? links.Sign(new FileLink(LinkPurpose.Download, query.Bucket, name, caller.Current, expires) { Transform = query.Transform })
            : null);
    }
}
