using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Reports;
using Peppi.Application.Shared;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.Storage;

public sealed class LocalFileStoreTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    private IFileStore Store => database.Services.GetRequiredService<IFileStore>();

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task A_file_is_kept_whole_replaced_whole_and_nothing_lies_beside_it()
    {
        await Store.PutAsync("reports/12/a.pdf", "one"u8.ToArray(), default);
        await Store.PutAsync("reports/12/a.pdf", "two"u8.ToArray(), default);

        await using (var file = await Store.OpenAsync("reports/12/a.pdf", default)) Assert.Equal("two", await new StreamReader(file!).ReadToEndAsync());
        Assert.Single(Directory.GetFiles(Path.Combine(database.Home, "storage", "reports", "12")));
        await Store.RemoveAsync("reports/12/a.pdf", default);
        Assert.Null(await Store.OpenAsync("reports/12/a.pdf", default));
    }

    [Theory]
    [InlineData("../keys/master.key")]
    [InlineData("reports/../../keys/master.key")]
    [InlineData("/etc/passwd")]
    [InlineData("reports/.hidden")]
    [InlineData("reports//a")]
    [InlineData("reports/été.pdf")]
    [InlineData("reports\\a")]
    public async Task A_path_that_leaves_the_store_is_a_bug_and_never_reaches_the_disk(string path)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenAsync(path, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(path, default, default));
    }

    [Fact]
    public void A_link_opens_its_own_path_until_its_time_and_nothing_else()
    {
        var links = database.Services.GetRequiredService<IDownloadLinks>();
        var token = links.Sign("reports/12/a.pdf", TimeProvider.System.GetUtcNow().AddMinutes(1));
        var past = links.Sign("reports/12/a.pdf", TimeProvider.System.GetUtcNow().AddMinutes(-1));

        Assert.True(links.Opens("reports/12/a.pdf", token));
        Assert.False(links.Opens("reports/12/b.pdf", token));
        Assert.False(links.Opens("reports/12/a.pdf", past));
        Assert.False(links.Opens("reports/12/a.pdf", "9" + token));
        Assert.False(links.Opens("reports/12/a.pdf", token + "A"));
        Assert.False(links.Opens("reports/12/a.pdf", ""));
    }
}
