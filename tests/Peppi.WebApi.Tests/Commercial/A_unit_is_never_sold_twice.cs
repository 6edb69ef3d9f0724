using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Commercial;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Commercial;

/// <summary>Two nodes on one database, and people who want the same flat.</summary>
public sealed class A_unit_is_never_sold_twice(TwoNodes api) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task Of_twenty_who_reserve_it_at_once_on_two_nodes_one_gets_it()
    {
        var unit = await api.NewUnitAsync("X-20");
        var clients = Enumerable.Range(0, 20).Select(n => n % 2 == 0 ? api.First : api.Second).ToList();
        var answers = await Task.WhenAll(clients.Select((client, n) =>
            client.PostAsJsonAsync("/rest/v1/reservations", new { unit_id = unit, client_name = $"Secret buyer {n}", expires_at = "2999-05-04T03:02:01Z" })));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        var refused = answers.Where(answer => answer.StatusCode != HttpStatusCode.Created).ToList();
        Assert.Equal(19, refused.Count);
        foreach (var answer in refused)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Equal((HttpStatusCode.Conflict, "unit_already_reserved"), (answer.StatusCode, (string?)JsonNode.Parse(text)!["code"]));
            Assert.Contains("X-20 is already reserved until 2999-05-04 03:02 UTC", text, StringComparison.Ordinal);
            Assert.Equal("2999-05-04T03:02:01Z", (string?)JsonNode.Parse((string)JsonNode.Parse(text)!["details"]!)!["until"]);
            Assert.DoesNotContain("Secret buyer", text, StringComparison.Ordinal);
        }

        Assert.Equal(1, await api.Database.ScalarAsync<long>($"select count(*) from reservations where unit_id = {unit}"));
        Assert.Equal("reserved", await api.StatusAsync(unit));
    }

    [Fact]
    public async Task The_constraint_alone_would_keep_two_from_holding_it()
    {
        var unit = await api.NewUnitAsync("X-30");
        await api.Database.ExecuteAsync($"insert into reservations (unit_id, client_name) values ({unit}, 'A')");
        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => api.Database.ExecuteAsync($"""
            begin;
            alter table reservations disable trigger peppi_guard;
            insert into reservations (unit_id, client_name, held_from, held_until) values ({unit}, 'B', now(), now() + interval '1 day');
            """));
        Assert.Equal(("23P01", "reservations_no_double_booking"), (refusal.SqlState, refusal.ConstraintName));
        Assert.Equal(1, await api.Database.ScalarAsync<long>($"select count(*) from reservations where unit_id = {unit}"));
    }

    [Fact]
    public async Task Many_rows_at_once_are_written_all_or_none()
    {
        var (free, taken) = (await api.NewUnitAsync("X-40"), await api.NewUnitAsync("X-41"));
        Assert.Equal(HttpStatusCode.Created, (await api.Second.PostAsJsonAsync("/rest/v1/reservations", new { unit_id = taken, client_name = "First" })).StatusCode);
        var answer = await api.First.PostAsJsonAsync("/rest/v1/reservations", new[] { new { unit_id = free, client_name = "A" }, new { unit_id = taken, client_name = "A" } });
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(0, await api.Database.ScalarAsync<long>($"select count(*) from reservations where unit_id = {free}"));
        Assert.Equal("available", await api.StatusAsync(free));

        var twice = await api.First.PostAsJsonAsync("/rest/v1/reservations", new[] { new { unit_id = free, client_name = "A" }, new { unit_id = free, client_name = "B" } });
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
    }

    [Fact]
    public async Task The_typed_use_case_refuses_with_the_same_code()
    {
        var unit = await api.NewUnitAsync("X-50");
        var seller = Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.Commercial), null);
        var first = await api.SendAsync(seller, new ReserveUnit(unit, "A") { Price = 5 });
        Assert.True(first.Succeeded, first.Error?.Message);
        var second = await api.SendAsync(seller, new ReserveUnit(unit, "B"));
        Assert.Equal(("unit_already_reserved", ErrorKind.Conflict), (second.Error?.Code, second.Error?.Kind));
        Assert.StartsWith("Unit X-50 is already reserved until", second.Error!.Message, StringComparison.Ordinal);

        // Extended, sold, and given back: each step is one, and the unit says so.
        Assert.True((await api.SendAsync(seller, new ExtendReservation(first.Value, DateTimeOffset.UtcNow.AddDays(90)))).Succeeded);
        Assert.True((await api.SendAsync(seller, new SellReservedUnit(first.Value))).Succeeded);
        Assert.Equal("sold", await api.StatusAsync(unit));
        Assert.Equal("Unit X-50 is already sold.", (await api.SendAsync(seller, new ReserveUnit(unit, "B"))).Error?.Message);
        Assert.True((await api.SendAsync(seller, new CancelReservation(first.Value, "Crédit refusé"))).Succeeded);
        Assert.Equal("available", await api.StatusAsync(unit));
        Assert.True((await api.SendAsync(seller, new ReserveUnit(unit, "B"))).Succeeded);

        // A reader is told that his role does not allow it, and nothing else.
        Assert.Equal("42501", (await api.SendAsync(Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.Finance), null), new ReserveUnit(unit, "C"))).Error?.Code);
    }

    [Fact]
    public async Task A_reservation_that_lapses_frees_the_unit_without_any_job()
    {
        var unit = await api.NewUnitAsync("X-60");
        await api.Database.ExecuteAsync($"insert into reservations (unit_id, client_name, reserved_on, expires_at) values ({unit}, 'A', current_date - 9, now() - interval '1 second')");
        Assert.Equal("available", (string?)(await PeppiApi.JsonAsync(await api.First.GetAsync($"/rest/v1/units?id=eq.{unit}&select=current_status")))[0]!["current_status"]);
        Assert.Equal(HttpStatusCode.Created, (await api.First.PostAsJsonAsync("/rest/v1/reservations", new { unit_id = unit, client_name = "B" })).StatusCode);

        // Then it is written down, in the log as well; who was too late cannot extend what another holds.
        Assert.True((await api.SendAsync(Caller.Jobs, new ExpireReservations())).Succeeded);
        var lapsed = await api.Database.ScalarAsync<int>($"select id from reservations where unit_id = {unit} and status = 'expired'");
        Assert.Equal("expired", await api.Database.ScalarAsync<string>($"select a.status from commercial_activities a join reservations r on r.activity_id = a.id where r.id = {lapsed}"));
        var late = await api.First.PatchAsJsonAsync($"/rest/v1/reservations?id=eq.{lapsed}", new { expires_at = "2999-01-01" });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("reserved", await api.StatusAsync(unit));
    }

    [Fact]
    public async Task An_older_clients_line_in_the_log_holds_the_unit_that_it_names_and_is_never_refused()
    {
        var unit = await api.NewUnitAsync("X-70");
        var line = new { project_id = 1, activity_type = "reservation", details = new { unit = "X-70", client = "Old client", amount = 41_000_000 }, record_date = "2026-01-05" };
        Assert.Equal(HttpStatusCode.Created, (await api.First.PostAsJsonAsync("/rest/v1/commercial_activities", line)).StatusCode);
        Assert.Equal(("reserved", "Old client 41000000.00"),
            (await api.StatusAsync(unit), await api.Database.ScalarAsync<string>($"select client_name || ' ' || price from reservations where unit_id = {unit}")));
        Assert.Equal(HttpStatusCode.Created, (await api.First.PostAsJsonAsync("/rest/v1/commercial_activities", line)).StatusCode);
        Assert.Equal(1, await api.Database.ScalarAsync<long>($"select count(*) from reservations where unit_id = {unit}"));

        var paid = new { project_id = 1, activity_type = "payment", details = new { unit = "X-70", amount = 4_000_000 }, record_date = "2026-01-09" };
        Assert.Equal(HttpStatusCode.Created, (await api.First.PostAsJsonAsync("/rest/v1/commercial_activities", paid)).StatusCode);
        Assert.Equal(1, await api.Database.ScalarAsync<long>($"select count(*) from payments p join reservations r on r.id = p.reservation_id where r.unit_id = {unit} and p.amount = 4000000"));

        // He changes his line: what lies behind it follows, and what it cannot be is refused to nobody.
        var log = await api.Database.ScalarAsync<int>($"select activity_id from reservations where unit_id = {unit}");
        Assert.Equal(HttpStatusCode.NoContent, (await api.First.PatchAsJsonAsync($"/rest/v1/commercial_activities?id=eq.{log}", new { status = "confirmed" })).StatusCode);
        Assert.Equal("sold", await api.StatusAsync(unit));

        // Sold on the day that he says so, not on the one that the unit was reserved on.
        Assert.True(await api.Database.ScalarAsync<bool>($"select converted_on = current_date from reservations where activity_id = {log}"));
        var money = await api.Database.ScalarAsync<int>($"select p.activity_id from payments p join reservations r on r.id = p.reservation_id where r.unit_id = {unit}");
        Assert.Equal(HttpStatusCode.NoContent, (await api.First.PatchAsJsonAsync($"/rest/v1/commercial_activities?id=eq.{money}", new { status = "paid", paid_date = "2026-01-12" })).StatusCode);
        Assert.Equal(new DateOnly(2026, 1, 12), await api.Database.ScalarAsync<DateOnly>($"select paid_on from payments where activity_id = {money}"));
        Assert.Equal(HttpStatusCode.NoContent, (await api.First.PatchAsJsonAsync($"/rest/v1/commercial_activities?id=eq.{log}", new { status = "cancelled" })).StatusCode);
        Assert.Equal("available", await api.StatusAsync(unit));
        Assert.Equal(HttpStatusCode.NoContent, (await api.First.PatchAsJsonAsync($"/rest/v1/commercial_activities?id=eq.{log}", new { status = "confirmed" })).StatusCode);
        Assert.Equal("available", await api.StatusAsync(unit));
    }

    [Fact]
    public async Task A_unit_that_was_withdrawn_is_sold_to_nobody()
    {
        var unit = await api.NewUnitAsync("X-90");
        await api.First.PatchAsJsonAsync($"/rest/v1/units?id=eq.{unit}", new { status = "withdrawn" });

        foreach (var wish in new object[] { new { unit_id = unit, client_name = "A", status = "sold" }, new { unit_id = unit, client_name = "A", expires_at = (string?)null } })
        {
            var refused = await api.PostAsync("reservations", wish);
            Assert.Equal((HttpStatusCode.BadRequest, "Unit X-90 is not for sale."), (refused.StatusCode, (string?)(await PeppiApi.JsonAsync(refused))["message"]));
        }

        // An older client's line stays a line.
        var line = new { project_id = 1, activity_type = "reservation", details = new { unit = "X-90", client = "Old client" }, status = "confirmed" };
        Assert.Equal(HttpStatusCode.Created, (await api.First.PostAsJsonAsync("/rest/v1/commercial_activities", line)).StatusCode);
        Assert.Equal("withdrawn", await api.StatusAsync(unit));
    }

    [Fact]
    public async Task Money_stays_with_its_reservation_its_currency_and_its_line_of_the_log()
    {
        var unit = await api.NewUnitAsync("X-91");
        var reservation = (int)(await PeppiApi.JsonAsync(await api.PostAsync("reservations", new { unit_id = unit, client_name = "Abena" })))[0]!["id"]!;
        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(new { currency = "EUR" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(new { currency = "XAF" })).StatusCode);
        var payment = (await PeppiApi.JsonAsync(await api.PostAsync("payments", new { reservation_id = reservation, amount = 5, paid_on = "2026-02-01" })))[0]!;
        Assert.Equal(HttpStatusCode.BadRequest, (await PatchAsync(new { currency = "EUR" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(new { currency = "XAF", client_name = "Mme Abena" })).StatusCode);

        var line = new Uri($"/rest/v1/commercial_activities?id=eq.{payment["activity_id"]}", UriKind.Relative);
        foreach (var answer in new[] { await api.First.DeleteAsync(line), await api.First.PatchAsJsonAsync(line, new { activity_type = "pipeline" }) })
            Assert.Equal((HttpStatusCode.Conflict, "activity_is_payment"), (answer.StatusCode, (string?)(await PeppiApi.JsonAsync(answer))["code"]));

        // Once it is given up nothing falls due on it any more, and an older client's line without it is a line.
        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(new { status = "cancelled" })).StatusCode);
        var late = await api.PostAsync("payments", new { reservation_id = reservation, amount = 5 });
        Assert.Equal((HttpStatusCode.Conflict, "reservation_closed"), (late.StatusCode, (string?)(await PeppiApi.JsonAsync(late))["code"]));
        Assert.Equal(HttpStatusCode.Created, (await api.First.PostAsJsonAsync("/rest/v1/commercial_activities", new { project_id = 1, activity_type = "payment", details = new { unit = "X-91", amount = 5 } })).StatusCode);

        // Taken back where it lies, its line may go.
        Assert.Equal(HttpStatusCode.NoContent, (await api.First.DeleteAsync(new Uri($"/rest/v1/payments?id=eq.{payment["id"]}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await api.First.DeleteAsync(line)).StatusCode);

        Task<HttpResponseMessage> PatchAsync(object change) => api.First.PatchAsJsonAsync($"/rest/v1/reservations?id=eq.{reservation}", change);
    }

    [Fact]
    public async Task What_is_reserved_and_paid_is_told_to_the_log_and_a_status_is_not_written_by_hand()
    {
        var unit = await api.NewUnitAsync("X-80");
        var made = (await PeppiApi.JsonAsync(await api.PostAsync("reservations", new { unit_id = unit, client_name = "Abena" })))[0]!;
        Assert.Equal((50_000_000m, "XAF", 1), ((decimal)made["price"]!, (string?)made["currency"], (int)made["project_id"]!));
        var payment = (await PeppiApi.JsonAsync(await api.PostAsync("payments", new { reservation_id = (int)made["id"]!, amount = 5_000_000, due_on = "2026-02-01" })))[0]!;
        Assert.Equal(HttpStatusCode.NoContent, (await api.First.PatchAsJsonAsync($"/rest/v1/payments?id=eq.{payment["id"]}", new { paid_on = "2026-02-03" })).StatusCode);
        Assert.Equal("reservation open Abena 50000000.00; payment paid Abena 5000000.00", await api.Database.ScalarAsync<string>("""
            select string_agg(concat_ws(' ', activity_type, status, client_name, amount), '; ' order by id) from commercial_activities where unit_reference = 'X-80'
            """));

        Assert.Equal(HttpStatusCode.BadRequest, (await api.First.PatchAsJsonAsync($"/rest/v1/units?id=eq.{unit}", new { status = "sold" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.First.PatchAsJsonAsync($"/rest/v1/units?id=eq.{unit}", new { status = "available" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.PostAsync("payments", new { reservation_id = (int)made["id"]!, amount = 5, currency = "EUR" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await api.First.PatchAsJsonAsync($"/rest/v1/reservations?id=eq.{made["id"]}", new { status = "sold" })).StatusCode);
        Assert.Equal("sold", await api.StatusAsync(unit));
    }
}

/// <summary>The demo on two nodes, with a seller at each.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    private readonly DemoApi api = new();

    public TestDatabase Database => api.Database;

    public HttpClient First { get; private set; } = null!;

    public HttpClient Second { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await api.InitializeAsync();
        First = await api.AsAsync(RoleNames.Commercial);
        var session = await api.SessionAsync(TestDemo.EmailOf(RoleNames.Commercial), TestDemo.Password);
        Second = api.ClientAt(api.AddNode(), (string?)session["access_token"]);
    }

    public Task DisposeAsync() => api.DisposeAsync();

    public Task<int> NewUnitAsync(string reference) =>
        Database.ScalarAsync<int>($"insert into units (project_id, reference, kind, list_price, currency) values (1, '{reference}', 'apartment', 50000000, 'XAF') returning id");

    public Task<string> StatusAsync(int unit) => Database.ScalarAsync<string>($"select status from units where id = {unit}");

    public Task<Result<T>> SendAsync<T>(Caller caller, IUseCase<T> request) =>
        Database.RunAsync(caller, services => services.GetRequiredService<UseCases>().SendAsync(request, CancellationToken.None));

    public async Task<HttpResponseMessage> PostAsync(string table, object row)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/rest/v1/" + table) { Content = JsonContent.Create(row) };
        request.Headers.Add("Prefer", "return=representation");
        return await First.SendAsync(request);
    }
}
