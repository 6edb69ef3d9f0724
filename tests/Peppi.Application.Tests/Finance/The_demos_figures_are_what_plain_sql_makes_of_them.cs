using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Kpis;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.Application.Tests.Finance;

public sealed class The_demos_figures_are_what_plain_sql_makes_of_them
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    private static readonly string[] Names =
        ["cash_flow", "overdue_payable", "overdue_receivable", "ev", "eac", "late_deliveries", "value_at_risk", "on_time_rate", "stock_at_risk", "slippage", "absorption", "presales_rate"];

    // Written apart from the product's own SQL, row by row, and told in francs at the rate of the day.
    private const string Plain = """
        with rate (currency, rate) as (
          select 'XAF', 1::numeric union all
          (select distinct on (currency) currency, rate from exchange_rates where quote_currency = 'XAF' and valid_from <= $1 order by currency, valid_from desc)),
        f as (select row.*, coalesce(row.currency, home.currency) as money, row.direction = 'payable' as to_pay from finances row join projects home on home.id = row.project_id
          where row.amount is not null and coalesce(row.status, '') not in ('draft', 'cancelled')),
        bill as (
          select i.*, case when i.to_pay and i.amount >= 0 then coalesce((select sum(e.amount) from f e where e.type = 'expense' and e.invoice_id = i.id), 0) else 0 end as expensed,
            case when i.paid_date is not null and (i.retention_released_date is null or i.retention_released_date > i.paid_date) then least(coalesce(i.retention_amount, 0), abs(i.amount)) else 0 end as held
          from f i where i.type = 'invoice'),
        moves as (
          select project_id, money, coalesce(paid_date, record_date) as day, -amount as value from f where type = 'expense'
          union all
          select project_id, money, coalesce(paid_date, record_date), case when to_pay then -1 else 1 end * greatest(0, least(coalesce(paid_amount, amount), amount - held) - expensed)
          from bill where amount >= 0 and (paid_date is not null or paid_amount > 0)
          union all
          select project_id, money, retention_released_date, case when to_pay then -1 else 1 end * (greatest(0, least(coalesce(paid_amount, amount), amount - held) + held - expensed) - greatest(0, least(coalesce(paid_amount, amount), amount - held) - expensed))
          from bill where amount >= 0 and held > 0 and retention_released_date is not null
          union all
          select sale.project_id, coalesce(sale.currency, home.currency), coalesce(sale.paid_date, sale.record_date), sale.amount from commercial_activities sale join projects home on home.id = sale.project_id
          where sale.activity_type = 'payment' and sale.amount is not null and coalesce(sale.status, 'paid') = 'paid'),
        late as (
          select i.project_id, i.direction, rate.rate * greatest(0, i.amount - case when i.retention_released_date <= $1 then 0 else coalesce(i.retention_amount, 0) end - greatest(
            case when i.paid_date is null then coalesce(i.paid_amount, 0) else 0 end,
            case when i.to_pay then coalesce((select sum(e.amount) from f e where e.type = 'expense' and e.invoice_id = i.id and (e.record_date is null or e.record_date <= $1)), 0) else 0 end)) as due
          from f i join rate on rate.currency = i.money
          where i.type = 'invoice' and i.due_date < $1 and (i.paid_date is null and coalesce(i.status, '') <> 'paid' or i.paid_date > $1)),
        cost as (
          select p.id, coalesce((select sum(b.amount * rate.rate) from f b join rate on rate.currency = b.money where b.project_id = p.id and b.type = 'budget' and (b.record_date is null or b.record_date <= $1)), 0) as bac,
            coalesce((select sum(rate.rate * case when c.type = 'expense' then c.amount else greatest(0, c.amount - coalesce((
              select sum(e.amount) from f e where e.type = 'expense' and e.invoice_id = c.id and e.money = c.money and (e.record_date is null or e.record_date <= $1)), 0)) end)
              from f c join rate on rate.currency = c.money where c.project_id = p.id and (c.type = 'expense' or c.type = 'invoice' and c.to_pay) and (c.record_date is null or c.record_date <= $1)), 0) as ac,
            (select entry.percent_complete / 100 from project_progress entry where entry.project_id = p.id and entry.phase is null and entry.recorded_on <= $1 order by entry.recorded_on desc, entry.id desc limit 1) as done
          from projects p),
        line as (
          select o.project_id, o.received_date, coalesce(o.promised_date, o.delivery_date) as promised, rate.rate * greatest(0, o.quantity - coalesce(o.received_quantity, 0)) * o.unit_price as awaited
          from supply_orders o join projects home on home.id = o.project_id join rate on rate.currency = coalesce(o.currency, home.currency)
          where coalesce(o.status, 'ordered') not in ('draft', 'cancelled') and coalesce(o.promised_date, o.delivery_date) < $1 and (o.received_date is not null or o.status is distinct from 'delivered')),
        sold as (select unit_id, project_id, max(converted_on) as day from reservations where converted_on <= $1 and (cancelled_on is null or cancelled_on > $1) group by 1, 2),
        told (name, project, value) as (
          select 'cash_flow', project_id, sum(value * rate) from moves join rate on rate.currency = money where day <= $1 group by 2
          union all select 'overdue_' || direction, project_id, sum(due) from late group by 1, 2
          union all select 'ev', id, bac * done from cost
          union all select 'eac', id, bac / nullif(bac * done / nullif(ac, 0), 0) from cost
          union all select 'late_deliveries', project_id, count(*) filter (where received_date is null) from line group by 2
          union all select 'value_at_risk', project_id, coalesce(sum(awaited) filter (where received_date is null), 0) from line group by 2
          union all select 'on_time_rate', project_id, count(*) filter (where received_date <= promised)::numeric / count(*) from line group by 2
          union all select 'stock_at_risk', item.project_id, count(*) filter (where item.quantity_on_hand <= item.reorder_point
              or item.quantity_on_hand <= 0 and item.lead_time_days > 0
              or item.quantity_on_hand * 28.0 / nullif((select -sum(quantity) from inventory_movements used where used.item_id = item.id and used.movement_type = 'issue' and used.moved_on > $1 - 28 and used.moved_on <= $1), 0) < item.lead_time_days)
            from inventory_items item group by 2
          union all select 'slippage', id, forecast_end_date - end_date from projects
          union all select 'presales_rate', unit.project_id, count(sold.day) filter (where sold.day <= coalesce(unit.delivered_on, sold.day))::numeric / count(*)
            from units unit left join sold on sold.unit_id = unit.id where (unit.withdrawn_on is null or unit.withdrawn_on > $1) and (unit.listed_on <= $1 or sold.day is not null) group by 2
          union all select 'absorption', unit.project_id, count(sold.day) filter (where sold.day >= date_trunc('month', $1))::numeric
              / nullif(count(*) filter (where unit.listed_on < date_trunc('month', $1) and (sold.day is null or sold.day >= date_trunc('month', $1))), 0)
            from units unit left join sold on sold.unit_id = unit.id
            where (unit.withdrawn_on is null or unit.withdrawn_on >= date_trunc('month', $1)) and (unit.listed_on <= $1 or sold.day is not null) group by 2)
        select string_agg(name || '|' || project || '|' || round(value, 2), E'\n' order by name, project) from told where value is not null and value <> 0
        """;

    [Fact]
    public async Task Money_deliveries_stock_time_and_sales_of_each_project()
    {
        await using var database = await TestDatabase.CreateAsync(demo: true);

        // The demo bills nobody itself.
        await database.ExecuteAsync("""
            insert into finances (project_id, type, direction, amount, currency, record_date, due_date, status, paid_amount, retention_amount) values
              (1, 'invoice', 'receivable', 5000000, 'XAF', current_date - 90, current_date - 60, 'partially_paid', 1250000, 250000), (2, 'invoice', 'receivable', 3000.55, 'EUR', current_date - 40, current_date - 10, 'approved', null, null)
            """);
        var plain = (await database.ScalarAsync<string>(Plain, Today)).Split('\n');
        List<string> told = [];
        foreach (var name in Names)
        {
            for (var project = 1; project <= 12; project++)
            {
                var query = new TellFigure(name) { ProjectId = project, AsOf = Today, Currency = "XAF" };
                var answer = (await database.RunAsync(Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.GeneralManagement), null), services => services.GetRequiredService<UseCases>().SendAsync(query, default))).Value!;
                if (answer.Value is { } value && value != 0) told.Add(string.Create(CultureInfo.InvariantCulture, $"{name}|{project}|{Math.Round(value, 2, MidpointRounding.AwayFromZero):0.00}"));
            }
        }

        Assert.Equal("", string.Join('\n', plain.Except(told).Select(line => "plain " + line).Concat(told.Except(plain).Select(line => "told " + line)).Order(StringComparer.Ordinal)));
        Assert.Equal([], Names.Where(name => !told.Exists(line => line.StartsWith(name + "|", StringComparison.Ordinal))));
    }
}
