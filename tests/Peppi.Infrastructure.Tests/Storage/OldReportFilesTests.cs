using Microsoft.Extensions.DependencyInjection;
using Peppi.Infrastructure.Storage;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.Storage;

public sealed class OldReportFilesTests
{
    [Fact]
    public async Task Reports_of_an_earlier_build_are_brought_into_the_store_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var folder = Directory.CreateDirectory(Path.Combine(database.Home, "storage", "reports", "12")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "finance-20261122-7f3a91c2.pdf"), "%PDF-1.7 ancien");
        await File.WriteAllTextAsync(Path.Combine(folder, "half.pdf.part"), "%PDF");
        var old = ActivatorUtilities.CreateInstance<OldReportFiles>(database.Services);

        Assert.Equal(1, await old.BringAsync(default));
        Assert.Equal(0, await old.BringAsync(default));
        Assert.Equal("12/finance-20261122-7f3a91c2.pdf", await database.ScalarAsync<string>("select name from storage.objects where bucket_id = 'reports'"));
        Assert.Equal(["half.pdf.part"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }
}
