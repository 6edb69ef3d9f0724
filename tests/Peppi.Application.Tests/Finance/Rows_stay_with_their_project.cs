using Npgsql;
using Peppi.Testing;

namespace Peppi.Application.Tests.Finance;

public sealed class Rows_stay_with_their_project
{
    [Fact]
    public async Task Parts_move_with_their_row_links_only_together_and_an_extended_reservation_is_due_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("""
            insert into projects (id, name, currency) values (1, 'A', 'XAF'), (2, 'B', 'XAF');
            insert into inventory_items (id, project_id, item_name, quantity_on_hand) values (1, 1, 'Ciment', 10);
            insert into strategie_kpis (id, project_id, kpi_name, current_value) values (1, 1, 'Marge', 5);
            insert into supply_orders (id, project_id, quantity, unit_price, currency, status, order_date) values (1, 1, 10, 5, 'XAF', 'confirmed', '2026-01-01');
            insert into supply_receipts (order_id, quantity, received_on) values (1, 4, '2026-01-02');
            insert into finances (id, project_id, type, amount, currency, record_date, invoice_id) values (1, 1, 'invoice', 10, 'XAF', '2026-01-03', null), (2, 1, 'expense', 10, 'XAF', '2026-01-04', 1)
            """);
        await database.ExecuteAsync("update inventory_items set project_id = 2; update strategie_kpis set project_id = 2; update supply_orders set project_id = 2");
        Assert.Equal("2|2|2", await database.ScalarAsync<string>(
            "select concat_ws('|', (select max(project_id) from inventory_movements), (select max(project_id) from strategie_kpi_values), (select max(project_id) from supply_receipts))"));

        foreach (var alone in new[] { 1, 2 })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("update finances set project_id = 2 where id = $1", alone));
            Assert.Equal("23514", refused.SqlState);
        }

        await database.ExecuteAsync("update finances set project_id = 2");
        Assert.Equal(2L, await database.ScalarAsync<long>("select count(*) from finances where project_id = 2"));

        await database.ExecuteAsync("""
            insert into units (id, project_id, reference, list_price, currency, listed_on) values (1, 1, 'A-1', 100, 'XAF', current_date - 40);
            insert into reservations (id, unit_id, client_name, reserved_on, expires_at) values (1, 1, 'Mme Ewane', current_date - 20, now() + interval '1 day');
            insert into payments (reservation_id, amount, due_on) values (1, 40, current_date + 10);
            update reservations set status = 'expired'
            """);
        Assert.Equal("cancelled", await StatusAsync());
        await database.ExecuteAsync("update reservations set expires_at = now() + interval '30 days'");
        Assert.Equal("open", await StatusAsync());

        Task<string> StatusAsync() => database.ScalarAsync<string>("select status from commercial_activities where activity_type = 'payment'")!;
    }
}
