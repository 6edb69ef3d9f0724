using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Peppi.Application.Finance;
using Peppi.Application.Kpis;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.Application.Tests.Finance;

public sealed class Sums_are_those_of_the_rows
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    // By plain SQL, row by row, without steps or sums: what app.money and app.money_months must tell as of any day.
    private const string Plain = """
        with f as (select * from finances where amount is not null and coalesce(status, '') not in ('draft', 'cancelled') and (record_date is null or record_date <= $1)),
        o as (select *, coalesce(status, 'ordered') as state from supply_orders where total_amount is not null and coalesce(status, '') not in ('draft', 'cancelled') and (order_date is null or order_date <= $1)),
        billed as (
          select o.id, coalesce(sum(b.amount), 0) as amount from o left join f b on b.order_id = o.id and (
            b.type = 'invoice' and b.direction = 'payable'
            or b.type = 'expense' and not exists (select from f i where i.id = b.invoice_id and i.order_id = b.order_id and i.type = 'invoice' and i.direction = 'payable')) group by 1),
        parts as (
          select project_id, category, case when budget_version = 1 then amount else 0 end as baseline, amount as budget, 0 as actual, 0 as retention, 0 as remaining, 0 as pending, 0 as unbilled from f where type = 'budget'
          union all
          select project_id, category, 0, 0, amount, 0, 0, 0, 0 from f where type = 'expense'
          union all
          select project_id, category, 0, 0, case when amount < 0 then amount else greatest(0, amount - coalesce((select sum(e.amount) from f e where e.type = 'expense' and e.invoice_id = i.id), 0)) end,
            case when retention_released_date <= $1 then 0 else coalesce(retention_amount, 0) end, 0, 0, 0 from f i where type = 'invoice' and direction = 'payable'
          union all
          select project_id, category, 0, 0, 0, 0, case when state = 'ordered' then 0 else greatest(0, total_amount - billed.amount) end, case when state = 'ordered' then greatest(0, total_amount - billed.amount) else 0 end,
            case when state = 'ordered' then 0 else greatest(0, coalesce(least(coalesce(received_quantity, 0) * unit_price, total_amount), 0) - billed.amount) end from o join billed on billed.id = o.id)
        select string_agg(concat_ws('|', project_id, category, baseline, budget, actual, retention, remaining, pending, unbilled), E'\n' order by project_id, category) from (
          select project_id, category, trim_scale(sum(baseline)) as baseline, trim_scale(sum(budget)) as budget, trim_scale(sum(actual)) as actual, trim_scale(sum(retention)) as retention,
            trim_scale(sum(remaining)) as remaining, trim_scale(sum(pending)) as pending, trim_scale(sum(unbilled)) as unbilled
          from parts group by 1, 2) told where (baseline, budget, actual, retention, remaining, pending, unbilled) <> (0, 0, 0, 0, 0, 0, 0)
        """;

    private const string Summed = """
        select string_agg(concat_ws('|', project_id, category, baseline, budget, actual, retention, remaining, pending, unbilled), E'\n' order by project_id, category) from (
          select project_id, category, trim_scale(sum(baseline)) as baseline, trim_scale(sum(budget)) as budget, trim_scale(sum(actual)) as actual, trim_scale(sum(retention)) as retention,
            trim_scale(sum(remaining)) as remaining, trim_scale(sum(pending)) as pending, trim_scale(sum(unbilled)) as unbilled
          from app.money(null, $1) group by 1, 2) told where (baseline, budget, actual, retention, remaining, pending, unbilled) <> (0, 0, 0, 0, 0, 0, 0)
        """;

    private const string PlainCash = """
        with f as (select * from finances where amount is not null and coalesce(status, '') not in ('draft', 'cancelled')),
        paid as (
          select i.*, coalesce(case when i.direction = 'payable' and i.amount >= 0 then (select sum(e.amount) from f e where e.type = 'expense' and e.invoice_id = i.id) end, 0) as expensed,
            case when paid_date is not null and (retention_released_date is null or retention_released_date > paid_date) then least(coalesce(retention_amount, 0), abs(amount)) else 0 end as held,
            coalesce(paid_amount, abs(amount)) as paid
          from f i where type = 'invoice' and (paid_date is not null or paid_amount > 0)),
        first as (select *, case when paid > abs(amount) then paid - held else least(paid, abs(amount) - held) end as at_once from paid),
        moves as (
          select coalesce(paid_date, record_date) as day, -amount as value from f where type = 'expense'
          union all
          select coalesce(paid_date, record_date), sign(amount) * case direction when 'payable' then -1 else 1 end * greatest(0, at_once - expensed) from first
          union all
          select retention_released_date, sign(amount) * case direction when 'payable' then -1 else 1 end * (greatest(0, at_once + held - expensed) - greatest(0, at_once - expensed)) from first where held > 0
          union all
          select coalesce(paid_date, record_date), amount from commercial_activities where activity_type = 'payment' and amount is not null and (status = 'paid' or status is null))
        select trim_scale(coalesce(sum(value), 0))::text from moves where day <= $1
        """;

    private const string SummedCash = "select trim_scale(coalesce(sum(cash_in - cash_out), 0))::text from app.money_months(null, '1900-01-01', $1)";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task After_any_inserts_changes_deletions_and_moves_on_any_day_from_rows_and_sums_alike(int seed)
    {
        await using var database = await TestDatabase.CreateAsync();
        var random = new Random(seed);
        await database.ExecuteAsync("insert into projects (id, name, currency) select n, 'P' || n, 'XAF' from generate_series(1, 3) n");
        for (var round = 0; round < 4; round++)
        {
            await database.ExecuteAsync(string.Join(";\n", Enumerable.Range(0, 40).Select(_ => Write(random))));
            var day = Today.AddDays(random.Next(-90, 30));
            await CompareAsync(day, $"rows, seed {seed}, round {round}, {day}");
            while ((await database.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new RefreshFigures(), default))).Value) continue;
            Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from app.figure_marks"));
            await CompareAsync(day, $"sums, seed {seed}, round {round}, {day}");
            await CompareAsync(Today.AddYears(1), $"all, seed {seed}, round {round}");
        }

        async Task CompareAsync(DateOnly day, string where)
        {
            var (plain, summed) = (await database.ScalarAsync<string>(Plain, day), await database.ScalarAsync<string>(Summed, day));
            Assert.True(plain == summed, $"{where}:\n{plain}\n— told as —\n{summed}");
            var some = await database.ScalarAsync<string>(Summed.Replace("app.money(null, $1)", "app.money('{3,1,2}', $1)", StringComparison.Ordinal), day);
            Assert.True(plain == some, $"some, {where}:\n{plain}\n— told as —\n{some}");
            var (cash, told) = (await database.ScalarAsync<string>(PlainCash, day), await database.ScalarAsync<string>(SummedCash, day));
            Assert.True(cash == told, $"cash, {where}: {cash} told as {told}");
        }
    }

    [Fact]
    public async Task Without_any_row_that_it_does_not_name_every_figure_is_the_same()
    {
        await using var database = await TestDatabase.CreateAsync(demo: true);
        await using var super = new NpgsqlConnection(database.SuperConnectionString);
        await super.OpenAsync();
        var answers = new List<FigureAnswer>();
        foreach (var name in FigureCatalog.All.Keys) answers.Add(await TellAsync(database, name));
        Dictionary<string, string> columns = [];
        foreach (var table in answers.SelectMany(answer => answer.Rows.Keys).Where(table => table != "projects").Distinct())
        {
            columns[table] = await database.ScalarAsync<string>("select string_agg(quote_ident(column_name), ', ') from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'", table);
            await RunAsync($"create table app.kept_{table} as table public.{table}");
        }

        // Figures of the same rows at once; what was taken away is put back behind each.
        List<string> changed = [];
        foreach (var alike in answers.GroupBy(answer => string.Join(';', answer.Rows.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => part.Key + ':' + string.Join(',', part.Value.Ids.Order())))))
        {
            var rows = alike.First().Rows.Where(part => part.Key != "projects").ToList();
            foreach (var (table, named) in rows)
            {
                Assert.Equal(named.Count, named.Ids.Count);
                Assert.True(await RunAsync($"delete from {table} where id not in ({string.Join(',', named.Ids.Append(0))})") > 0, table);
            }

            await database.ExecuteAsync("select app.sum_figures((select array_agg(id) || 0 from projects))");
            foreach (var answer in alike)
            {
                var after = await TellAsync(database, answer.Name);
                if ((answer.Value, answer.Reason) != (after.Value, after.Reason)) changed.Add($"{answer.Name}: {answer.Value} became {after.Value} ({after.Reason})");
            }

            foreach (var (table, _) in rows) await RunAsync($"insert into {table} ({columns[table]}) overriding system value select {columns[table]} from app.kept_{table} kept where not exists (select from {table} there where there.id = kept.id)");
        }

        Assert.Equal([], changed);

        async Task<int> RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand("set session_replication_role = replica; " + sql, super);
            return await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<FigureAnswer> TellAsync(TestDatabase database, string name) =>
        (await database.RunAsync(Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.GeneralManagement), null),
            services => services.GetRequiredService<UseCases>().SendAsync(new TellFigure(name) { ProjectId = 1, AsOf = Today.AddDays(-20) }, default))).Value!;

    // Links stay within a project; a move takes a bill and what pays it together.
    private static string Write(Random random)
    {
        string Day(int from, int to) => $"date '{Today.AddDays(random.Next(from, to)):yyyy-MM-dd}'";
        string Maybe(double share, Func<string> make) => random.NextDouble() < share ? make() : "null";
        var (project, amount) = (random.Next(1, 4), random.Next(1, 900));
        var category = random.Next(3) switch { 0 => "'land'", 1 => "'fees'", _ => "null" };
        return random.Next(12) switch
        {
            0 => $"insert into finances (project_id, type, amount, currency, record_date, category, budget_version) values ({project}, 'budget', {amount}, 'XAF', {Maybe(0.8, () => Day(-100, 40))}, {category}, 2)",
            1 => $"insert into finances (project_id, type, amount, currency, record_date, paid_date, category) values ({project}, 'expense', {amount}, {Maybe(0.7, () => "'XAF'")}, {Maybe(0.8, () => Day(-100, 40))}, {Maybe(0.3, () => Day(-100, 40))}, {category})",
            2 or 3 => $"""
                insert into finances (project_id, type, amount, currency, record_date, category, direction, paid_date, paid_amount, retention_amount, retention_released_date, order_id)
                values ({project}, 'invoice', {(random.Next(5) == 0 ? -amount : amount)}, 'XAF', {Day(-100, 40)}, {category}, '{(random.Next(4) == 0 ? "receivable" : "payable")}',
                  {Maybe(0.5, () => Day(-90, 40))}, {Maybe(0.4, () => $"{random.Next(900)}")}, {Maybe(0.5, () => $"{random.Next(1, 90)}")}, {Maybe(0.4, () => Day(-60, 40))},
                  {Maybe(0.5, () => $"(select id from supply_orders where project_id = {project} order by random() limit 1)")})
                """,
            4 or 5 => $"""
                insert into finances (project_id, type, amount, currency, record_date, category, invoice_id, order_id)
                select project_id, 'expense', {amount}, 'XAF', {Maybe(0.9, () => Day(-100, 40))}, category, id, {(random.Next(2) == 0 ? "order_id" : "null")} from finances where type = 'invoice' and project_id = {project} order by random() limit 1
                """,
            6 or 7 => $"insert into supply_orders (project_id, quantity, unit_price, currency, category, status, order_date, received_quantity) values ({project}, 10, {amount}, 'XAF', {category}, '{(random.Next(4) == 0 ? "ordered" : "confirmed")}', {Maybe(0.9, () => Day(-100, 40))}, {random.Next(10)})",
            8 => $"insert into commercial_activities (project_id, activity_type, amount, currency, status, record_date, paid_date) values ({project}, 'payment', {amount}, 'XAF', 'paid', {Day(-100, 40)}, {Maybe(0.5, () => Day(-90, 40))})",
            9 => $"update finances set amount = amount + {random.Next(50)}, record_date = {Day(-100, 40)} where id = (select id from finances where type <> 'budget' and amount > 0 order by random() limit 1)",
            10 => "delete from finances where id = (select id from finances where type = 'expense' order by random() limit 1)",
            _ => $"update finances set project_id = {project} where order_id is null and (id, id) in (select f.id, f.id from finances f where f.invoice_id is null and f.type <> 'budget' and not exists (select from finances paid where paid.invoice_id = f.id) order by random() limit 2)",
        };
    }
}
