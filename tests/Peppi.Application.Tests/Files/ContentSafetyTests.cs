using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Testing;

namespace Peppi.Application.Tests.Files;

public sealed class ContentSafetyTests(ContentSafetyTests.Place place) : IClassFixture<ContentSafetyTests.Place>
{
    public sealed class Place : IAsyncLifetime
    {
        public TestDatabase Database { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Database = await TestDatabase.CreateAsync();
            await Database.ExecuteAsync("insert into projects (id, name) values (12, 'Tour')");
        }

        public async Task DisposeAsync() => await Database.DisposeAsync();
    }

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("image/png")]
    [InlineData("image/webp")]
    [InlineData("image/heic")]
    [InlineData("video/mp4")]
    public async Task A_photo_is_served_without_what_it_tells(string type)
    {
        var content = type switch { "image/jpeg" => Contents.Jpeg(), "image/png" => Contents.Png(), "image/webp" => Contents.Webp(), "image/heic" => Contents.Heic(), _ => Contents.Mp4() };
        var kept = (await KeepAsync(type, content)).Value!;
        var served = await ServedAsync(kept);

        Assert.Equal(type, kept.ContentType);
        Assert.NotEqual(kept.SentSha256, kept.Sha256);
        Assert.DoesNotContain(Contents.Secret, System.Text.Encoding.Latin1.GetString(served), StringComparison.Ordinal);
        Assert.DoesNotContain("TecnoCam", System.Text.Encoding.Latin1.GetString(served), StringComparison.Ordinal);
        Assert.Equal(kept.Sha256, (await KeepAsync(type, served)).Value!.Sha256);
    }

    [Fact]
    public async Task What_a_photo_tells_is_kept_where_no_client_reads_it_and_it_is_still_turned_the_right_way()
    {
        var kept = (await KeepAsync("image/jpeg", Contents.Jpeg())).Value!;
        var served = await ServedAsync(kept);

        Assert.Equal(new DateTime(2026, 3, 14, 8, 15, 30), kept.TakenAt);
        Assert.Equal((4.05, 9.71), (Math.Round(kept.Latitude!.Value, 5), Math.Round(kept.Longitude!.Value, 5)));
        Assert.Equal("TecnoCam 4.05", await place.Database.ScalarAsync<string>("select camera || ' ' || latitude from storage.file_facts where sent_sha256 = $1", kept.SentSha256));
        Assert.Equal([0xFF, 0xE1, 0, 34], served[20..24]);
        Assert.Equal(6, served[20 + 29]);
    }

    [Theory]
    [InlineData("image/heic")]
    [InlineData("video/mp4")]
    public async Task What_points_into_a_file_finds_what_it_found(string type)
    {
        var sent = type == "image/heic" ? Contents.Heic() : Contents.Mp4();
        var served = await ServedAsync((await KeepAsync(type, sent)).Value!);

        Assert.Equal(sent.Length, served.Length);
        Assert.Equal(sent[..20], served[..20]);
        Assert.Equal(sent[^4..], served[^4..]);
    }

    [Fact]
    public async Task What_stands_behind_the_end_of_a_photo_is_gone()
    {
        var kept = (await KeepAsync("image/jpeg", Contents.Jpeg(telling: false, behind: "<script>alert(1)</script>"u8.ToArray()))).Value!;

        Assert.Equal([0xFF, 0xD9], (await ServedAsync(kept))[^2..]);
    }

    // By name alone: what stands in a theory's data is copied from process to process before the first test runs, and these are megabytes.
    private static readonly Dictionary<string, (string Type, Func<byte[]> Content, string Code)> refused = new()
    {
        ["a page as a photo"] = ("image/jpeg", () => "<html><script>alert(1)</script></html>"u8.ToArray(), "InvalidMimeType"),
        ["a drawing as a photo"] = ("image/png", () => "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "InvalidMimeType"),
        ["a program as a document"] = ("application/pdf", () => [.. "MZ"u8, .. new byte[100]], "InvalidMimeType"),
        ["a program as a photo"] = ("image/png", () => [0x7F, .. "ELF"u8, .. new byte[100]], "InvalidMimeType"),
        ["a photo as a page"] = ("text/html", () => Contents.Png(), "InvalidMimeType"),
        ["nothing known as a photo"] = ("image/jpeg", () => "bonjour"u8.ToArray(), "InvalidMimeType"),
        ["zeros as text"] = ("text/csv", () => new byte[100], "InvalidMimeType"),
        ["a photo and an archive at once"] = ("image/jpeg", () => Contents.Jpeg(telling: false, behind: Contents.Zip()), "UnsafeContent"),
        ["a document and an archive at once"] = ("application/pdf", () => [.. "%PDF-1.7\n"u8, .. Contents.Zip()], "UnsafeContent"),
        ["a photo and a document at once"] = ("image/gif", () => [.. "GIF89a"u8, 1, 0, 1, 0, .. "%PDF-1.7\n"u8], "UnsafeContent"),
        ["a JPEG of four thousand million pixels"] = ("image/jpeg", () => Contents.Jpeg(65000, 65000), "UnsafeContent"),
        ["a PNG of four thousand million pixels"] = ("image/png", () => Contents.Png(2_000_000_000, 2_000_000_000), "UnsafeContent"),
        ["a PNG whose pixels no number holds"] = ("image/png", () => Contents.Png(-1, -1), "UnsafeContent"),
        ["a photo of nothing but headers"] = ("image/jpeg", () => Contents.Jpeg(headers: 300), "UnsafeContent"),
        ["an image without a size"] = ("image/png", () => Contents.Png(0, 0), "UnsafeContent"),
        ["a damaged photo"] = ("image/jpeg", () => [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 4, 0, 4, 1, 1, 0x11, 0, 1, 2, 3], "InvalidMimeType"),
        ["an archive that unfolds into gigabytes"] = ("application/zip", () => Contents.Zip(unpacked: 4_000_000_000), "UnsafeContent"),
        ["a workbook that unfolds into gigabytes"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", () => Contents.Zip(unpacked: 4_000_000_000), "UnsafeContent"),
        ["an archive of too many files"] = ("application/zip", () => Contents.Zip(10_001), "UnsafeContent"),
        ["an archive without an end"] = ("application/zip", () => Contents.Zip()[..^30], "UnsafeContent"),
    };

    public static TheoryData<string> Refused => [.. refused.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task It_is_refused_with_words(string what)
    {
        var (type, content, code) = refused[what];
        var outcome = await KeepAsync(type, content());

        Assert.True(outcome.Error?.Code == code, $"{what}: {outcome.Error?.Code ?? "taken"} {outcome.Error?.Message}");
        Assert.NotEmpty(outcome.Error!.Message);
    }

    [Theory]
    [InlineData(null, "bonjour", "application/octet-stream")]
    [InlineData("text/plain;charset=UTF-8", "bonjour", "text/plain;charset=UTF-8")]
    [InlineData("text/plain", "<html></html>", "text/plain")]
    [InlineData("text/csv; header=present", "a;b", "text/csv")]
    [InlineData("application/octet-stream", "%PDF-1.7", "application/pdf")]
    public async Task What_nobody_declared_is_what_it_looks_like(string? declared, string content, string type) =>
        Assert.Equal(type, (await KeepAsync(declared, System.Text.Encoding.UTF8.GetBytes(content))).Value!.ContentType);

    [Fact]
    public async Task An_honest_archive_is_taken() => Assert.Equal("application/zip", (await KeepAsync("application/zip", Contents.Zip(20))).Value!.ContentType);

    private Task<Result<KeptFile>> KeepAsync(string? type, byte[] content) => place.Database.RunAsync(Caller.Jobs, services =>
        services.GetRequiredService<UseCases>().SendAsync(new KeepFile("projets", $"chantier/12/{Guid.NewGuid():N}", new MemoryStream(content)) { ContentType = type }, CancellationToken.None));

    private async Task<byte[]> ServedAsync(KeptFile kept)
    {
        var opened = (await place.Database.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new OpenFile(kept.Bucket, kept.Path), default))).Value!;
        await using var content = await opened.ReadAsync(0, default);
        using var copy = new MemoryStream();
        await content!.CopyToAsync(copy);
        return copy.ToArray();
    }
}
