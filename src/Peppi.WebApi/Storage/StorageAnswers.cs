using System.Text.Json.Nodes;
using Peppi.Application.Files.Objects;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Storage;

/// <summary>What calls of storage answer with, in the client's words.</summary>
internal static class StorageAnswers
{
    /// <summary>Writes a success, or the refusal.</summary>
    public static Task AnswerAsync<T>(this HttpContext http, Result<T> outcome, Func<T, JsonNode> body) =>
        outcome.Succeeded ? http.Response.WriteAsJsonAsync(body(outcome.Value), http.RequestAborted) : http.RefuseAsync(outcome.Error);

    /// <summary>Writes a refusal.</summary>
    public static Task RefuseAsync(this HttpContext http, Error error) => ErrorRenderer.WriteAsync(http, Dialect.Storage, error);

    /// <summary>A bucket.</summary>
    public static JsonObject Bucket(Bucket bucket) => new()
    {
        ["id"] = bucket.Id,
        ["name"] = bucket.Name,
        ["owner"] = bucket.Owner?.ToString() ?? "",
        ["public"] = bucket.Public,
        ["type"] = bucket.Type,
        ["file_size_limit"] = bucket.FileSizeLimit,
        ["allowed_mime_types"] = bucket.AllowedMimeTypes is { } types ? new JsonArray([.. types.Select(type => (JsonNode)type)]) : null,
        ["created_at"] = bucket.CreatedAt,
        ["updated_at"] = bucket.UpdatedAt,
    };

    /// <summary>Where a file stands, as a put answers.</summary>
    public static JsonObject Key(StoredObject file) => new() { ["Id"] = file.Id, ["Key"] = $"{file.BucketId}/{file.Name}" };

    /// <summary>A file, as <c>info</c> tells it.</summary>
    public static JsonObject Info(StoredObject file) => new()
    {
        ["id"] = file.Id,
        ["name"] = file.Name,
        ["version"] = file.Version,
        ["bucket_id"] = file.BucketId,
        ["size"] = file.Size,
        ["content_type"] = file.MimeType,
        ["cache_control"] = file.CacheControl,
        ["etag"] = ETag(file),
        ["metadata"] = file.UserMetadata is { } noted ? JsonNode.Parse(noted) : new JsonObject(),
        ["last_modified"] = file.UpdatedAt,
        ["created_at"] = file.CreatedAt,
    };

    /// <summary>A row of <c>storage.objects</c>, as removing and copying answer.</summary>
    public static JsonObject Row(StoredObject file)
    {
        var row = Entry(file, file.Name);
        row["bucket_id"] = file.BucketId;
        row["owner"] = file.OwnerId;
        row["owner_id"] = file.OwnerId;
        row["version"] = file.Version;
        row["user_metadata"] = file.UserMetadata is { } noted ? JsonNode.Parse(noted) : null;
        return row;
    }

    /// <summary>An entry of a listing.</summary>
    public static JsonObject Entry(FileEntry entry, string name) => entry.File is { } file
        ? Entry(file, name)
        : new JsonObject { ["name"] = name, ["id"] = null, ["updated_at"] = null, ["created_at"] = null, ["last_accessed_at"] = null, ["metadata"] = null };

    /// <summary>A file in a listing.</summary>
    public static JsonObject Entry(StoredObject file, string name) => new()
    {
        ["name"] = name,
        ["id"] = file.Id,
        ["updated_at"] = file.UpdatedAt,
        ["created_at"] = file.CreatedAt,
        ["last_accessed_at"] = file.LastAccessedAt ?? file.CreatedAt,
        ["metadata"] = new JsonObject
        {
            ["eTag"] = ETag(file),
            ["size"] = file.Size,
            ["mimetype"] = file.MimeType,
            ["cacheControl"] = file.CacheControl,
            ["lastModified"] = file.UpdatedAt,
            ["contentLength"] = file.Size,
            ["httpStatusCode"] = 200,
        },
    };

    /// <summary>The entity tag: the content's own hash.</summary>
    public static string ETag(StoredObject file) => $"\"{file.Sha256}\"";
}
