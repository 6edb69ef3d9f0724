using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Files.Links;
using Peppi.Application.Persistence;
using Peppi.Application.Reports;
using Peppi.Application.Reports.Document;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Testing;

namespace Peppi.Application.Tests.Reports;

public sealed class DemoDatabase : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync() => Database = await TestDatabase.CreateAsync(demo: true);

    public async Task DisposeAsync() => await Database.DisposeAsync();
}

public sealed class GenerateReportTests(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("PEPPI_TEST_PICTURES");

    private TestDatabase Database => demo.Database;

    [Theory]
    [InlineData("project_status", "pdf", "fr")]
    [InlineData("project_status", "xlsx", "en")]
    [InlineData("finance", "pdf", "fr")]
    [InlineData("finance", "pdf", "en")]
    [InlineData("finance", "xlsx", "fr")]
    public async Task A_report_is_kept_in_a_file_and_a_row_of_its_reader(string type, string format, string locale)
    {
        var report = await SendAsync("general_management", new GenerateReport { ReportType = type, Format = format, Locale = locale });

        Assert.True(report.Succeeded, report.Error?.ToString());
        var row = await AsAsync("general_management", services => services.GetRequiredService<PeppiDbContext>().Reports.SingleAsync(it => it.Id == report.Value.Id));
        Assert.Equal(TestDemo.IdOf("general_management"), row.OwnerId);
        Assert.StartsWith($"reports/portfolio/{type}-", row.FilePath, StringComparison.Ordinal);
        var bytes = await ReadAsync("general_management", row.FilePath!);
        Assert.Equal(row.SizeBytes, bytes.Length);
        Assert.Equal(row.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        if (Pictures is not null) await File.WriteAllBytesAsync(Path.Combine(Pictures, $"{type}-{locale}.{format}"), bytes);

        var link = new Uri(report.Value.DownloadUrl);
        Assert.Equal("/storage/v1/object/sign/" + row.FilePath, link.AbsolutePath);
        var followed = await SendAsync(null, new FollowLink(LinkPurpose.Download, "reports", row.FilePath!["reports/".Length..], link.Query["?token=".Length..]));
        Assert.Equal(row.OwnerId, followed.Value?.Maker.UserId);
    }

    [Fact]
    public async Task A_managers_report_holds_his_projects_and_no_other()
    {
        var (mine, all) = (await ProjectsAsync("project_manager"), await ProjectsAsync("general_management"));
        var document = (await SendAsync("project_manager", Build("project_status"))).Value!;

        var names = Table(document, "Projets").Rows.Select(row => (string)row[0]!).ToHashSet();

        Assert.NotEmpty(mine);
        Assert.True(mine.Count < all.Count);
        Assert.Subset(mine, names);
        var text = Text(document);
        Assert.All(all.Except(mine), other => Assert.DoesNotContain(other, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Figures_are_those_of_the_rows_to_the_cent()
    {
        var document = (await SendAsync("finance", Build("finance"))).Value!;
        var total = Table(document, "Budget, engagé, réel – FCFA").Total!;

        const string counted = "amount is not null and coalesce(status, '') not in ('draft', 'cancelled') and (record_date is null or record_date <= current_date) and currency = 'XAF'";
        var budget = await Database.ScalarAsync<decimal>($"select sum(amount) from finances where type = 'budget' and {counted}");
        var actual = await Database.ScalarAsync<decimal>($"""
            select (select sum(amount) from finances where type = 'expense' and {counted})
              + (select sum(greatest(0, invoice.amount - coalesce((select sum(amount) from finances expense where expense.invoice_id = invoice.id and type = 'expense' and {counted}), 0)))
                 from finances invoice where type = 'invoice' and direction = 'payable' and {counted})
            """);
        var remaining = await Database.ScalarAsync<decimal>($"""
            select sum(greatest(0, o.total_amount - coalesce((select sum(amount) from finances bill where bill.order_id = o.id
              and (type = 'invoice' and direction = 'payable' or type = 'expense' and invoice_id is null) and {counted}), 0)))
            from supply_orders o where o.status in ('confirmed', 'partially_delivered', 'delivered') and o.currency = 'XAF' and o.total_amount is not null
            """);

        Assert.Equal(budget, total[1]);
        Assert.Equal(actual + remaining, total[2]);
        Assert.Equal(actual, total[3]);
        Assert.Equal(budget - actual - remaining, total[4]);
    }

    [Fact]
    public async Task Two_currencies_have_a_table_each()
    {
        var document = (await SendAsync("finance", Build("finance"))).Value!;
        var tables = document.Blocks.OfType<ReportTable>().Where(table => table.Title.StartsWith("Budget, engagé, réel", StringComparison.Ordinal)).ToList();

        Assert.True(tables.Count >= 2);
        Assert.All(tables, table => Assert.Single(table.Columns.Select(column => column.Currency).OfType<Currency>().Distinct()));
    }

    [Theory]
    [InlineData("project_manager")]
    [InlineData("finance")]
    public async Task The_currency_that_budgets_are_held_in_answers_first(string role)
    {
        var document = (await SendAsync(role, Build("finance"))).Value!;

        Assert.All(document.Cards, card => Assert.Equal("XAF", card.Currency!.Value.Code));
    }

    [Fact]
    public async Task A_role_without_finances_is_told_so_and_its_status_report_leaves_money_out()
    {
        var refused = await SendAsync("field_team", Build("finance"));
        var status = (await SendAsync("field_team", Build("project_status"))).Value!;

        Assert.Equal(ErrorKind.Forbidden, refused.Error!.Kind);
        Assert.DoesNotContain(status.Blocks, block => block.Title.StartsWith("Budget", StringComparison.Ordinal));
        Assert.Contains(status.Notes, note => note.Contains("finances", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_project_that_the_reader_may_not_see_is_not_found()
    {
        var mine = await ProjectsAsync("project_manager");
        var other = await Database.ScalarAsync<int>("select id from projects where not name = any($1) order by id limit 1", (object)mine.ToArray());

        var answer = await SendAsync("project_manager", new GenerateReport { ReportType = "project_status", ProjectId = other });

        Assert.Equal(ErrorKind.NotFound, answer.Error!.Kind);
    }

    [Theory]
    [InlineData("nothing", null, "pdf", "unknown_report_type")]
    [InlineData("finance", "soon", "pdf", "validation_failed")]
    [InlineData("finance", null, "docx", "validation_failed")]
    public async Task A_request_that_cannot_be_is_refused_with_what_was_expected(string type, string? period, string format, string code)
    {
        var answer = await SendAsync("finance", new GenerateReport { ReportType = type, Period = period, Format = format });

        Assert.Equal(ErrorKind.Invalid, answer.Error!.Kind);
        Assert.Equal(code, answer.Error.Code);
    }

    [Fact]
    public async Task A_period_narrows_months_and_shows_what_it_brought()
    {
        var document = (await SendAsync("finance", Build("finance") with { Period = "last_quarter" })).Value!;

        Assert.Equal(3, document.Blocks.OfType<ReportTable>().First(table => table.Title.StartsWith("Mois par mois", StringComparison.Ordinal)).Rows.Count);
        Assert.Contains(Table(document, "Budget, engagé, réel – FCFA").Columns, column => column.Title == "Réel de la période");
    }

    [Fact]
    public async Task One_projects_report_is_about_it_alone()
    {
        var name = (await ProjectsAsync("project_manager")).First();
        var id = await Database.ScalarAsync<int>("select id from projects where name = $1", name);
        var report = await SendAsync("project_manager", new GenerateReport { ReportType = "project_status", ProjectId = id });
        var document = (await SendAsync("project_manager", Build("project_status") with { ProjectId = id })).Value!;

        Assert.True(report.Succeeded, report.Error?.ToString());
        Assert.Equal(name, document.Scope);
        Assert.Single(Table(document, "Vue d'ensemble").Rows);
        Assert.Contains($"/reports/{id}/project_status-", report.Value.DownloadUrl, StringComparison.Ordinal);
        if (Pictures is not null)
        {
            var path = await Database.ScalarAsync<string>("select file_path from reports where id = $1", report.Value.Id);
            await File.WriteAllBytesAsync(Path.Combine(Pictures, "one-project.pdf"), await ReadAsync("project_manager", path));
        }
    }

    [Fact]
    public async Task Only_its_reader_and_admins_open_a_report()
    {
        var report = (await SendAsync("finance", new GenerateReport { ReportType = "finance", Format = "xlsx" })).Value!;
        var path = report.FileUrl["/storage/v1/object/".Length..];

        foreach (var (role, opens) in ((string, bool)[])[("finance", true), ("admin", true), ("general_management", false), ("project_manager", false)])
        {
            var opened = await SendAsync(role, new OpenFile("reports", path["reports/".Length..]));
            Assert.Equal(opens, opened.Succeeded);
        }
    }

    private static BuildReport Build(string type) => new() { ReportType = type, Reference = "R-test", Language = Language.French };

    private static ReportTable Table(ReportDocument document, string title) => document.Blocks.OfType<ReportTable>().Single(table => table.Title == title);

    private static string Text(ReportDocument document) => string.Join('\n', document.Blocks.OfType<ReportTable>().SelectMany(table => table.Rows).SelectMany(row => row).Select(cell => cell?.ToString())
        .Concat(document.Blocks.OfType<ReportVoices>().SelectMany(voices => voices.Entries).Select(voice => voice.Place + voice.Text)));

    private async Task<HashSet<string>> ProjectsAsync(string role) =>
        [.. await AsAsync(role, services => services.GetRequiredService<PeppiDbContext>().Projects.Where(row => row.Status != "archived" && row.Status != "cancelled").Select(row => row.Name).ToListAsync())];

    private async Task<byte[]> ReadAsync(string role, string path)
    {
        var opened = (await SendAsync(role, new OpenFile("reports", path["reports/".Length..]))).Value!;
        await using var content = await opened.ReadAsync(0, CancellationToken.None);
        using var copy = new MemoryStream();
        await content!.CopyToAsync(copy);
        return copy.ToArray();
    }

    private Task<T> AsAsync<T>(string role, Func<IServiceProvider, Task<T>> work) => Database.RunAsync(Caller.OnBehalfOf(TestDemo.IdOf(role), TestDemo.EmailOf(role)), async services =>
    {
        await using var transaction = await services.GetRequiredService<PeppiDbContext>().Database.BeginTransactionAsync();
        return await work(services);
    });

    private Task<Result<T>> SendAsync<T>(string? role, IUseCase<T> request) =>
        Database.RunAsync(role is null ? Caller.Anonymous : Caller.OnBehalfOf(TestDemo.IdOf(role), TestDemo.EmailOf(role)), services => services.GetRequiredService<UseCases>().SendAsync(request, CancellationToken.None));
}
