using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Peppi.WebApi.Tests.Chantier;

public sealed class Field_messages_come_in(InboxApi api) : IClassFixture<InboxApi>
{
    private static string Mark() => Guid.NewGuid().ToString("n");

    [Fact]
    public async Task Full_contact_data_become_a_message_of_its_sender()
    {
        var mark = Mark();
        await api.TakeInAsync($$"""
            {"id": 98765432109876543, "key": "user:98765432109876543", "page_id": 1, "name": "Jean Mboua", "phone": "+237 6 99 00 11 22", "last_input_text": "Coulage fait {{mark}}",
             "last_interaction": "2026-11-22T08:00:00+00:00", "optin_whatsapp": true, "custom_fields": {"metier": "maçon"} }
            """);
        var message = Assert.Single(await api.MessagesAsync(mark));
        Assert.Equal(("Jean Mboua", "+237699001122", "manychat"), ((string?)message["sender"], (string?)message["sender_phone"], (string?)message["channel"]));
        var contact = message["contact"]!;
        Assert.Equal(("98765432109876543", "+237699001122", "opted_in"), ((string?)contact["manychat_id"], (string?)contact["phone"], (string?)contact["consent"]));
    }

    [Fact]
    public async Task Fields_of_the_flow_count_before_those_of_the_contact()
    {
        var mark = Mark();
        await api.TakeInAsync($$"""{"message": "Photo {{mark}}", "media_url": "{{InboxApi.Photos.Address}}a.png", "sender": "Chef", "contact": {"id": "{{mark}}", "name": "Autre", "last_input_text": "avant"} }""");
        var message = Assert.Single(await api.MessagesAsync(mark));
        Assert.Equal(("Chef", mark), ((string?)message["sender"], (string?)message["contact"]!["manychat_id"]));
        Assert.Single(message["media"]!.AsArray());
    }

    [Fact]
    public async Task The_same_words_at_the_same_moment_are_one_message_and_an_hour_later_two()
    {
        var mark = Mark();
        string Said(string at) => $$"""{"id": "{{mark}}", "last_input_text": "OK  {{mark}}", "last_interaction": "{{at}}"}""";
        foreach (var at in new[] { "2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z", "2026-11-22T09:00:00Z" }) await api.TakeInAsync(Said(at));
        Assert.Equal(2, (await api.MessagesAsync(mark)).Count);
    }

    [Fact]
    public async Task Without_id_and_moment_the_same_words_are_one_message_within_minutes_and_two_after_an_hour()
    {
        var mark = Mark();
        var body = $$"""{"sender_phone": "699112233", "message_text": "{{mark}}"}""";
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => api.ManyChatAsync(body)));
        await api.ProcessAsync();
        Assert.Single(await api.MessagesAsync(mark));

        await api.Database.ExecuteAsync("update app.webhook_inbox set received_at = received_at + interval '1 hour', outcome = 'pending' where id = (select max(id) from app.webhook_inbox where body = convert_to($1, 'UTF8') and id not in (select inbox_id from chantier_messages where inbox_id is not null))", body);
        await api.ProcessAsync();
        Assert.Equal(2, (await api.MessagesAsync(mark)).Count);
    }

    [Theory]
    [InlineData("699 00 22 33", "+237699002233")]
    [InlineData("00237699002244", "+237699002244")]
    [InlineData("+225 47 00 22 33", "+2250747002233")]
    public async Task A_number_is_kept_as_it_is_dialled_from_everywhere(string written, string kept)
    {
        var mark = Mark();
        await api.TakeInAsync($$"""{"phone": "{{written}}", "text": "{{mark}}"}""");
        Assert.Equal(kept, (string?)Assert.Single(await api.MessagesAsync(mark))["contact"]!["phone"]);
    }

    [Fact]
    public async Task Somebody_known_by_id_and_by_number_is_one_person_once_both_are_seen_together()
    {
        var (mark, phone) = (Mark(), "+2376" + Random.Shared.Next(10_000_000, 99_999_999));
        await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "un {{mark}}"}""");
        await api.TakeInAsync($$"""{"phone": "{{phone}}", "text": "deux {{mark}}"}""");
        await api.TakeInAsync($$"""{"id": "{{mark}}", "phone": "{{phone}}", "text": "trois {{mark}}"}""");
        await api.TakeInAsync($$"""{"id": "{{mark}}", "whatsapp_bsuid": "CM.{{mark}}", "text": "quatre {{mark}}"}""");
        var messages = await api.MessagesAsync(mark);
        Assert.Equal(4, messages.Count);
        Assert.Single(messages.Select(message => (int?)message["contact_id"]).Distinct());
        Assert.Equal((phone, "CM." + mark), ((string?)messages[0]["contact"]!["phone"], (string?)messages[0]["contact"]!["bsuid"]));
    }

    [Fact]
    public async Task A_sender_without_a_number_is_nobody_less()
    {
        var mark = Mark();
        await api.TakeInAsync($$"""{"whatsapp_bsuid": "CM.{{mark}}", "whatsapp_username": "mboua", "text": "{{mark}}"}""");
        var message = Assert.Single(await api.MessagesAsync(mark));
        Assert.Equal(("mboua", null), ((string?)message["sender"], (string?)message["sender_phone"]));
        Assert.Equal("CM." + mark, (string?)message["contact"]!["bsuid"]);
    }

    [Fact]
    public async Task A_message_goes_to_the_senders_site_else_to_a_named_field_else_to_a_code_in_it_else_it_waits()
    {
        var mark = Mark();
        var (own, named, coded) = (await api.SiteAsync("OWN-" + mark), await api.SiteAsync("FLD-" + mark), await api.SiteAsync("COD-" + mark));
        string Said(string who, string text, string? field) =>
            $$$"""{"id": "{{{who}}}{{{mark}}}", "text": "{{{text}}} {{{mark}}}", "custom_fields": [{"id": 1, "name": "chantier", "value": "{{{field ?? "{{chantier}}"}}}"}]}""";
        await api.TakeInAsync(Said("a", "bonjour", null));
        await api.Database.ExecuteAsync("update chantier_contacts set project_id = $1 where manychat_id = $2", own, "a" + mark);
        await api.TakeInAsync(Said("a", $"chez moi #COD-{mark}", $"FLD-{mark}"));
        await api.TakeInAsync(Said("b", $"par champ #COD-{mark}", $"fld {mark}"));
        await api.TakeInAsync(Said("c", $"par code #cod-{mark}", "nulle part"));
        await api.TakeInAsync(Said("d", "#INCONNU", null));

        var routes = (await api.MessagesAsync(mark)).Select(message => ((int?)message["project_id"], (string?)message["routed_by"]));
        Assert.Equal([(null, null), (own, "contact"), (named, "field"), (coded, "code"), (null, null)], routes);
    }

    [Fact]
    public async Task An_urgent_message_is_an_alert_at_once_and_only_one()
    {
        var mark = Mark();
        var site = await api.SiteAsync("URG-" + mark);
        foreach (var text in new[] { $"🚨 vol de câbles #URG-{mark}", $"URGENT : blessé #URG-{mark}", $"rien d'urgent, pas urgent #URG-{mark}" })
            await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "{{text}}", "timestamp": "2026-11-22T08:00:00Z"}""");
        await api.Database.ExecuteAsync("update app.webhook_inbox set outcome = 'pending' where position(convert_to($1, 'UTF8') in body) > 0", mark);
        await api.ProcessAsync();
        Assert.Equal(2, await api.Database.ScalarAsync<long>("select count(*) from alerts where project_id = $1 and priority = 'critical' and alert_type = 'urgent_message'", site));
    }

    [Fact]
    public async Task Stop_ends_the_consent_and_outlives_what_the_contacts_data_still_say()
    {
        var mark = Mark();
        foreach (var (text, at) in new[] { ("Bonjour", 8), ("STOP", 9), ("encore moi", 10) })
            await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "{{text}}", "optin_whatsapp": true, "timestamp": "2026-11-22T{{at:00}}:00:00Z"}""");
        Assert.Equal("opted_out STOP", await api.Database.ScalarAsync<string>("select consent || ' ' || consent_source from chantier_contacts where manychat_id = $1", mark));
        await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "Arrêt.", "timestamp": "2026-11-22T11:00:00Z"}""");
        await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "Start", "timestamp": "2026-11-22T12:00:00Z"}""");
        Assert.Equal("opted_in", await api.Database.ScalarAsync<string>("select consent from chantier_contacts where manychat_id = $1", mark));
        Assert.Equal(12, await api.Database.ScalarAsync<decimal>("select extract(hour from last_inbound_at at time zone 'UTC') from chantier_contacts where manychat_id = $1", mark));
    }

    [Fact]
    public async Task The_day_is_that_of_the_sites_own_calendar()
    {
        var mark = Mark();
        await api.SiteAsync("TYO-" + mark, "Asia/Tokyo");
        await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "tard #TYO-{{mark}}", "timestamp": "2026-11-21T20:00:00Z"}""");
        Assert.Equal("2026-11-22", (string?)Assert.Single(await api.MessagesAsync(mark))["local_day"]);
    }

    [Fact]
    public async Task A_variable_that_ManyChat_left_as_it_stands_is_no_value()
    {
        var mark = Mark();
        await api.TakeInAsync($$$"""{"id": "{{user_id}}", "name": "{{first_name}} {{last_name}}", "phone": "{{phone}}", "text": "{{last_input_text}}", "message_text": "{{{mark}}}", "media_url": "{{photo}}"}""", "{{idempotency}}");
        var message = Assert.Single(await api.MessagesAsync(mark));
        Assert.Equal((null, null, null), ((string?)message["sender"], (string?)message["external_id"], (int?)message["contact_id"]));
        Assert.Empty(message["media"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"id": 1, "last_input_text": "{{last_input_text}}"}""")]
    [InlineData("""{}""")]
    [InlineData("12")]
    [InlineData("[]")]
    [InlineData("""{"message_text": {"deep": true}}""")]
    public async Task What_holds_nothing_to_say_lies_in_quarantine_with_its_reason(string body)
    {
        await api.TakeInAsync(body);
        Assert.Equal("quarantined", await api.Database.ScalarAsync<string>("select outcome from app.webhook_inbox where body = convert_to($1, 'UTF8') and error is not null limit 1", body));
    }

    [Theory]
    [InlineData("""{"text": "\ud83d seul MARK"}""")]
    [InlineData("""{"text": "nul\u0000 MARK"}""")]
    [InlineData("""{"text": "premier", "text": "MARK"}""")]
    [InlineData("""{"text": "MARK", "id": 123456789012345678901234567890, "timestamp": 1e400, "phone": 9e999}""")]
    [InlineData("""{"text": "MARK", "name": "\u0000\udc00", "custom_fields": {"chantier": 99999999999999999999}}""")]
    public async Task Hostile_text_comes_in_as_what_can_be_kept_of_it(string body)
    {
        var mark = Mark();
        await api.TakeInAsync(body.Replace("MARK", mark, StringComparison.Ordinal));
        Assert.Single(await api.MessagesAsync(mark));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_and_a_nesting_without_end_harm_nobody()
    {
        var mark = Mark();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/functions/v1/manychat-webhook")
        {
            Content = new ByteArrayContent([.. Encoding.UTF8.GetBytes($$"""{"text": "{{mark}} caf"""), 0xE9, .. "\"}"u8]),
        };
        request.Headers.Add("X-Peppi-Webhook-Secret", InboxApi.Secret);
        (await api.Client().SendAsync(request)).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.BadRequest, (await api.ManyChatAsync(new string('[', 100_000))).StatusCode);
        await api.ProcessAsync();
        Assert.Single(await api.MessagesAsync(mark));
    }

    [Fact]
    public async Task One_delivery_of_Meta_may_hold_many_messages_and_statuses()
    {
        var mark = Mark();
        var body = $$"""
            {"object": "whatsapp_business_account", "entry": [
              {"id": "1", "changes": [{"field": "messages", "value": {"messaging_product": "whatsapp", "contacts": [{"profile": {"name": "Serge"}, "wa_id": "237699000777"}],
                "messages": [
                  {"from": "237699000777", "id": "wamid.{{mark}}1", "timestamp": "1795507200", "type": "text", "text": {"body": "un {{mark}}"} },
                  {"from": "237699000777", "id": "wamid.{{mark}}2", "timestamp": "1795507201", "type": "image", "image": {"id": "m{{mark}}", "mime_type": "image/png", "caption": "deux {{mark}}"} },
                  {"from": "237699000777", "id": "wamid.{{mark}}r", "timestamp": "1795507201", "type": "reaction", "reaction": {"emoji": "👍"} }]} }]},
              {"id": "2", "changes": [{"field": "messages", "value": {"messages": [{"from": "237699000778", "id": "wamid.{{mark}}3", "timestamp": "1795507202", "type": "text", "text": {"body": "trois {{mark}}"} }]} },
                {"field": "messages", "value": {"statuses": [{"id": "wamid.s{{mark}}", "status": "read", "timestamp": "1795507203"}, {"id": "wamid.s{{mark}}", "status": "sent", "timestamp": "1795507204"}]} }]}]}
            """;
        for (var time = 0; time < 2; time++)
        {
            (await api.WhatsAppAsync(Encoding.UTF8.GetBytes(body))).EnsureSuccessStatusCode();
            await api.ProcessAsync();
        }

        // A delivery of the same messages that is written otherwise.
        (await api.WhatsAppAsync(Encoding.UTF8.GetBytes(body + " "))).EnsureSuccessStatusCode();
        await api.ProcessAsync();
        var messages = await api.MessagesAsync(mark);
        Assert.Equal(3, messages.Count);
        Assert.Equal("wamid." + mark + "1", (string?)messages[0]["external_id"]);
        Assert.Equal("m" + mark, (string?)messages[1]["media"]![0]!["source_id"]);
        Assert.Equal("read", await api.Database.ScalarAsync<string>("select status from app.message_statuses where external_id = $1", "wamid.s" + mark));
    }

    [Fact]
    public async Task A_card_an_order_and_what_WhatsApp_cannot_show_are_seen_as_well()
    {
        var mark = Mark();
        (await api.WhatsAppAsync(Encoding.UTF8.GetBytes($$"""
            {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": {"messages": [
              {"from": "237699000779", "id": "wamid.{{mark}}1", "timestamp": "1795507200", "type": "contacts",
               "contacts": [{"name": {"formatted_name": "Awa {{mark}}"}, "phones": [{"phone": "+237 699 11 22 33"}, {"phone": "+237 699 44 55 66"}] }] },
              {"from": "237699000779", "id": "wamid.{{mark}}2", "timestamp": "1795507201", "type": "order", "order": {"catalog_id": "1"} },
              {"from": "237699000779", "id": "wamid.{{mark}}3", "timestamp": "1795507202", "type": "unsupported", "errors": [{"code": 131051}] }]} }]}]}
            """))).EnsureSuccessStatusCode();
        await api.ProcessAsync();
        Assert.Equal($"👤 Awa {mark} +237 699 11 22 33 +237 699 44 55 66|[order]|[unsupported]", await api.Database.ScalarAsync<string>(
            "select string_agg(message_text, '|' order by external_id) from chantier_messages where external_id like 'wamid.' || $1 || '%'", mark));
    }

    [Fact]
    public async Task A_row_that_a_server_inserts_goes_the_same_way_and_the_answer_stays_PostgRESTs()
    {
        var mark = Mark();
        var site = await api.SiteAsync("RST-" + mark);
        var row = new { sender = "Chef", sender_phone = "699 00 55 66", message_text = $"URGENT fuite #RST-{mark}", media_url = InboxApi.Photos.Address + mark + ".png" };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/rest/v1/chantier_messages") { Content = JsonContent.Create(row) };
        request.Headers.Add("Prefer", "return=representation");
        var answer = await api.Service().SendAsync(request);
        Assert.Equal((HttpStatusCode.Created, 1), (answer.StatusCode, (await PeppiApi.JsonAsync(answer)).AsArray().Count));
        Assert.Equal(HttpStatusCode.Created, (await api.Service().PostAsJsonAsync("/rest/v1/chantier_messages", row)).StatusCode);
        await api.ProcessAsync();

        var message = Assert.Single(await api.MessagesAsync(mark));
        Assert.Equal((site, "code", true, "+237699005566"), ((int?)message["project_id"], (string?)message["routed_by"], (bool)message["is_urgent"]!, (string?)message["contact"]!["phone"]));
        Assert.Equal("pending", (string?)Assert.Single(message["media"]!.AsArray())!["state"]);
        Assert.Equal(1, await api.Database.ScalarAsync<long>("select count(*) from alerts where project_id = $1", site));
    }

    [Fact]
    public async Task Several_messages_of_one_body_have_ids_and_photos_of_their_own_and_are_read_twice_without_harm()
    {
        var mark = Mark();
        await api.TakeInAsync($$"""
            {"id": "{{mark}}", "message_id": "m{{mark}}", "media_url": "{{InboxApi.Photos.Address}}a.png",
             "messages": [{"text": "un {{mark}}"}, {"text": "deux {{mark}}", "media_url": "{{InboxApi.Photos.Address}}b.png"}, {"text": "trois {{mark}}", "mid": "x{{mark}}"}]}
            """);
        await api.Database.ExecuteAsync("update app.webhook_inbox set outcome = 'pending' where position(convert_to($1, 'UTF8') in body) > 0", mark);
        await api.ProcessAsync();
        var messages = await api.MessagesAsync(mark);
        Assert.Equal([$"m{mark}#0", $"m{mark}#1", $"x{mark}"], messages.Select(message => (string?)message["external_id"]));
        Assert.Equal([0, 1, 0], messages.Select(message => message["media"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_key_with_a_variable_in_it_or_with_other_words_loses_no_message()
    {
        var mark = Mark();
        foreach (var key in new[] { "flow-{{message_id}}", mark })
        {
            foreach (var word in new[] { "un", "deux", "deux" }) (await api.ManyChatAsync($$$"""{"id": "{{{mark}}}", "message_id": "id {{mid}}", "text": "{{{word}}} {{{mark}}} {{{key.Length}}}"}""", key)).EnsureSuccessStatusCode();
        }

        await api.ProcessAsync();
        Assert.Equal(4, (await api.MessagesAsync(mark)).Count);
    }

    [Fact]
    public async Task Who_turns_out_to_be_one_person_within_a_batch_keeps_each_message()
    {
        var (mark, phone) = (Mark(), "+2376" + Random.Shared.Next(10_000_000, 99_999_999));
        await api.TakeInAsync($$"""{"phone": "{{phone}}", "text": "zéro {{mark}}"}""");
        foreach (var body in new[] { $$"""{"id": "{{mark}}", "text": "un {{mark}}"}""", $$"""{"phone": "{{phone}}", "text": "deux {{mark}}"}""", $$"""{"id": "{{mark}}", "phone": "{{phone}}", "text": "trois {{mark}}"}""" })
            (await api.ManyChatAsync(body)).EnsureSuccessStatusCode();
        await api.ProcessAsync();
        var messages = await api.MessagesAsync(mark);
        Assert.Equal((4, 1), (messages.Count, messages.Select(message => (int?)message["contact_id"]).Distinct().Count()));
        Assert.Equal(phone, (string?)messages[0]["contact"]!["phone"]);
    }

    [Fact]
    public async Task A_number_is_a_site_only_where_the_field_is_for_numbers_and_a_code_of_two_sites_names_none()
    {
        var mark = Mark();
        var site = await api.SiteAsync("NUM-" + mark);
        await api.SiteAsync("DBL-" + mark);
        await api.SiteAsync("DBL " + mark);
        await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "un {{mark}}", "chantier": {{site}} }""");
        await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "deux {{mark}}", "project_id": {{site}} }""");
        await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "trois #DBL-{{mark}}"}""");
        Assert.Equal([null, site, null], (await api.MessagesAsync(mark)).Select(message => (int?)message["project_id"]));
    }

    [Fact]
    public async Task A_path_of_another_site_leads_nowhere_and_one_of_its_own_is_never_moved()
    {
        var mark = Mark();
        var (own, other) = (await api.SiteAsync("PA1-" + mark), await api.SiteAsync("PA2-" + mark));
        foreach (var (site, path) in new[] { (own, $"chantier/{own}/{mark}.png"), (own, $"chantier/{other}/x.png"), ((int?)null, "chantier/a-trier/x.png") })
            (await api.Service().PostAsJsonAsync("/rest/v1/chantier_messages", new { project_id = site, message_text = mark, media_url = path })).EnsureSuccessStatusCode();
        await api.ProcessAsync();
        var media = (await api.MessagesAsync(mark)).Select(message => message["media"]!.AsArray()).ToList();
        Assert.Equal([1, 0, 0], media.Select(files => files.Count));
        Assert.Null((string?)media[0][0]!["next_attempt_at"]);

        await api.Database.ExecuteAsync("insert into storage.blobs (sha256, size, touched_at) values (repeat('e', 64), 1, now()) on conflict do nothing");
        await api.Database.ExecuteAsync("insert into storage.objects (id, bucket_id, name, mime_type, sha256, sent_sha256, size, cache_control, version, created_at, updated_at) values (gen_random_uuid(), 'projets', $1, 'image/png', repeat('e', 64), repeat('e', 64), 1, 'no-cache', gen_random_uuid(), now(), now())", $"chantier/{own}/{mark}.png");
        await api.Database.ExecuteAsync("update chantier_messages set project_id = $1 where message_text = $2 and project_id = $3", other, mark, own);
        await api.CopyAsync();
        Assert.Equal(1, await api.Database.ScalarAsync<long>("select count(*) from storage.objects where name = $1", $"chantier/{own}/{mark}.png"));
    }

    [Theory]
    [InlineData("200000-01-01T00:00:00Z")]
    [InlineData("0044-03-15 00:00:00 BC")]
    [InlineData("infinity")]
    public async Task A_moment_that_no_clock_shows_is_refused(string moment)
    {
        var answer = await api.Service().PostAsJsonAsync("/rest/v1/chantier_messages", new { message_text = Mark(), occurred_at = moment });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_message_without_a_site_is_seen_by_those_alone_who_see_every_site()
    {
        var mark = Mark();
        await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "{{mark}}"}""");
        await api.Database.ExecuteAsync("""
            insert into users (id, email, role_id) values ('00000000-0000-7000-8000-0000000000a1', 'g@x.fr', (select id from roles where name = 'general_management')),
              ('00000000-0000-7000-8000-0000000000a2', 'm@x.fr', (select id from roles where name = 'project_manager')) on conflict do nothing
            """);
        Assert.Equal((1, 0), (await CountAsync("a1", mark), await CountAsync("a2", mark)));
    }

    private async Task<long> CountAsync(string last, string mark)
    {
        await using var connection = new Npgsql.NpgsqlConnection(api.Database.ConnectionStringOf("peppi_api"));
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand("select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true)", connection);
        command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = new JsonObject { ["sub"] = "00000000-0000-7000-8000-0000000000" + last, ["aal"] = "aal2" }.ToJsonString() });
        await command.ExecuteNonQueryAsync();
        await using var count = new Npgsql.NpgsqlCommand("select count(*) from chantier_messages where message_text = $1", connection);
        count.Parameters.Add(new Npgsql.NpgsqlParameter { Value = mark });
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
