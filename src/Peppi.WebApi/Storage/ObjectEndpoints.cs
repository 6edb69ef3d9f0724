using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Peppi.Application.Files;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Files.Links;
using Peppi.Application.Files.Objects;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.WebApi.Storage;

/// <summary>/storage/v1/object: putting, telling, moving, copying and removing files.</summary>
internal static class ObjectEndpoints
{
    public static async Task PostAsync(HttpContext http, UseCases useCases, string bucket, string path) =>
        await http.AnswerAsync(await PutAsync(http, useCases, bucket, path, Upsert(http)), StorageAnswers.Key);

    public static async Task PutAsync(HttpContext http, UseCases useCases, string bucket, string path) =>
        await http.AnswerAsync(await PutAsync(http, useCases, bucket, path, upsert: true), StorageAnswers.Key);

    public static async Task PutSignedAsync(HttpContext http, UseCases useCases, string bucket, string path)
    {
        var link = await useCases.SendAsync(new FollowLink(LinkPurpose.Upload, bucket, PathOf(http, path), (string?)http.Request.Query["token"] ?? ""), http.RequestAborted);
        await http.AnswerAsync(
            link.Succeeded ? await PutAsync(http, useCases, bucket, path, link.Value.Upsert) : link.Error,
            file => new JsonObject { ["Key"] = $"{file.BucketId}/{file.Name}" });
    }

    public static async Task InfoAsync(HttpContext http, UseCases useCases, string bucket, string path) =>
        await http.AnswerAsync(await useCases.SendAsync(new OpenFile(bucket, PathOf(http, path)), http.RequestAborted), opened => StorageAnswers.Info(opened.File));

    public static async Task PublicInfoAsync(HttpContext http, UseCases useCases, string bucket, string path) =>
        await http.AnswerAsync(await useCases.SendAsync(new OpenFile(bucket, PathOf(http, path)) { Public = true }, http.RequestAborted), opened => StorageAnswers.Info(opened.File));

    public static async Task MoveAsync(HttpContext http, UseCases useCases)
    {
        var body = await StorageBody.ReadAsync(http);
        var moved = !body.Succeeded ? body.Error : await useCases.SendAsync(
            new MoveFile(Text(body.Value, "bucketId"), Text(body.Value, "sourceKey"), body.Value.Text("destinationBucket") ?? Text(body.Value, "bucketId"), Text(body.Value, "destinationKey")),
            http.RequestAborted);
        await http.AnswerAsync(moved, file => new JsonObject { ["message"] = "Successfully moved", ["Id"] = file.Id, ["Key"] = $"{file.BucketId}/{file.Name}" });
    }

    public static async Task CopyAsync(HttpContext http, UseCases useCases)
    {
        var body = await StorageBody.ReadAsync(http);
        var copied = !body.Succeeded ? body.Error : await useCases.SendAsync(
            new CopyFile(Text(body.Value, "bucketId"), Text(body.Value, "sourceKey"), body.Value.Text("destinationBucket") ?? Text(body.Value, "bucketId"), Text(body.Value, "destinationKey"))
            {
                Upsert = Upsert(http),
                WithMetadata = body.Value.Flag("copyMetadata") ?? true,
            },
            http.RequestAborted);
        await http.AnswerAsync(copied, file =>
        {
            var answer = StorageAnswers.Row(file);
            answer["Id"] = file.Id;
            answer["Key"] = $"{file.BucketId}/{file.Name}";
            return answer;
        });
    }

    public static async Task RemoveAsync(HttpContext http, UseCases useCases, string bucket)
    {
        var body = await StorageBody.ReadAsync(http);
        var removed = !body.Succeeded ? body.Error
            : body.Value.Texts("prefixes") is { } names ? await useCases.SendAsync(new RemoveFiles(bucket, names), http.RequestAborted)
            : FileErrors.InvalidParameter("prefixes is a list of names");
        await http.AnswerAsync(removed, files => new JsonArray([.. files.Select(StorageAnswers.Row)]));
    }

    public static async Task RemoveOneAsync(HttpContext http, UseCases useCases, string bucket, string path) =>
        await http.AnswerAsync(await useCases.SendAsync(new RemoveFile(bucket, PathOf(http, path)), http.RequestAborted), _ => new JsonObject { ["message"] = "Successfully deleted" });

    /// <summary>A name out of an address, each of its characters decoded once.</summary>
    public static string PathOf(HttpContext http, string path)
    {
        // Routing decodes all but slashes: what is left may have been one, or the three characters that stand for it.
        if (!path.Contains("%2F", StringComparison.OrdinalIgnoreCase) || http.Features.Get<IHttpRequestFeature>()?.RawTarget is not { } raw) return path;
        var end = raw.IndexOf('?', StringComparison.Ordinal);
        var segments = (end < 0 ? raw : raw[..end]).Split('/');
        return Uri.UnescapeDataString(string.Join('/', segments.TakeLast(path.Count(letter => letter == '/') + 1)));
    }

    /// <summary>Whether the request says to replace.</summary>
    public static bool Upsert(HttpContext http) => string.Equals(http.Request.Headers["x-upsert"], "true", StringComparison.OrdinalIgnoreCase);

    private static Task<Result<StoredObject>> PutAsync(HttpContext http, UseCases useCases, string bucket, string path, bool upsert)
    {
        UploadBody.Unbound(http);
        return useCases.SendAsync(new UploadFile(bucket, PathOf(http, path))
        {
            Open = cancellation => UploadBody.OpenAsync(http, cancellation),
            Upsert = upsert,
            Length = http.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true ? null : http.Request.ContentLength,
        }, http.RequestAborted);
    }

    private static string Text(StorageBody body, string name) => body.Text(name) ?? "";
}
