using System.Buffers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Intake;

/// <summary>A content that stands in the store, and in no bucket yet.</summary>
/// <param name="Sha256">Of what stands there.</param>
/// <param name="SentSha256">Of what was sent.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="MimeType">What it is.</param>
/// <param name="Facts">What it told about its taking, before that was taken out.</param>
internal sealed record TakenFile(string Sha256, string SentSha256, long Size, string MimeType, PhotoFacts? Facts);

/// <summary>
/// The one way into the store: write aside, look at the content, take out what must not be served, note it down, keep it. A row may
/// point to it afterwards; where none does, it is swept away.
/// </summary>
internal sealed class FileIntake(IBlobStore store, CallerScopes scopes, IOptions<FilesOptions> options, TimeProvider time)
{
    private const int AtOnce = 256 * 1024;

    /// <summary>The largest file that a bucket takes.</summary>
    public long LimitOf(Bucket bucket) => Math.Min(bucket.FileSizeLimit ?? long.MaxValue, options.Value.FileSizeLimit);

    /// <summary>Why a bucket does not take a content that stands in the store already; null where it does.</summary>
    public Error? Refusal(Bucket bucket, string type, long size) =>
        !MediaTypes.Takes(bucket.AllowedMimeTypes, MediaTypes.Plain(type) ?? MediaTypes.Unknown) ? FileErrors.InvalidMimeType(type) : size > LimitOf(bucket) ? FileErrors.EntityTooLarge : null;

    /// <summary>Takes a content in.</summary>
    public async Task<Result<TakenFile>> TakeAsync(Stream content, string? declared, Bucket bucket, CancellationToken cancellationToken)
    {
        await using var part = store.Stage();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var limit = LimitOf(bucket);
        var buffer = ArrayPool<byte>.Shared.Rent(AtOnce);
        try
        {
            long size = 0;
            while (await FillAsync(content, buffer, cancellationToken) is var read and > 0)
            {
                size += read;
                if (size > limit) return FileErrors.EntityTooLarge;
                hash.AppendData(buffer, 0, read);
                await part.Content.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return await TakeAsync(part, Convert.ToHexStringLower(hash.GetHashAndReset()), declared, bucket, cancellationToken);
    }

    /// <summary>Takes in what lies in a part file, whole.</summary>
    public async Task<Result<TakenFile>> TakeWholeAsync(IPartFile part, string? declared, Bucket bucket, CancellationToken cancellationToken)
    {
        part.Content.Position = 0;
        return await TakeAsync(part, Convert.ToHexStringLower(await SHA256.HashDataAsync(part.Content, cancellationToken)), declared, bucket, cancellationToken);
    }

    private async Task<Result<TakenFile>> TakeAsync(IPartFile part, string sent, string? declared, Bucket bucket, CancellationToken cancellationToken)
    {
        var head = new byte[MediaTypes.HeadLength];
        part.Content.Position = 0;
        var known = head.AsMemory(0, await part.Content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken));
        if (MediaTypes.Agree(declared, known.Span) is not { } type)
            return FileErrors.InvalidMimeType(declared, $"The content is {MediaTypes.Sniff(known.Span) ?? "something else"}, not {MediaTypes.Plain(declared)} as it was declared");
        if (!MediaTypes.Takes(bucket.AllowedMimeTypes, type)) return FileErrors.InvalidMimeType(type);
        if (await ContentChecks.FaultAsync(part.Content, type, options.Value.MaxMegapixels, cancellationToken) is { } fault) return fault;

        await using var clean = store.Stage();
        var stripped = await MetadataStripper.StripAsync(part.Content, clean.Content, type, cancellationToken);
        if (!stripped.Succeeded) return stripped.Error;
        var served = part;
        var sha256 = sent;
        if (stripped.Value.Changed)
        {
            served = clean;
            clean.Content.Position = 0;
            sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(clean.Content, cancellationToken));
        }

        var taken = new TakenFile(sha256, sent, served.Content.Length, MediaTypes.WithLetters(type, declared), stripped.Value.Facts);
        await NoteAsync(taken, cancellationToken);
        await store.KeepAsync(served, sha256, cancellationToken);
        return taken;
    }

    /// <summary>Notes a content down before it can be seen: the sweep waits for whoever is about to point to it.</summary>
    private async Task NoteAsync(TakenFile taken, CancellationToken cancellationToken)
    {
        while (!await scopes.RunAsync(Caller.Jobs, async services =>
        {
            var db = services.GetRequiredService<PeppiDbContext>();
            var now = time.GetUtcNow();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (await db.Blobs.Where(blob => blob.Sha256 == taken.Sha256).ExecuteUpdateAsync(set => set.SetProperty(blob => blob.TouchedAt, now), cancellationToken) == 0)
                db.Blobs.Add(new Blob { Sha256 = taken.Sha256, Size = taken.Size, TouchedAt = now });
            if (taken.Facts is { } facts && !await db.FileFacts.AnyAsync(row => row.SentSha256 == taken.SentSha256, cancellationToken))
                db.FileFacts.Add(facts.ToRow(taken.SentSha256, now));
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return true;
            }
            catch (DbUpdateException exception) when (DatabaseErrors.From(exception) is { Code: "23505" })
            {
                // Somebody brings the same content at this moment.
                return false;
            }
        }))
        {
        }
    }

    // A network gives small pieces; the disk wants large ones.
    private static Task<int> FillAsync(Stream content, byte[] buffer, CancellationToken cancellationToken) =>
        content.ReadAtLeastAsync(buffer, AtOnce / 2, throwOnEndOfStream: false, cancellationToken).AsTask();
}
