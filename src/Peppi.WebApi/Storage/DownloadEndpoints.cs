using System.Buffers;
using Microsoft.Net.Http.Headers;
using Peppi.Application.Files;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Files.Links;
using Peppi.Application.Shared;
using Peppi.Domain.Files;

namespace Peppi.WebApi.Storage;

/// <summary>/storage/v1/object: fetching files, whole, in part, or not at all where the client has them.</summary>
internal static partial class DownloadEndpoints
{
    private const int AtOnce = 128 * 1024;

    public static Task OwnAsync(HttpContext http, UseCases useCases, string bucket, string path) =>
        SendAsync(http, useCases, new OpenFile(bucket, ObjectEndpoints.PathOf(http, path)));

    public static Task PublicAsync(HttpContext http, UseCases useCases, string bucket, string path) =>
        SendAsync(http, useCases, new OpenFile(bucket, ObjectEndpoints.PathOf(http, path)) { Public = true });

    public static async Task SignedAsync(HttpContext http, UseCases useCases, string bucket, string path)
    {
        var name = ObjectEndpoints.PathOf(http, path);
        var link = await useCases.SendAsync(new FollowLink(LinkPurpose.Download, bucket, name, (string?)http.Request.Query["token"] ?? ""), http.RequestAborted);
        if (link is { Succeeded: true, Value.Transform: null }) await SendAsync(http, useCases, new OpenFile(bucket, name));
        else await http.RefuseAsync(link.Error ?? FileErrors.InvalidJwt);
    }

    private static async Task SendAsync(HttpContext http, UseCases useCases, OpenFile open)
    {
        var opened = await useCases.SendAsync(open, http.RequestAborted);
        if (!opened.Succeeded)
        {
            await http.RefuseAsync(opened.Error);
            return;
        }

        var file = opened.Value.File;
        Describe(http, file, open.Public);
        var part = Conditions.Decide(http.Request, file.Size, new EntityTagHeaderValue(StorageAnswers.ETag(file)), file.UpdatedAt);
        if (!Begin(http, part, file.Size)) return;
        await using var content = await opened.Value.ReadAsync(part.From, http.RequestAborted);
        if (content is null)
        {
            Lost(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DownloadEndpoints)), file.Id, file.Sha256);
            http.Response.Clear();
            await http.RefuseAsync(FileErrors.NoSuchKey);
            return;
        }

        await CopyAsync(content, http.Response.Body, part.Length, http.RequestAborted);
    }

    /// <summary>Writes what comes before the content of a part; false where nothing comes after it.</summary>
    public static bool Begin(HttpContext http, Part part, long size)
    {
        http.Response.StatusCode = part.Status;
        if (part.Status == StatusCodes.Status416RangeNotSatisfiable) http.Response.Headers.ContentRange = $"bytes */{size}";
        if (part.Status is not (StatusCodes.Status200OK or StatusCodes.Status206PartialContent))
        {
            http.Response.ContentType = null;
            return false;
        }

        http.Response.ContentLength = part.Length;
        if (part.Status == StatusCodes.Status206PartialContent) http.Response.Headers.ContentRange = $"bytes {part.From}-{part.From + part.Length - 1}/{size}";
        return !HttpMethods.IsHead(http.Request.Method);
    }

    /// <summary>Says what a file is: no browser guesses it, runs what it finds in it, or shows what could run.</summary>
    public static void Describe(HttpContext http, StoredObject file, bool isPublic)
    {
        var headers = http.Response.Headers;
        headers.ETag = StorageAnswers.ETag(file);
        headers.LastModified = file.UpdatedAt.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        headers.AcceptRanges = "bytes";
        headers.CacheControl = isPublic || file.CacheControl.Contains("private", StringComparison.Ordinal) ? file.CacheControl : "private, " + file.CacheControl;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.ContentType = file.MimeType;
        var wanted = http.Request.Query.TryGetValue("download", out var given);

        // The SDK encodes it twice.
        var name = Uri.UnescapeDataString(given.ToString());
        if (!wanted && !MediaTypes.IsActive(MediaTypes.Plain(file.MimeType) ?? MediaTypes.Unknown) && file.BucketId != BuiltInBuckets.Reports) return;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name is { Length: > 0 and <= 255 } && !name.Any(char.IsControl) ? name : file.Name[(file.Name.LastIndexOf('/') + 1)..]);
        headers.ContentDisposition = disposition.ToString();
    }

    [LoggerMessage(LogLevel.Error, "The content {Sha256} of file {File} is not in the store")]
    private static partial void Lost(ILogger logger, Guid file, string sha256);

    private static async Task CopyAsync(Stream from, Stream to, long length, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(AtOnce);
        try
        {
            while (length > 0)
            {
                var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length)), cancellationToken);
                if (read == 0) throw new EndOfStreamException("The store holds less of the file than its row says.");
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                length -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
