using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Buckets;

/// <summary>What a bucket takes.</summary>
/// <param name="Public">Whether everybody may read what is in it; null leaves that as it is.</param>
/// <param name="FileSizeLimit">The largest file; null for the instance's limit.</param>
/// <param name="AllowedMimeTypes">The types that it takes; null for all.</param>
public sealed record BucketTerms(bool? Public, long? FileSizeLimit, IReadOnlyList<string>? AllowedMimeTypes)
{
    /// <summary>Of a change: whether the limit stays what it is.</summary>
    public bool KeepsLimit { get; init; }

    /// <summary>Of a change: whether the types stay what they are.</summary>
    public bool KeepsTypes { get; init; }

    /// <summary>What is wrong with them, or null.</summary>
    internal Error? Fault() =>
        FileSizeLimit < 0 ? FileErrors.InvalidParameter("file_size_limit is not below 0")
        : AllowedMimeTypes?.FirstOrDefault(type => type != "*/*" && MediaTypes.Plain(type.Replace("/*", "/x", StringComparison.Ordinal)) is null) is { } odd ? FileErrors.InvalidParameter($"{odd} is no media type")
        : null;
}

/// <summary>Makes a free bucket. Administrators and servers do.</summary>
/// <param name="Id">Its key and name.</param>
/// <param name="Terms">What it takes.</param>
public sealed record CreateBucket(string Id, BucketTerms Terms) : ICommand<Bucket>, IManagesOwnTransaction;

internal sealed class CreateBucketHandler(PeppiDbContext db, CallerContext caller, TimeProvider time) : IHandler<CreateBucket, Bucket>
{
    public async Task<Result<Bucket>> Handle(CreateBucket command, CancellationToken cancellationToken)
    {
        if (!ObjectNames.IsBucket(command.Id)) return FileErrors.InvalidBucketName;
        if (command.Terms.Fault() is { } fault) return fault;
        var now = time.GetUtcNow();
        var bucket = new Bucket
        {
            Id = command.Id,
            Name = command.Id,
            Owner = caller.Current.UserId,
            Public = command.Terms.Public ?? false,
            FileSizeLimit = command.Terms.FileSizeLimit,
            AllowedMimeTypes = command.Terms.AllowedMimeTypes?.ToList(),
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Buckets.Add(bucket);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return bucket;
        }
        catch (Exception exception) when (ObjectRows.Refusal(exception, command.Id) is { } refusal)
        {
            db.ChangeTracker.Clear();
            return refusal == FileErrors.KeyAlreadyExists ? FileErrors.BucketAlreadyExists : refusal;
        }
    }
}
