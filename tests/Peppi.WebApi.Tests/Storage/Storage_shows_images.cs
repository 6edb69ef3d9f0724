using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using Peppi.Domain.Accounts;
using SkiaSharp;

namespace Peppi.WebApi.Tests.Storage;

/// <summary>Images in other sizes, by whom the photo itself may be read.</summary>
public sealed partial class Storage_answers_as_the_matrix_says
{
    private const string Images = "/storage/v1/render/image/";

    [Theory]
    [InlineData("width=100&height=100", 100, 100)]
    [InlineData("width=100", 100, 75)]
    [InlineData("height=30&resize=contain", 40, 30)]
    [InlineData("width=100&height=100&resize=contain", 100, 75)]
    [InlineData("width=50&height=80&resize=fill&quality=20", 50, 80)]
    [InlineData("width=2000", 400, 300)]
    public async Task An_image_comes_in_the_size_that_was_asked_for(string asked, int width, int height)
    {
        await BringAsync("chantier/1/vue.jpg", Picture(SKEncodedImageFormat.Jpeg), "image/jpeg");

        foreach (var (format, type) in ((string, string)[])[("origin", "image/jpeg"), ("webp", "image/webp"), ("png", "image/png")])
        {
            var answer = await scene.As(RoleNames.ProjectManager).GetAsync($"{Images}authenticated/projets/chantier/1/vue.jpg?{asked}&format={format}");
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            using var shown = SKBitmap.Decode(bytes);
            Assert.Equal((type, width, height), (answer.Content.Headers.ContentType!.MediaType, shown.Width, shown.Height));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("Exif"u8));
            using var again = new HttpRequestMessage(HttpMethod.Get, answer.RequestMessage!.RequestUri) { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
            Assert.Equal(HttpStatusCode.NotModified, (await scene.As(RoleNames.ProjectManager).SendAsync(again)).StatusCode);
        }
    }

    [Fact]
    public async Task A_photo_stands_upright_however_the_camera_was_held()
    {
        var picture = Picture(SKEncodedImageFormat.Jpeg);

        // EXIF with nothing but "turn by 90°" (6), behind the first mark.
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];
        await BringAsync("chantier/1/tournee.jpg", [.. picture[..2], .. exif, .. picture[2..]], "image/jpeg");

        using var shown = SKBitmap.Decode(await scene.As(RoleNames.ProjectManager).GetByteArrayAsync($"{Images}authenticated/projets/chantier/1/tournee.jpg?width=60&format=png"));

        // Its upper half is orange: turned clockwise it stands to the right.
        Assert.Equal((60, 80), (shown.Width, shown.Height));
        Assert.True(shown.GetPixel(50, 40).Red > 200, shown.GetPixel(50, 40).ToString());
        Assert.True(shown.GetPixel(10, 40).Blue > 200, shown.GetPixel(10, 40).ToString());
    }

    [Fact]
    public async Task Whoever_may_not_read_the_photo_sees_no_thumbnail_and_a_signed_one_is_no_key_to_the_photo()
    {
        const string name = "chantier/1/signee.png";
        await BringAsync(name, Picture(SKEncodedImageFormat.Png), "image/png");
        var maker = scene.As(RoleNames.ProjectManager);
        Assert.Equal(HttpStatusCode.OK, (await maker.GetAsync($"{Images}authenticated/projets/{name}?width=40")).StatusCode);

        Assert.Equal("NoSuchKey", await CodeAsync(await scene.As(RoleNames.Finance).GetAsync($"{Images}authenticated/projets/{name}?width=40")));
        Assert.Equal("NoSuchBucket", await CodeAsync(await scene.Api.Client().GetAsync($"{Images}public/projets/{name}?width=40")));
        Assert.False((await scene.Api.Client().GetAsync($"{Images}authenticated/projets/{name}?width=40")).IsSuccessStatusCode);

        var signed = (await PeppiApi.JsonAsync(await maker.PostAsJsonAsync($"{Objects}sign/projets/{name}", new { expiresIn = 60, transform = new { width = 40, height = 40, format = "origin" } })))["signedURL"]!.GetValue<string>();
        Assert.StartsWith("/render/image/sign/", signed, StringComparison.Ordinal);
        using var shown = SKBitmap.Decode(await scene.Api.Client().GetByteArrayAsync($"/storage/v1{signed}&width=400"));
        Assert.Equal((40, 40), (shown.Width, shown.Height));
        Assert.Equal("InvalidJWT", await CodeAsync(await scene.Api.Client().GetAsync("/storage/v1" + signed.Replace("/render/image/", "/object/", StringComparison.Ordinal))));
        Assert.Equal("InvalidParameter", await CodeAsync(await maker.PostAsJsonAsync($"{Objects}sign/projets/{name}", new { expiresIn = 60, transform = new { width = 40_000 } })));
    }

    [Fact]
    public async Task What_is_no_image_is_damaged_or_would_burst_is_refused()
    {
        var client = scene.As(RoleNames.ProjectManager);
        async Task<string> AskAsync(string name, string asked = "width=40") => await CodeAsync(await client.GetAsync($"{Images}authenticated/projets/chantier/1/{name}?{asked}"));
        await BringAsync("chantier/1/texte.txt", "texte"u8.ToArray(), "text/plain");
        await BringAsync("chantier/1/svg.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "image/svg+xml");

        // Says that it has 10,000 times 10,000 pixels (SOF0: length, precision, height, width).
        var bomb = Picture(SKEncodedImageFormat.Jpeg);
        var frame = bomb.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(bomb.AsSpan(frame + 5), 10_000);
        BinaryPrimitives.WriteUInt16BigEndian(bomb.AsSpan(frame + 7), 10_000);
        await BringAsync("chantier/1/bombe.jpg", bomb, "image/jpeg");

        Assert.Equal("InvalidMimeType", await AskAsync("texte.txt"));
        Assert.Equal("InvalidMimeType", await AskAsync("svg.svg"));
        Assert.Equal("UnsafeContent", await AskAsync("bombe.jpg"));
        Assert.Equal("NoSuchKey", await AskAsync("rien.png"));
        foreach (var wrong in (string[])["width=0", "width=99999", "width=a", "height=-1", "quality=5", "resize=turn", "format=gif"]) Assert.Equal("InvalidParameter", await AskAsync("bombe.jpg", wrong));
    }

    private async Task BringAsync(string name, byte[] content, string type)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.Add("Content-Type", type);
        var answer = await scene.Service.PutAsync($"{Objects}projets/{name}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    // Orange above, blue below.
    private static byte[] Picture(SKEncodedImageFormat format)
    {
        using var pixels = new SKBitmap(400, 300);
        using (var canvas = new SKCanvas(pixels))
        using (var paint = new SKPaint { Color = SKColors.Orange })
        {
            canvas.Clear(SKColors.Blue);
            canvas.DrawRect(0, 0, 400, 150, paint);
        }

        using var encoded = pixels.Encode(format, 90);
        return encoded.ToArray();
    }
}
