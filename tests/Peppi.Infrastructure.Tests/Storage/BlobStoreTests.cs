using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Files;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Files.Objects;
using Peppi.Application.Files.Upkeep;
using Peppi.Application.Shared;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.Storage;

/// <summary>What every store of contents does alike, the folder and the S3-compatible service.</summary>
public abstract class BlobStoreTests(StoreScene scene)
{
    // Larger than one request to the service takes here.
    private const int Large = 12_000_000;

    private IBlobStore Store => scene.Database.Services.GetRequiredService<IBlobStore>();

    [Fact]
    public async Task A_content_is_kept_and_read_back_whole_and_from_any_byte_on()
    {
        var sha256 = await KeepAsync("Dalle coulée ce matin."u8.ToArray());

        Assert.Equal("Dalle coulée ce matin."u8.ToArray(), await ReadAsync(sha256, 0));
        Assert.Equal("ce matin."u8.ToArray(), await ReadAsync(sha256, 14));
        Assert.Empty(await ReadAsync(sha256, 23));
        Assert.Contains(sha256, scene.Kept);
    }

    [Fact]
    public async Task A_large_content_comes_back_as_it_went_also_from_the_middle_on()
    {
        var content = RandomNumberGenerator.GetBytes(Large);
        var sha256 = await KeepAsync(content);

        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(await ReadAsync(sha256, 0))));
        Assert.Equal(content[(Large - 1000)..], await ReadAsync(sha256, Large - 1000));
    }

    [Fact]
    public async Task An_empty_content_is_one() => Assert.Empty(await ReadAsync(await KeepAsync([]), 0));

    [Fact]
    public async Task What_is_not_there_is_nothing_and_removing_it_too()
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData("jamais"u8));

        Assert.Null(await Store.OpenAsync(sha256, 0, default));
        Assert.Null(await Store.OpenAsync(sha256, 5, default));
        await Store.RemoveAsync(sha256, default);
    }

    [Fact]
    public async Task What_is_removed_is_gone()
    {
        var sha256 = await KeepAsync("bientôt parti"u8.ToArray());
        await Store.RemoveAsync(sha256, default);

        Assert.Null(await Store.OpenAsync(sha256, 0, default));
        Assert.DoesNotContain(sha256, scene.Kept);
    }

    [Fact]
    public async Task Many_who_bring_the_same_at_the_same_moment_keep_one()
    {
        var content = RandomNumberGenerator.GetBytes(100_000);
        var kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => KeepAsync(content)));

        Assert.Single(scene.Kept, sha256 => sha256 == kept[0]);
        Assert.Equal(content, await ReadAsync(kept[0], 0));
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(Large)]
    public async Task What_was_not_brought_to_its_end_cannot_be_seen(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        await using (var part = Store.Stage()) await part.Content.WriteAsync(content);
        Assert.Null(await Store.OpenAsync(sha256, 0, default));

        await using (var part = Store.Stage())
        {
            await part.Content.WriteAsync(content);
            using var given = new CancellationTokenSource();
            var keeping = Store.KeepAsync(part, sha256, given.Token);
            await given.CancelAsync();
            await Task.WhenAny(keeping);
        }

        // Whole, where it was quicker than the hand that stopped it; else not at all.
        if (await Store.OpenAsync(sha256, 0, default) is not { } seen) return;
        await using (seen) Assert.Equal(sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(seen)));
    }

    [Fact]
    public async Task An_upload_in_parts_goes_on_where_it_stood_is_held_by_one_and_may_be_kept_twice()
    {
        var upload = Guid.NewGuid();
        await using (var part = Store.Stage(upload)!)
        {
            await part.Content.WriteAsync("première "u8.ToArray());
            part.Flush();
            Assert.Null(Store.Stage(upload));
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData("première seconde"u8));
        for (var time = 0; time < 2; time++)
        {
            await using var part = Store.Stage(upload)!;
            part.Content.SetLength("première "u8.Length);
            part.Content.Position = part.Content.Length;
            await part.Content.WriteAsync("seconde"u8.ToArray());
            await Store.KeepAsync(part, sha256, default);
        }

        Store.Discard(upload);
        Assert.Equal("première seconde"u8.ToArray(), await ReadAsync(sha256, 0));
    }

    [Theory]
    [InlineData("../../keys/master.key")]
    [InlineData("")]
    [InlineData("ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789")]
    public async Task A_name_that_is_no_hash_is_a_bug(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenAsync(name, 0, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.RemoveAsync(name, default));
    }

    [Fact]
    public async Task The_sweep_takes_what_no_file_stands_for_and_leaves_the_rest()
    {
        var going = (await SendAsync(new KeepFile("projets", "chantier/essai/part.txt", new MemoryStream("part"u8.ToArray())))).Sha256;
        var staying = (await SendAsync(new KeepFile("projets", "chantier/essai/reste.txt", new MemoryStream("reste"u8.ToArray())))).Sha256;
        await SendAsync(new RemoveFiles("projets", ["chantier/essai/part.txt"]));
        await scene.Database.ExecuteAsync("update storage.blobs set touched_at = now() - interval '2 days' where sha256 = any ($1)", (object)new[] { going, staying });

        Assert.Equal(1, (await SendAsync(new SweepFiles())).Contents);
        Assert.Null(await Store.OpenAsync(going, 0, default));
        Assert.Equal("reste"u8.ToArray(), await ReadAsync(staying, 0));
    }

    private async Task<string> KeepAsync(byte[] content)
    {
        await using var part = Store.Stage();
        await part.Content.WriteAsync(content);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        await Store.KeepAsync(part, sha256, default);
        return sha256;
    }

    private async Task<byte[]> ReadAsync(string sha256, long from)
    {
        await using var content = await Store.OpenAsync(sha256, from, default);
        using var copy = new MemoryStream();
        await content!.CopyToAsync(copy);
        return copy.ToArray();
    }

    private async Task<T> SendAsync<T>(ICommand<T> command) =>
        (await scene.Database.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(command, CancellationToken.None))).Value!;
}

public sealed class The_folder_keeps_contents(FolderScene scene) : BlobStoreTests(scene), IClassFixture<FolderScene>;

public sealed class An_S3_service_keeps_contents(S3Scene scene) : BlobStoreTests(scene), IClassFixture<S3Scene>
{
    [Fact]
    public async Task A_bucket_that_is_not_there_is_an_error_and_not_a_lost_content()
    {
        await using var wrong = scene.Database.MakeServices(services => services.Configure<Infrastructure.Storage.S3Options>(options => options.Bucket = "ailleurs"));
        var store = wrong.GetRequiredService<IBlobStore>();

        await Assert.ThrowsAsync<Amazon.S3.AmazonS3Exception>(() => store.OpenAsync(new string('0', 64), 0, default));
    }
}

/// <summary>A store of contents over a database.</summary>
public abstract class StoreScene : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    /// <summary>The names of all contents that stand in it, seen from outside.</summary>
    public abstract IEnumerable<string> Kept { get; }

    public async Task InitializeAsync() => Database = await TestDatabase.CreateAsync(settings: await PrepareAsync());

    public virtual async Task DisposeAsync() => await Database.DisposeAsync();

    protected abstract Task<Dictionary<string, string?>> PrepareAsync();
}

/// <summary>Contents in the state folder.</summary>
public sealed class FolderScene : StoreScene
{
    public override IEnumerable<string> Kept =>
        Directory.GetFiles(Path.Combine(Database.Home, "storage", "blobs"), "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path));

    protected override Task<Dictionary<string, string?>> PrepareAsync() => Task.FromResult(new Dictionary<string, string?>());
}

/// <summary>Contents in a bucket of an S3-compatible service.</summary>
public sealed class S3Scene : StoreScene
{
    private TestS3Server server = null!;

    public override IEnumerable<string> Kept => server.Keys.Select(key => key[(key.LastIndexOf('/') + 1)..]);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await server.DisposeAsync();
    }

    protected override async Task<Dictionary<string, string?>> PrepareAsync()
    {
        server = await TestS3Server.StartAsync();
        return new Dictionary<string, string?>(server.Settings) { ["Storage:S3:PartMegabytes"] = "5" };
    }
}
