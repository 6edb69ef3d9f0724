using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Commercial.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Commercial;
using Peppi.Testing;

namespace Peppi.Application.Tests.Commercial;

public sealed class Sales_figures_are_what_the_rows_say : IAsyncLifetime
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    // Written apart from the product's own SQL, unit by unit.
    private const string Plain = """
        select coalesce(string_agg(concat_ws('|', p.id,
          (select count(*) from units u where u.project_id = p.id and (u.withdrawn_on is null or u.withdrawn_on > $1) and (u.listed_on <= $1 or exists (select from reservations r where r.unit_id = u.id and r.converted_on <= $1 and (r.cancelled_on is null or r.cancelled_on > $1)))),
          (select count(distinct r.unit_id) from reservations r where r.project_id = p.id and r.converted_on <= $1 and (r.cancelled_on is null or r.cancelled_on > $1)),
          (select count(distinct r.unit_id) from reservations r where r.project_id = p.id and r.converted_on between date_trunc('month', $1) and $1 and (r.cancelled_on is null or r.cancelled_on > $1)),
          (select count(*) from units u where u.project_id = p.id and u.withdrawn_on is null and u.listed_on < date_trunc('month', $1)
             and not exists (select from reservations r where r.unit_id = u.id and r.converted_on < date_trunc('month', $1) and (r.cancelled_on is null or r.cancelled_on > $1))),
          (select count(*) from reservations r where r.project_id = p.id and r.converted_on <= $1 and r.converted_on > $1 - interval '3 months'),
          (select coalesce(sum(r.converted_on - u.listed_on), 0) from reservations r join units u on u.id = r.unit_id where r.project_id = p.id and r.converted_on <= $1 and r.converted_on >= u.listed_on and (r.cancelled_on is null or r.cancelled_on > $1))),
          E'\n' order by p.id), '')
        from projects p where exists (select from units u where u.project_id = p.id and (u.listed_on <= $1 or exists (select from reservations r where r.unit_id = u.id and r.converted_on <= $1 and (r.cancelled_on is null or r.cancelled_on > $1))))
        """;

    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync(demo: true);

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task The_demos_figures_are_what_plain_sql_makes_of_them_on_any_day()
    {
        // A sale given back counts as one until that day.
        await database.ExecuteAsync("update reservations set status = 'cancelled', cancelled_on = current_date - 20 where id in (select id from reservations where status = 'sold' and converted_on < current_date - 40 order by id limit 3)");
        foreach (var day in new[] { Today, Today.AddDays(-30), Today.AddDays(-200) })
        {
            var told = await AsAsync(RoleNames.Commercial, sales => sales.ByProjectAsync(null, day, CancellationToken.None));
            Assert.Equal(
                await database.ScalarAsync<string>(Plain, day),
                string.Join('\n', told.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}|{pair.Value.Units}|{pair.Value.Sold}|{pair.Value.SoldInMonth}|{pair.Value.OnOfferAtStart}|{pair.Value.SalesLately}|{pair.Value.DaysToSell}")));
        }

        var now = await AsAsync(RoleNames.Commercial, sales => sales.OfAsync(null, Today, CancellationToken.None));
        Assert.True(now is { Absorption.Value: not null, PresalesRate.Value: > 0 and <= 1, TimeToSell.Value: > 0, CancelledLately: 3 });
    }

    [Fact]
    public async Task A_managers_figure_differs_from_the_sellers_by_the_rows_that_he_may_not_see()
    {
        var all = await AsAsync(RoleNames.Commercial, sales => sales.ByProjectAsync(null, Today, CancellationToken.None));
        var own = await AsAsync(RoleNames.ProjectManager, sales => sales.ByProjectAsync(null, Today, CancellationToken.None));
        Assert.InRange(own.Count, 1, all.Count - 1);
        Assert.All(own, pair => Assert.Equal(all[pair.Key], pair.Value));
        var hidden = all.Where(pair => !own.ContainsKey(pair.Key)).Select(pair => pair.Value).Aggregate(SalesPosition.Add);
        Assert.Equal(await AsAsync(RoleNames.Commercial, sales => sales.OfAsync(null, Today, CancellationToken.None)),
            await AsAsync(RoleNames.ProjectManager, sales => sales.OfAsync(null, Today, CancellationToken.None)) + hidden);
        Assert.Empty(await AsAsync(RoleNames.FieldTeam, sales => sales.ByProjectAsync(null, Today, CancellationToken.None)));
    }

    [Fact]
    public async Task Cohorts_are_what_the_payments_say()
    {
        var (months, together) = await AsAsync(RoleNames.Finance, sales => sales.CohortsAsync(null, Today, CancellationToken.None));
        Assert.Equal(await database.ScalarAsync<string>("""
            with r as (select *, (select min(p.paid_on) from payments p where p.reservation_id = r.id and p.paid_on <= current_date) - reserved_on as days from reservations r
              where reserved_on >= date_trunc('month', current_date) - interval '11 months')
            select string_agg(line, ' ' order by month) from (
              select date_trunc('month', reserved_on) as month, concat_ws('/', count(*), count(*) filter (where days <= 30),
                trim_scale(percentile_cont(0.5) within group (order by days)::numeric)) as line from r group by 1) lines
            """), string.Join(' ', months.Select(month => string.Join('/', new[] { month.Reservations, month.Paid, month.MedianDays.Value?.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) as object }.Where(part => part is not null)))));
        Assert.Equal(months.Sum(month => month.Reservations), together.Reservations);
        Assert.InRange(together.Conversion.Value!.Value, 0.01m, 1m);
    }

    [Fact]
    public async Task The_demos_units_stand_as_their_reservations_and_the_log_say()
    {
        Assert.Equal(0, await database.ScalarAsync<long>("""
            select count(*) from units u where status <> case
              when exists (select from reservations r where r.unit_id = u.id and r.status = 'sold') then 'sold'
              when exists (select from reservations r where r.unit_id = u.id and r.status = 'active') then 'reserved' else 'available' end
            """));
        Assert.Equal(
            await database.ScalarAsync<long>("select count(*) from commercial_activities where activity_type in ('reservation', 'payment')"),
            await database.ScalarAsync<long>("select (select count(*) from reservations) + (select count(*) from payments)"));
    }

    private Task<T> AsAsync<T>(string role, Func<SalesFigures, Task<T>> ask) => database.RunAsync(Caller.OnBehalfOf(TestDemo.IdOf(role), null), async services =>
    {
        await using var transaction = await services.GetRequiredService<PeppiDbContext>().Database.BeginTransactionAsync();
        return await ask(services.GetRequiredService<SalesFigures>());
    });
}
