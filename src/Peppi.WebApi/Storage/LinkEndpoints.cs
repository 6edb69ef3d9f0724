using System.Text.Json.Nodes;
using Peppi.Application.Files;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Files.Links;
using Peppi.Application.Shared;

namespace Peppi.WebApi.Storage;

/// <summary>/storage/v1/object/sign and upload/sign: links that act for their maker.</summary>
internal static class LinkEndpoints
{
    private const string NotThere = "Either the object does not exist or you do not have access to it";

    public static async Task SignAsync(HttpContext http, UseCases useCases, string bucket, string path)
    {
        var body = await StorageBody.ReadAsync(http);
        if (!body.Succeeded)
        {
            await http.RefuseAsync(body.Error);
            return;
        }

        var transform = body.Value.Find("transform") is { } told ? ImageTransform.Read(told) : null;
        if (transform is { Succeeded: false })
        {
            await http.RefuseAsync(transform.Error);
            return;
        }

        var name = ObjectEndpoints.PathOf(http, path);
        var signed = await useCases.SendAsync(new SignDownloads(bucket, [name], body.Value.Number("expiresIn") ?? 0) { Transform = transform?.Value?.ToString() }, http.RequestAborted);
        if (signed is { Succeeded: true, Value: [null] }) signed = FileErrors.NoSuchKey;
        await http.AnswerAsync(signed, tokens => new JsonObject { ["signedURL"] = Address(transform is null ? "object/sign" : "render/image/sign", bucket, name, tokens[0]!) });
    }

    public static async Task SignManyAsync(HttpContext http, UseCases useCases, string bucket)
    {
        var body = await StorageBody.ReadAsync(http);
        if (!body.Succeeded || body.Value.Texts("paths") is not { } paths)
        {
            await http.RefuseAsync(body.Error ?? FileErrors.InvalidParameter("paths is a list of names"));
            return;
        }

        var signed = await useCases.SendAsync(new SignDownloads(bucket, paths, body.Value.Number("expiresIn") ?? 0), http.RequestAborted);
        await http.AnswerAsync(signed, tokens => new JsonArray([.. tokens.Select((token, at) => new JsonObject
        {
            ["error"] = token is null ? NotThere : null,
            ["path"] = paths[at],
            ["signedURL"] = token is null ? null : Address("object/sign", bucket, paths[at], token),
        })]));
    }

    public static async Task SignUploadAsync(HttpContext http, UseCases useCases, string bucket, string path)
    {
        var name = ObjectEndpoints.PathOf(http, path);
        var signed = await useCases.SendAsync(new SignUpload(bucket, name, ObjectEndpoints.Upsert(http)), http.RequestAborted);
        await http.AnswerAsync(signed, token => new JsonObject { ["url"] = Address("object/upload/sign", bucket, name, token), ["token"] = token });
    }

    // Plain: the SDK itself makes an address of it.
    private static string Address(string what, string bucket, string path, string token) => $"/{what}/{bucket}/{path}?token={token}";
}
