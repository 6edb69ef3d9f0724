using System.Globalization;
using System.Text.Json.Nodes;
using Peppi.Application.Files;
using Peppi.Application.Files.Buckets;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.WebApi.Storage;

/// <summary>/storage/v1/bucket.</summary>
internal static class BucketEndpoints
{
    public static async Task ListAsync(HttpContext http, UseCases useCases)
    {
        var query = http.Request.Query;
        var list = new ListBuckets(query["search"], (string?)query["sortColumn"] is { Length: > 0 } column ? column : null, query["sortOrder"] == "desc", Number(query["limit"]), Number(query["offset"]));
        await http.AnswerAsync(await useCases.SendAsync(list, http.RequestAborted), buckets => new JsonArray([.. buckets.Select(StorageAnswers.Bucket)]));
    }

    public static async Task GetAsync(HttpContext http, UseCases useCases, string bucket) =>
        await http.AnswerAsync(await useCases.SendAsync(new GetBucket(bucket), http.RequestAborted), StorageAnswers.Bucket);

    public static async Task CreateAsync(HttpContext http, UseCases useCases)
    {
        var body = await StorageBody.ReadAsync(http);
        var terms = body.Succeeded ? Terms(body.Value) : body.Error;
        var id = body.Value?.Text("id") ?? body.Value?.Text("name");
        await http.AnswerAsync(
            !terms.Succeeded ? terms.Error
            : body.Value!.Text("type") is not (null or "STANDARD") ? FileErrors.InvalidParameter("A bucket is of type STANDARD")
            : await useCases.SendAsync(new CreateBucket(id ?? "", terms.Value), http.RequestAborted),
            made => new JsonObject { ["name"] = made.Id });
    }

    public static async Task UpdateAsync(HttpContext http, UseCases useCases, string bucket)
    {
        var body = await StorageBody.ReadAsync(http);
        var terms = body.Succeeded ? Terms(body.Value) : body.Error;
        await http.AnswerAsync(terms.Succeeded ? await useCases.SendAsync(new UpdateBucket(bucket, terms.Value), http.RequestAborted) : terms.Error, _ => Message("Successfully updated"));
    }

    public static async Task EmptyAsync(HttpContext http, UseCases useCases, string bucket) =>
        await http.AnswerAsync(await useCases.SendAsync(new EmptyBucket(bucket), http.RequestAborted), _ => Message("Successfully emptied"));

    public static async Task DeleteAsync(HttpContext http, UseCases useCases, string bucket) =>
        await http.AnswerAsync(await useCases.SendAsync(new DeleteBucket(bucket), http.RequestAborted), _ => Message("Successfully deleted"));

    private static Result<BucketTerms> Terms(StorageBody body)
    {
        long? limit = null;
        if (body.Find("file_size_limit") is { } given && (limit = StorageBody.Size(given)) is null) return FileErrors.InvalidParameter("file_size_limit is a number of bytes, or a text such as 20MB");
        if (body.Find("allowed_mime_types") is not null && body.Texts("allowed_mime_types") is null) return FileErrors.InvalidParameter("allowed_mime_types is a list");
        return new BucketTerms(body.Flag("public"), limit, body.Texts("allowed_mime_types"))
        {
            KeepsLimit = !body.Names("file_size_limit"),
            KeepsTypes = !body.Names("allowed_mime_types"),
        };
    }

    private static JsonObject Message(string text) => new() { ["message"] = text };

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
