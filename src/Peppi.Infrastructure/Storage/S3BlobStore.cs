using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Files;

namespace Peppi.Infrastructure.Storage;

/// <summary>
/// Contents in a bucket of an S3-compatible service, each under its SHA-256: <c>ab/cd/abcd…</c>. The service shows an object whole or not
/// at all, also one that comes in parts. What is still being written lies in the state folder, where it is looked at before it is kept.
/// </summary>
internal sealed partial class S3BlobStore(IOptions<S3Options> options, PartFiles parts, ILogger<S3BlobStore> logger) : IBlobStore, IDisposable
{
    private const int MostParts = 10_000;

    private readonly AmazonS3Client client = Connect(options.Value);
    private readonly string bucket = options.Value.Bucket!;
    private readonly long partSize = options.Value.PartMegabytes * 1024L * 1024;

    public IPartFile Stage() => parts.Make();

    public IPartFile? Stage(Guid upload) => parts.Open(upload);

    public void Discard(Guid upload) => parts.Remove(upload);

    public int SweepParts(DateTimeOffset before, IReadOnlySet<Guid> uploads) => parts.Sweep(before, uploads);

    public async Task KeepAsync(IPartFile part, string sha256, CancellationToken cancellationToken)
    {
        var key = KeyOf(sha256);
        var content = part.Content;
        if (await SizeAsync(key, cancellationToken) == content.Length) return;
        content.Position = 0;
        if (content.Length > partSize) await PutInPartsAsync(key, content, cancellationToken);
        else await client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, InputStream = content, AutoCloseStream = false, UseChunkEncoding = false }, cancellationToken);
    }

    public async Task<Stream?> OpenAsync(string sha256, long from, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = KeyOf(sha256) };
        if (from > 0) request.ByteRange = new ByteRange($"bytes={from}-");
        try
        {
            return (await client.GetObjectAsync(request, cancellationToken)).ResponseStream;
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchKey")
        {
            return null;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // From its end on there is nothing, as in a file.
            return Stream.Null;
        }
    }

    public Task RemoveAsync(string sha256, CancellationToken cancellationToken) => client.DeleteObjectAsync(bucket, KeyOf(sha256), cancellationToken);

    public void Dispose() => client.Dispose();

    private async Task PutInPartsAsync(string key, Stream content, CancellationToken cancellationToken)
    {
        var each = Math.Max(partSize, (content.Length / MostParts) + 1);
        var upload = (await client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = key }, cancellationToken)).UploadId;
        try
        {
            List<PartETag> tags = [];
            for (long at = 0; at < content.Length; at += each)
            {
                var number = tags.Count + 1;
                var sent = await client.UploadPartAsync(new UploadPartRequest
                {
                    BucketName = bucket,
                    Key = key,
                    UploadId = upload,
                    PartNumber = number,
                    InputStream = content,
                    FilePosition = at,
                    PartSize = Math.Min(each, content.Length - at),
                    UseChunkEncoding = false,
                }, cancellationToken);
                tags.Add(new PartETag(number, sent.ETag));
            }

            await client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = upload, PartETags = tags }, cancellationToken);
        }
        catch (Exception)
        {
            await GiveUpAsync(key, upload);
            throw;
        }
    }

    // Nobody sees the parts; a rule of the bucket takes away those that a crash leaves.
    private async Task GiveUpAsync(string key, string upload)
    {
        try
        {
            await client.AbortMultipartUploadAsync(bucket, key, upload, CancellationToken.None);
        }
        catch (Exception exception) when (exception is AmazonServiceException or HttpRequestException)
        {
            Left(exception, key);
        }
    }

    private async Task<long?> SizeAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetObjectMetadataAsync(bucket, key, cancellationToken)).ContentLength;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    // Checksums beyond S3's first version are Amazon's alone; what is sent is signed with its hash in any case.
    private static AmazonS3Client Connect(S3Options options)
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = options.Region,
            ForcePathStyle = options.PathStyle ?? options.Endpoint is not null,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = TimeSpan.FromMinutes(15),
            MaxErrorRetry = 3,
        };
        if (options.Endpoint is { } endpoint) config.ServiceURL = endpoint;
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        return new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }

    // Only a SHA-256 is a name here, so nobody's words ever reach the service.
    private static string KeyOf(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
        ? $"{sha256[..2]}/{sha256[2..4]}/{sha256}"
        : throw new ArgumentException($"'{sha256}' is no SHA-256.", nameof(sha256));

    [LoggerMessage(LogLevel.Warning, "Parts of {Key} are left in the bucket")]
    private partial void Left(Exception exception, string key);
}
