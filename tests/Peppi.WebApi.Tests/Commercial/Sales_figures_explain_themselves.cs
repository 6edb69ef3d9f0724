using System.Net.Http.Json;
using Peppi.Domain.Accounts;

namespace Peppi.WebApi.Tests.Commercial;

/// <summary>Figures of sales over REST: the value is what its own inputs say, and each role sees its own.</summary>
public sealed class Sales_figures_explain_themselves(DemoApi api) : IClassFixture<DemoApi>
{
    [Theory]
    [InlineData("absorption", "sold_in_month", "on_offer_at_start_of_month")]
    [InlineData("presales_rate", "sold_before_delivery", "units")]
    [InlineData("time_to_sell", "days_to_sell", "timed_sales")]
    [InlineData("reservation_conversion", "paid_in_time", "reservations")]
    public async Task A_rate_is_what_its_inputs_say(string figure, string numerator, string denominator)
    {
        var seller = await api.AsAsync(RoleNames.Commercial);
        var told = await PeppiApi.JsonAsync(await seller.GetAsync($"/rest/v1/rpc/kpi_{figure}"));
        Assert.True((decimal)told["inputs"]![denominator]! > 0, told.ToJsonString());
        Assert.Equal((decimal)told["inputs"]![numerator]! / (decimal)told["inputs"]![denominator]!, (decimal)told["value"]!);
        Assert.NotEmpty(told["rows"]!["reservations"]!["ids"]!.AsArray());

        var posted = await PeppiApi.JsonAsync(await seller.PostAsJsonAsync($"/rest/v1/rpc/kpi_{figure}", new { project_id = 1, as_of = "2020-01-01" }));
        Assert.Null(posted["value"]);
        Assert.NotNull(posted["reason"]);
    }

    [Fact]
    public async Task The_pipeline_tells_who_stands_where_and_how_many_go_on()
    {
        await api.Database.ExecuteAsync("""
            insert into projects (id, name, currency) values (4711, 'Parcours', 'XAF');
            insert into commercial_activities (project_id, activity_type, stage, status, amount, currency, probability, record_date) values
              (4711, 'pipeline', null, 'open', 1000, 'XAF', 20, current_date), (4711, 'pipeline', 'visit', 'open', 2000, null, 40, current_date), (4711, 'pipeline', 'offer', 'lost', 4000, 'XAF', 60, current_date),
              (4711, 'reservation', null, 'open', 8000, 'XAF', null, current_date), (4711, 'reservation', 'contract', 'confirmed', 9000, 'XAF', null, current_date), (4711, 'pipeline', 'offer', 'open', 500, 'XAF', 60, current_date + 1)
            """);
        var told = await PeppiApi.JsonAsync(await (await api.AsAsync(RoleNames.Commercial)).GetAsync("/rest/v1/rpc/kpi_pipeline?project_id=4711"));
        Assert.Equal(1000m, (decimal)told["value"]!);
        Assert.Equal(2, (int)told["inputs"]!["prospects"]!);
        var stages = told["inputs"]!["stages"]!.AsArray();
        Assert.Equal("contact 1 5 0.8, visit 1 4 0.75, offer 0 3 0.67, reservation 1 2 0.5, contract 1 1 0, handover 0 0 ", string.Join(", ", stages.Select(stage =>
            FormattableString.Invariant($"{stage!["stage"]} {stage["count"]} {stage["reached"]} {(stage["conversion"] is { } share ? Math.Round((decimal)share, 2) : null)}"))));
        Assert.Equal(5, told["rows"]!["commercial_activities"]!["ids"]!.AsArray().Count);
        Assert.Equal("not_allowed", (string?)(await PeppiApi.JsonAsync(await (await api.AsAsync(RoleNames.FieldTeam)).GetAsync("/rest/v1/rpc/kpi_pipeline")))["reason"]);
    }

    [Fact]
    public async Task Pace_and_supply_go_together_and_who_may_not_look_is_told_so()
    {
        var seller = await api.AsAsync(RoleNames.Commercial);
        var pace = await PeppiApi.JsonAsync(await seller.GetAsync("/rest/v1/rpc/kpi_sales_velocity"));
        var supply = await PeppiApi.JsonAsync(await seller.GetAsync("/rest/v1/rpc/kpi_months_of_supply"));
        Assert.Equal("per_month months", $"{pace["unit"]} {supply["unit"]}");
        Assert.Equal((decimal)supply["inputs"]!["remaining"]! / (decimal)pace["value"]!, (decimal)supply["value"]!);

        var managers = await PeppiApi.JsonAsync(await (await api.AsAsync(RoleNames.ProjectManager)).GetAsync("/rest/v1/rpc/kpi_presales_rate"));
        Assert.InRange((int)managers["inputs"]!["units"]!, 1, (int)supply["inputs"]!["units"]! - 1);
        var field = await PeppiApi.JsonAsync(await (await api.AsAsync(RoleNames.FieldTeam)).GetAsync("/rest/v1/rpc/kpi_absorption"));
        Assert.Equal("not_allowed", (string?)field["reason"]);
    }
}
