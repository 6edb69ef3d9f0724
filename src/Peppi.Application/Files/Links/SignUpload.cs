using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Links;

/// <summary>Makes a link by which its holder may put one file where the caller himself may.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Path">The name in it.</param>
/// <param name="Upsert">Whether it may replace what stands there.</param>
public sealed record SignUpload(string Bucket, string Path, bool Upsert) : IQuery<string>, IManagesOwnTransaction;

internal sealed class SignUploadHandler(PeppiDbContext db, IFileLinks links, CallerContext caller, TimeProvider time) : IHandler<SignUpload, string>
{
    // As long as upstream's.
    private static readonly TimeSpan Life = TimeSpan.FromHours(2);

    public async Task<Result<string>> Handle(SignUpload query, CancellationToken cancellationToken)
    {
        if (ObjectNames.Normalize(query.Path) is not { } name) return FileErrors.InvalidKey(query.Path);
        var now = time.GetUtcNow();
        var terms = new PutTerms(query.Upsert, "no-cache", null, caller.Current.UserId);
        var allowed = await ObjectRows.TryAsync(db, query.Bucket, name, terms, now, cancellationToken);
        if (!allowed.Succeeded) return allowed.Error;
        return links.Sign(new FileLink(LinkPurpose.Upload, query.Bucket, name, caller.Current, now + Life) { Upsert = query.Upsert });
    }
}
