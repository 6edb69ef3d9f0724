using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Testing;

namespace Peppi.Application.Tests.Files;

public sealed class KeepFileTests : IAsyncLifetime
{
    private static readonly byte[] Text = "Dalle coulée ce matin."u8.ToArray();

    private TestDatabase database = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("insert into projects (id, name) values (12, 'Tour')");
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task A_file_is_kept_with_its_hash_its_resource_and_its_project_and_can_be_read_back()
    {
        var kept = (await KeepAsync("chantier/12/note.txt", Text)).Value!;

        Assert.Equal(("projets", "chantier/12/note.txt", Text.Length, Convert.ToHexStringLower(SHA256.HashData(Text))), (kept.Bucket, kept.Path, (int)kept.Size, kept.Sha256));
        Assert.Equal("chantier 12", await database.ScalarAsync<string>("select resource || ' ' || project_id from storage.objects where id = $1", kept.Id));
        var opened = (await database.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new OpenFile("projets", kept.Path), default))).Value!;
        await using var content = await opened.ReadAsync(0, default);
        using var copy = new MemoryStream();
        await content!.CopyToAsync(copy);
        Assert.Equal(Text, copy.ToArray());
    }

    [Fact]
    public async Task Repeating_it_changes_nothing_and_another_content_needs_to_be_told_to_replace()
    {
        var first = (await KeepAsync("chantier/12/note.txt", Text)).Value!;
        var again = (await KeepAsync("chantier/12/note.txt", Text)).Value!;
        var other = await KeepAsync("chantier/12/note.txt", "autre"u8.ToArray());
        var replaced = (await KeepAsync("chantier/12/note.txt", "autre"u8.ToArray(), replace: true)).Value!;

        Assert.Equal(first, again);
        Assert.Equal("KeyAlreadyExists", other.Error?.Code);
        Assert.Equal((first.Id, 5L), (replaced.Id, replaced.Size));
    }

    [Fact]
    public async Task Two_who_bring_the_same_at_the_same_moment_keep_one()
    {
        var kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => KeepAsync("chantier/12/note.txt", Text)));

        Assert.Single(kept.Select(one => one.Value!.Id).Distinct());
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from storage.objects"));
        Assert.Single(Directory.GetFiles(Path.Combine(database.Home, "storage"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("../keys/master.key", "InvalidKey")]
    [InlineData("chantier/12/../../x", "InvalidKey")]
    [InlineData("chantier/12/a\\b", "InvalidKey")]
    [InlineData("chantier/12/a\u202Egpj.exe", "InvalidKey")]
    [InlineData("chantier//x", "InvalidKey")]
    [InlineData("chantier/x", "InvalidKey")]
    [InlineData("comptes/12/x", "InvalidKey")]
    [InlineData("chantier/999/x", "InvalidKey")]
    public async Task A_name_that_cannot_be_is_refused(string path, string code) => Assert.Equal(code, (await KeepAsync(path, Text)).Error?.Code);

    [Fact]
    public async Task A_name_is_one_however_its_accents_are_written()
    {
        var composed = (await KeepAsync("chantier/12/été.txt", Text)).Value!;
        var decomposed = (await KeepAsync("chantier/12/e\u0301te\u0301.txt", Text)).Value!;

        Assert.Equal(composed, decomposed);
    }

    private Task<Result<KeptFile>> KeepAsync(string path, byte[] content, bool replace = false) =>
        database.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>()
            .SendAsync(new KeepFile("projets", path, new MemoryStream(content)) { Replace = replace }, CancellationToken.None));
}
