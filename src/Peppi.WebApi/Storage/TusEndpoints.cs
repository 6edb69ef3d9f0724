using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Peppi.Application.Files;
using Peppi.Application.Files.Links;
using Peppi.Application.Files.Uploads;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Storage;

/// <summary>/storage/v1/upload/resumable: uploads in parts, by tus 1.0.0 (https://tus.io/protocols/resumable-upload).</summary>
internal static class TusEndpoints
{
    private const string Version = "1.0.0";

    public static Task OptionsAsync(HttpContext http, IOptions<FilesOptions> options)
    {
        var headers = http.Response.Headers;
        headers["Tus-Resumable"] = Version;
        headers["Tus-Version"] = Version;
        headers["Tus-Extension"] = "creation,creation-with-upload,termination,expiration";
        headers["Tus-Max-Size"] = options.Value.FileSizeLimit.ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public static async Task BeginAsync(HttpContext http, UseCases useCases)
    {
        if (!await SpeaksAsync(http)) return;
        var request = http.Request;
        if (Number(request.Headers["Upload-Length"]) is not { } length || Described(request.Headers["Upload-Metadata"]) is not { } told
            || UploadBody.Metadata(told.GetValueOrDefault("metadata"), encoded: false) is UploadBody.Faulty)
        {
            await RefuseAsync(http, FileErrors.InvalidRequest);
            return;
        }

        var (bucket, path) = (told.GetValueOrDefault("bucketName", ""), told.GetValueOrDefault("objectName", ""));
        var link = await LinkAsync(http, useCases, bucket, path);
        if (link is { Succeeded: false })
        {
            await RefuseAsync(http, link.Error);
            return;
        }

        UploadBody.Unbound(http);
        var begun = await useCases.SendAsync(new BeginUpload(bucket, path, length)
        {
            Upsert = link?.Value?.Upsert ?? ObjectEndpoints.Upsert(http),
            ContentType = told.GetValueOrDefault("contentType") ?? told.GetValueOrDefault("filetype"),
            CacheControl = told.GetValueOrDefault("cacheControl") is { Length: > 0 } cache && cache.All(char.IsAsciiDigit) ? $"max-age={cache}" : "no-cache",
            Metadata = UploadBody.Metadata(told.GetValueOrDefault("metadata"), encoded: false),
            First = IsPart(request) ? request.Body : null,
            Link = link?.Value,
        }, http.RequestAborted);
        if (begun.Succeeded) http.Response.Headers.Location = $"{request.Path.ToString().TrimEnd('/')}/{begun.Value.Id:D}";
        await StateAsync(http, begun, StatusCodes.Status201Created);
    }

    public static async Task HeadAsync(HttpContext http, UseCases useCases, Guid id)
    {
        if (!await SpeaksAsync(http)) return;
        var link = await LinkAsync(http, useCases, null, null);
        var state = link is { Succeeded: false } ? link.Error : await useCases.SendAsync(new ShowUpload(id, link?.Value), http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        if (state.Succeeded) http.Response.Headers["Upload-Length"] = state.Value.Length.ToString(CultureInfo.InvariantCulture);
        await StateAsync(http, state, StatusCodes.Status200OK);
    }

    public static async Task PatchAsync(HttpContext http, UseCases useCases, Guid id)
    {
        if (!await SpeaksAsync(http)) return;
        if (!IsPart(http.Request))
        {
            await RefuseAsync(http, FileErrors.InvalidMimeType(http.Request.ContentType));
            return;
        }

        var link = await LinkAsync(http, useCases, null, null);
        UploadBody.Unbound(http);
        var state = link is { Succeeded: false } ? link.Error
            : Number(http.Request.Headers["Upload-Offset"]) is not { } offset ? FileErrors.InvalidRequest
            : await useCases.SendAsync(new AppendToUpload(id, offset, http.Request.Body, link?.Value), http.RequestAborted);
        await StateAsync(http, state, StatusCodes.Status204NoContent);
    }

    public static async Task DeleteAsync(HttpContext http, UseCases useCases, Guid id)
    {
        if (!await SpeaksAsync(http)) return;
        var link = await LinkAsync(http, useCases, null, null);
        var gone = link is { Succeeded: false } ? link.Error : await useCases.SendAsync(new GiveUpUpload(id, link?.Value), http.RequestAborted);
        if (gone.Succeeded) http.Response.StatusCode = StatusCodes.Status204NoContent;
        else await RefuseAsync(http, gone.Error);
    }

    private static async Task<bool> SpeaksAsync(HttpContext http)
    {
        http.Response.Headers["Tus-Resumable"] = Version;
        if (http.Request.Headers["Tus-Resumable"] == Version) return true;
        http.Response.Headers["Tus-Version"] = Version;
        http.Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        await http.Response.CompleteAsync();
        return false;
    }

    // The signed form carries its token in a header of each request; null for the form that goes by the caller's own key.
    private static async Task<Result<FileLink>?> LinkAsync(HttpContext http, UseCases useCases, string? bucket, string? path) =>
        http.Request.Path.StartsWithSegments("/storage/v1/upload/resumable/sign")
            ? await useCases.SendAsync(new FollowLink(LinkPurpose.Upload, bucket, path, (string?)http.Request.Headers["x-signature"] ?? "") { EvenPast = bucket is null }, http.RequestAborted)
            : null;

    private static Task StateAsync(HttpContext http, Result<UploadState> state, int status)
    {
        if (!state.Succeeded) return RefuseAsync(http, state.Error);
        http.Response.StatusCode = status;
        http.Response.Headers["Upload-Offset"] = state.Value.Received.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Upload-Expires"] = state.Value.Expires.ToString("R", CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    // The protocol's clients read the true status: by it they decide whether to go on, to begin anew or to give up.
    private static Task RefuseAsync(HttpContext http, Error error) =>
        StorageErrors.WriteAsync(http, error, error == FileErrors.UploadLocked ? StatusCodes.Status423Locked : ErrorRenderer.StatusOf(error.Kind));

    private static bool IsPart(HttpRequest request) => request.ContentType?.StartsWith("application/offset+octet-stream", StringComparison.OrdinalIgnoreCase) == true;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // "key base64,key base64"; null where it is not that.
    private static Dictionary<string, string>? Described(string? text)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split(' ', 2);
            var bytes = new byte[parts.Length == 2 ? parts[1].Length : 0];
            if (parts.Length == 2 && !Convert.TryFromBase64String(parts[1], bytes, out _)) return null;
            var value = parts.Length == 2 ? Encoding.UTF8.GetString(Convert.FromBase64String(parts[1])) : "";
            if (value.Contains('\0', StringComparison.Ordinal)) return null;
            told[parts[0]] = value;
        }

        return told;
    }
}
