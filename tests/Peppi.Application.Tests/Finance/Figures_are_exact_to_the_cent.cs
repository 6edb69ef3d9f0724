using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Finance;
using Peppi.Application.Finance.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.Application.Tests.Finance;

public sealed class Figures_are_exact_to_the_cent
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    private static readonly string[] Currencies = ["XAF", "EUR", "USD"];

    // Written apart from the product's own SQL, row by row and without its totals.
    private const string Plain = """
        with f as (select * from finances where amount is not null and coalesce(status,'') not in ('draft','cancelled') and (record_date is null or record_date <= $1)),
        actual as (
          select project_id, currency, sum(amount) as value from f where type = 'expense' group by 1, 2
          union all
          select i.project_id, i.currency, sum(greatest(0, i.amount - coalesce((select sum(e.amount) from f e where e.type = 'expense' and e.invoice_id = i.id and e.currency = i.currency), 0)))
          from f i where i.type = 'invoice' and i.direction = 'payable' group by 1, 2),
        remaining as (
          select o.project_id, o.currency, sum(greatest(0, o.quantity * o.unit_price - coalesce((
            select sum(b.amount) from f b where b.order_id = o.id and b.currency = o.currency and (b.type = 'invoice' or b.type = 'expense' and b.invoice_id is null)), 0))) as value
          from supply_orders o where o.status in ('confirmed', 'partially_delivered', 'delivered') and (o.order_date is null or o.order_date <= $1) group by 1, 2)
        select string_agg(line, E'\n' order by line) from (
          select p.id || '|' || c.currency || '|' ||
            trim_scale(coalesce((select sum(amount) from f where type = 'budget' and f.project_id = p.id and f.currency = c.currency), 0)) || '|' ||
            trim_scale(coalesce((select sum(value) from actual a where a.project_id = p.id and a.currency = c.currency), 0)) || '|' ||
            trim_scale(coalesce((select sum(value) from remaining r where r.project_id = p.id and r.currency = c.currency), 0)) as line
          from projects p cross join (values ('XAF'), ('EUR'), ('USD')) c (currency)) lines
        """;

    [Fact]
    public async Task The_demos_portfolio_is_what_plain_sql_makes_of_it_on_any_day_and_from_rows_and_totals_alike()
    {
        await using var database = await TestDatabase.CreateAsync(demo: true);
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from app.figure_marks"));
        foreach (var day in new[] { Today, Today.AddMonths(-3), Today.AddMonths(-14) })
        {
            Assert.Equal(await database.ScalarAsync<string>(Plain, day), await OfPeppiAsync(database, day));
        }

        // Touched projects are summed from their rows, until the worker has summed them.
        await database.ExecuteAsync("insert into finances (project_id, type, amount, currency, record_date) values (1, 'expense', 12345.67, 'XAF', current_date), (2, 'invoice', -99.01, 'EUR', current_date)");
        await database.ExecuteAsync("delete from finances where id = (select max(id) from finances where type = 'expense' and project_id = 6)");
        Assert.NotEqual(0L, await database.ScalarAsync<long>("select count(*) from app.figure_marks"));
        var fresh = await OfPeppiAsync(database, Today);
        while ((await database.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new RefreshFigures(), default))).Value) continue;
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from app.figure_marks"));
        Assert.Equal(fresh, await OfPeppiAsync(database, Today));
        Assert.Matches(@"\n2\|EUR\|0\|-?\d+\.99\|", fresh);
    }

    [Fact]
    public async Task A_manager_sees_the_figures_of_his_rows_and_finance_those_of_all()
    {
        await using var database = await TestDatabase.CreateAsync(demo: true);
        var manager = await LinesAsync(database, Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.ProjectManager), null), Today);
        var finance = await LinesAsync(database, Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.Finance), null), Today);
        var commercial = await LinesAsync(database, Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.Commercial), null), Today);

        Assert.Empty(commercial);
        Assert.Equal([1, 6, 7], manager.Select(line => line.ProjectId!.Value).Distinct().Order());
        Assert.Equal(12, finance.Select(line => line.ProjectId).Distinct().Count());
        Assert.Equal(Told(finance.Where(line => line.ProjectId is 1 or 6 or 7)), Told(manager));

        // The same from the rows themselves.
        await database.ExecuteAsync("insert into app.figure_marks (project_id) select id from projects");
        Assert.Equal(Told(manager), Told(await LinesAsync(database, Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.ProjectManager), null), Today)));
        Assert.Equal(Told(finance), Told(await LinesAsync(database, Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.Finance), null), Today)));
    }

    [Fact]
    public async Task A_portfolio_adds_up_in_the_groups_currency_only_where_a_rate_is_known()
    {
        await using var database = await TestDatabase.CreateAsync(demo: true);
        var known = await PortfolioAsync(database);
        Assert.Equal(12, known.Projects.Count);
        Assert.NotNull(known.Sums.Committed.Value);
        Assert.NotNull(known.Value.CostIndex.Value);

        await database.ExecuteAsync("delete from exchange_rates where currency = 'USD'");
        var unknown = await PortfolioAsync(database);
        Assert.Equal(Domain.Shared.MissingReason.NoRate, unknown.Sums.Committed.Missing);
        Assert.Equal(known.Sums.Budget, unknown.Sums.Budget);
    }

    [Fact]
    public async Task What_settles_in_another_currency_or_by_way_of_an_invoice_counts_once_and_a_release_to_come_is_still_withheld()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("""
            insert into projects (id, name, currency) values (1, 'P', 'XAF');
            insert into exchange_rates (currency, quote_currency, rate, valid_from) values ('EUR', 'XAF', 650, '2025-01-01');
            insert into supply_orders (id, project_id, quantity, unit_price, currency, status, order_date) values (1, 1, 1000, 1, 'XAF', 'confirmed', '2026-01-01'), (2, 1, 1300, 1, null, 'confirmed', '2026-01-01');
            insert into finances (id, project_id, type, amount, currency, record_date, order_id, invoice_id, retention_amount, retention_released_date) values
              (1, 1, 'invoice', 1300, 'XAF', '2026-01-02', null, null, 100, current_date + 30),
              (2, 1, 'expense', 1, 'EUR', '2026-01-03', 1, 1, null, null),
              (3, 1, 'invoice', 1, 'EUR', '2026-01-03', 2, null, null, null)
            """);
        var fromRows = Told(await LinesAsync(database, Caller.Jobs, Today));
        while ((await database.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new RefreshFigures(), default))).Value) continue;
        var lines = await LinesAsync(database, Caller.Jobs, Today);
        Assert.Equal(fromRows, Told(lines));
        Assert.Equal((650m, 1000m, 100m), (lines.Where(line => line.Currency.Code == "XAF").Sum(line => line.Position.Actual), lines.Sum(line => line.Position.Remaining), lines.Sum(line => line.Retention)));
        Assert.Equal(2m, lines.Where(line => line.Currency.Code == "EUR").Sum(line => line.Position.Actual));
    }

    private static Task<PortfolioMoney> PortfolioAsync(TestDatabase database) =>
        database.RunAsync(Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.Finance), null), async services =>
        {
            await using var transaction = await services.GetRequiredService<PeppiDbContext>().Database.BeginTransactionAsync();
            return await services.GetRequiredService<MoneyFigures>().OfPortfolioAsync(Today, default);
        });

    private static async Task<string> OfPeppiAsync(TestDatabase database, DateOnly day)
    {
        var found = (await LinesAsync(database, Caller.Jobs, day)).ToLookup(line => (line.ProjectId, line.Currency.Code));
        return string.Join('\n', from project in Enumerable.Range(1, 12)
                                 from currency in Currencies
                                 let lines = found[(project, currency)]
                                 let line = string.Create(CultureInfo.InvariantCulture,
                                     $"{project}|{currency}|{lines.Sum(row => row.Position.Budget):0.##}|{lines.Sum(row => row.Position.Actual):0.##}|{lines.Sum(row => row.Position.Remaining):0.##}")
                                 orderby line
                                 select line);
    }

    private static List<string> Told(IEnumerable<MoneyLine> lines) => [.. lines.Select(line => string.Create(CultureInfo.InvariantCulture,
        $"{line.ProjectId}|{line.Category}|{line.Currency}|{line.Position.Budget:0.00}|{line.Position.Actual:0.00}|{line.Position.Remaining:0.00}|{line.Pending:0.00}|{line.Retention:0.00}")).Order(StringComparer.Ordinal)];

    private static Task<IReadOnlyList<MoneyLine>> LinesAsync(TestDatabase database, Caller caller, DateOnly day) =>
        database.RunAsync(caller, async services =>
        {
            await using var transaction = await services.GetRequiredService<PeppiDbContext>().Database.BeginTransactionAsync();
            return await services.GetRequiredService<MoneyFigures>().LinesAsync(null, day, default);
        });
}
