using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Chantier;
using Peppi.Domain.Files;

namespace Peppi.Infrastructure.Postgres.Demo;

/// <summary>Photos of the demo's newest messages: small drawings of a site, kept in the store as real ones are.</summary>
internal static class DemoPhotos
{
    private const int Most = 24;
    private const int Width = 480;
    private const int Height = 360;

    /// <summary>Draws and keeps them.</summary>
    public static Task<int> LoadAsync(CallerScopes scopes, CancellationToken cancellation) => scopes.RunAsync(Caller.Jobs, async services =>
    {
        var db = services.GetRequiredService<PeppiDbContext>();
        List<ChantierMessage> messages;
        await using (await db.Database.BeginTransactionAsync(cancellation))
        {
            messages = await db.ChantierMessages.AsNoTracking().Where(message => message.MediaUrl != null && message.ProjectId != null)
                .OrderByDescending(message => message.OccurredAt).Take(Most).ToListAsync(cancellation);
        }

        foreach (var message in messages)
        {
            await using var picture = new MemoryStream(Draw(message.Id));
            var kept = await services.GetRequiredService<UseCases>().SendAsync(
                new KeepFile(BuiltInBuckets.Projets, $"chantier/{message.ProjectId}/{message.LocalDay:yyyy-MM-dd}/{message.Id}.png", picture) { ContentType = "image/png", Replace = true }, cancellation);
            if (!kept.Succeeded) continue;
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            db.ChantierMedia.Add(new ChantierMedia
            {
                MessageId = message.Id,
                State = MediaStates.Stored,
                ObjectPath = kept.Value.Path,
                Sha256 = kept.Value.SentSha256,
                ContentType = kept.Value.ContentType,
                SizeBytes = kept.Value.Size,
                StoredAt = message.OccurredAt,
                NextAttemptAt = message.OccurredAt,
            });
            await db.SaveChangesAsync(cancellation);
            await db.ChantierMedia.Where(media => media.MessageId == message.Id).ExecuteUpdateAsync(row => row.SetProperty(media => media.NextAttemptAt, (DateTimeOffset?)null), cancellation);
            await db.ChantierMessages.Where(row => row.Id == message.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(it => it.MediaUrl, kept.Value.Path).SetProperty(it => it.MediaType, kept.Value.ContentType), cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return messages.Count;
    });

    /// <summary>A sky, laterite, a building of some floors and a crane: another one for each message.</summary>
    private static byte[] Draw(int seed)
    {
        var random = new Random(seed);
        var (floors, bays, left, dusk) = (random.Next(2, 7), random.Next(3, 6), random.Next(60, 180), random.Next(0, 50));
        var pixels = new byte[Height * (Width * 3 + 1)];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (red, green, blue) = (150 - dusk + y / 6, 185 - dusk + y / 8, 215 - dusk);
                if (y > 285) (red, green, blue) = (165 + (x * 7 + y * 3) % 12, 96 + (x + y) % 9, 62);
                var (floor, bay) = ((285 - y) / 34, (x - left) / 44);
                if (y <= 285 && floor < floors && x >= left && bay < bays)
                {
                    var slab = (285 - y) % 34 < 6;
                    var column = (x - left) % 44 < 7;
                    (red, green, blue) = slab || column ? (176, 172, 164) : floor == floors - 1 ? (red, green, blue) : (112, 108, 104);
                }

                var mast = left + bays * 44 + 26;
                if ((Math.Abs(x - mast) < 3 && y is > 36 and < 286) || (y is > 40 and < 47 && x > left - 20 && x < mast + 40)) (red, green, blue) = (205, 152, 40);
                var at = y * (Width * 3 + 1) + 1 + x * 3;
                (pixels[at], pixels[at + 1], pixels[at + 2]) = ((byte)red, (byte)green, (byte)blue);
            }
        }

        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), Height);
        (head[8], head[9]) = (8, 2);
        Chunk(file, "IHDR"u8, head);
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(pixels);
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] body = [.. name, .. content];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    // PNG's own checksum (ISO 3309).
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
