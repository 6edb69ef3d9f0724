using Microsoft.Net.Http.Headers;
using Peppi.Application.Files;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Files.Links;
using Peppi.Application.Shared;

namespace Peppi.WebApi.Storage;

/// <summary>/storage/v1/render/image: images in other sizes.</summary>
internal static class RenderEndpoints
{
    public static Task OwnAsync(HttpContext http, UseCases useCases, string bucket, string path) => SendAsync(http, useCases, bucket, path, isPublic: false);

    public static Task PublicAsync(HttpContext http, UseCases useCases, string bucket, string path) => SendAsync(http, useCases, bucket, path, isPublic: true);

    // The size is the signed one: who holds the link of a thumbnail does not hold the photo.
    public static async Task SignedAsync(HttpContext http, UseCases useCases, string bucket, string path)
    {
        var name = ObjectEndpoints.PathOf(http, path);
        var link = await useCases.SendAsync(new FollowLink(LinkPurpose.Download, bucket, name, (string?)http.Request.Query["token"] ?? ""), http.RequestAborted);
        if (link is { Succeeded: true, Value.Transform: { } transform }) await SendAsync(http, useCases, new OpenImage(bucket, name, ImageTransform.Read(transform).Value!));
        else await http.RefuseAsync(link.Error ?? FileErrors.InvalidJwt);
    }

    private static async Task SendAsync(HttpContext http, UseCases useCases, string bucket, string path, bool isPublic)
    {
        var transform = ImageTransform.Read(name => http.Request.Query[name]);
        if (transform.Succeeded) await SendAsync(http, useCases, new OpenImage(bucket, ObjectEndpoints.PathOf(http, path), transform.Value) { Public = isPublic });
        else await http.RefuseAsync(transform.Error);
    }

    private static async Task SendAsync(HttpContext http, UseCases useCases, OpenImage open)
    {
        if (open.Transform.Format is null)
        {
            http.Response.Headers.Vary = HeaderNames.Accept;
            var best = http.Request.Headers.Accept.ToString().Contains("image/webp", StringComparison.OrdinalIgnoreCase) ? "webp" : ImageTransform.Origin;
            open = open with { Transform = open.Transform with { Format = best } };
        }

        var opened = await useCases.SendAsync(open, http.RequestAborted);
        if (!opened.Succeeded)
        {
            await http.RefuseAsync(opened.Error);
            return;
        }

        var image = opened.Value;
        var tag = new EntityTagHeaderValue($"\"{image.Tag}\"");
        DownloadEndpoints.Describe(http, image.File, open.Public);
        http.Response.Headers.ETag = tag.ToString();
        http.Response.ContentType = image.ContentType;
        var part = Conditions.Decide(http.Request, image.Content.Length, tag, image.File.UpdatedAt);
        if (!DownloadEndpoints.Begin(http, part, image.Content.Length)) return;
        await http.Response.Body.WriteAsync(image.Content.AsMemory((int)part.From, (int)part.Length), http.RequestAborted);
    }
}
