using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Shared;

namespace Peppi.Application.Tests.Data;

public class Rules_judge_rows_of_a_write
{
    private static readonly ITableRules[] Rules = [.. new ServiceCollection().AddPeppiApplication()
        .Where(service => service.ServiceType == typeof(ITableRules))
        .Select(service => (ITableRules)Activator.CreateInstance(service.ImplementationType!)!)];

    [Theory]
    [InlineData("supply_orders", """{"quantity":0}""", "quantity", "quantity must be greater than 0")]
    [InlineData("supply_orders", """{"status":"lost"}""", "status", "status 'lost' is not allowed: expected one of draft, ordered, confirmed, partially_delivered, delivered, cancelled")]
    [InlineData("supply_orders", """{"order_date":"2026-03-01","promised_date":"2026-02-01"}""", "promised_date", "promised_date must not be before order_date")]
    [InlineData("finances", """{"type":"budget","amount":-1}""", "amount", "amount must not be negative for a budget or an expense")]
    [InlineData("finances", """{"currency":"XXX"}""", "currency", "currency 'XXX' is not allowed: expected an ISO 4217 code that Peppi knows")]
    [InlineData("projects", """{"name":"  "}""", "name", "name must not be blank")]
    [InlineData("projects", """{"name":"A","start_date":"2026-03-01","end_date":"2026-02-01"}""", "end_date", "end_date must not be before start_date")]
    [InlineData("inventory_items", """{"quantity_on_hand":-1}""", "quantity_on_hand", "quantity_on_hand must not be negative")]
    [InlineData("commercial_activities", """{"activity_type":"gift"}""", "activity_type", "activity_type 'gift' is not allowed: expected one of reservation, payment, pipeline")]
    [InlineData("alerts", """{"message":""}""", "message", "message must not be blank")]
    public void A_fault_names_its_column_and_says_what_is_expected(string table, string row, string column, string message)
    {
        var fault = Assert.Single(Check(table, row, partial: false));
        Assert.Equal((column, message), (fault.Column, fault.Message));
    }

    [Theory]
    [InlineData("projects", """{"name":"Résidence"}""")]
    [InlineData("strategie_kpis", "{}")]
    [InlineData("supply_orders", "{}")]
    [InlineData("inventory_items", "{}")]
    [InlineData("chantier_messages", "{}")]
    [InlineData("finances", """{"type":"invoice","amount":-250.5}""")]
    [InlineData("commercial_activities", "{}")]
    [InlineData("alerts", "{}")]
    public void What_the_seed_leaves_nullable_is_never_required(string table, string row) => Assert.Empty(Check(table, row, partial: false));

    [Fact]
    public void A_partial_row_is_judged_by_the_columns_it_brings() =>
        Assert.Empty(Check("projects", """{"status":"active"}""", partial: true));

    [Fact]
    public void A_value_of_the_wrong_type_is_left_for_PostgreSQL_to_refuse() =>
        Assert.Empty(Check("supply_orders", """{"quantity":"many"}""", partial: false));

    [Fact]
    public void A_rule_that_mirrors_a_check_answers_with_the_code_of_the_check() =>
        Assert.Equal("23514", Assert.Single(Check("supply_orders", """{"status":"lost"}""", partial: true)).Code);

    private static List<RowFault> Check(string table, string row, bool partial)
    {
        using var document = JsonDocument.Parse(row);
        return [.. Rules.Single(rules => rules.Table == table).Check(document.RootElement, 0, partial)];
    }
}
