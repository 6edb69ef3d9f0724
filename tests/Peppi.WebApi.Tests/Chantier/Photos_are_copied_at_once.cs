using System.Text.Json.Nodes;

namespace Peppi.WebApi.Tests.Chantier;

public sealed class Photos_are_copied_at_once(InboxApi api) : IClassFixture<InboxApi>
{
    [Fact]
    public async Task A_photo_lies_in_the_store_under_its_site_and_the_message_leads_there()
    {
        var mark = Guid.NewGuid().ToString("n");
        var site = await api.SiteAsync("PHO-" + mark);
        var media = await CopyAsync(mark, mark + ".png", $"#PHO-{mark}");
        Assert.Equal(("stored", "image/png", 64), ((string?)media["state"], (string?)media["content_type"], ((string?)media["sha256"])!.Length));
        Assert.StartsWith($"chantier/{site}/", (string?)media["object_path"], StringComparison.Ordinal);
        var path = await api.Database.ScalarAsync<string>("select media_url from chantier_messages where message_text like '%' || $1 || '%'", mark);
        Assert.Equal((string?)media["object_path"], path);
        Assert.Equal(1, await api.Database.ScalarAsync<long>("select count(*) from storage.objects where bucket_id = 'projets' and name = $1 and project_id = $2", path, site));
    }

    [Fact]
    public async Task A_photo_moves_with_its_message_when_somebody_sorts_it()
    {
        var mark = Guid.NewGuid().ToString("n");
        var site = await api.SiteAsync("MOV-" + mark);
        var before = (string?)(await CopyAsync(mark, mark + ".png"))["object_path"];
        Assert.StartsWith("chantier/a-trier/", before, StringComparison.Ordinal);

        await api.Database.ExecuteAsync("update chantier_messages set project_id = $1 where message_text like '%' || $2 || '%'", site, mark);
        await api.CopyAsync();
        var after = (string?)(await MediaAsync(mark))["object_path"];
        Assert.StartsWith($"chantier/{site}/", after, StringComparison.Ordinal);
        Assert.Equal(1, await api.Database.ScalarAsync<long>("select count(*) from storage.objects where name = $1 and project_id = $2", after!, site));
    }

    [Fact]
    public async Task Sorted_while_it_is_stored_it_is_moved_all_the_same()
    {
        var mark = Guid.NewGuid().ToString("n");
        var site = await api.SiteAsync("RACE-" + mark);
        var media = await CopyAsync(mark, mark + ".png");
        await api.Database.ExecuteAsync("update chantier_messages set project_id = $1 where message_text like '%' || $2 || '%'", site, mark);

        // As a copy writes it that began before the message was sorted.
        await api.Database.ExecuteAsync("update chantier_media set object_path = null where id = $1", (int)media["id"]!);
        await api.Database.ExecuteAsync("update chantier_media set object_path = $1, next_attempt_at = null where id = $2", (string)media["object_path"]!, (int)media["id"]!);
        await api.CopyAsync();
        Assert.StartsWith($"chantier/{site}/", (string?)(await MediaAsync(mark))["object_path"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_message_takes_its_photo_along()
    {
        var mark = Guid.NewGuid().ToString("n");
        var path = (string)(await CopyAsync(mark, mark + ".png"))["object_path"]!;
        Assert.Equal(1, await api.Database.ScalarAsync<long>("select count(*) from storage.objects where name = $1", path));
        await api.Database.ExecuteAsync("delete from chantier_messages where message_text like '%' || $1 || '%'", mark);
        Assert.Equal(0, await api.Database.ScalarAsync<long>("select count(*) from storage.objects where name = $1", path));
    }

    [Fact]
    public async Task Photos_without_any_address_hold_up_nobody()
    {
        var mark = Guid.NewGuid().ToString("n");
        await api.TakeInAsync($$"""{"text": "sans adresse {{mark}}", "id": "{{mark}}"}""");
        await api.Database.ExecuteAsync("""
            insert into chantier_media (message_id, state, next_attempt_at)
            select id, 'pending', now() - interval '1 hour' from chantier_messages, generate_series(1, 40) where message_text like '%' || $1 || '%'
            """, mark);
        Assert.Equal("stored", (string?)(await CopyAsync(mark + "b", mark + ".png"))["state"]);
        await api.CopyAsync();
        Assert.Equal(40, await api.Database.ScalarAsync<long>("select count(*) from chantier_media where state = 'lost' and message_id in (select id from chantier_messages where message_text = 'sans adresse ' || $1)", mark));
    }

    [Fact]
    public async Task A_photo_that_is_not_there_is_tried_again_at_growing_distances_and_then_lost()
    {
        var (mark, path) = (Guid.NewGuid().ToString("n"), "/late.png");
        InboxApi.Photos.Missing[path] = true;
        List<int> waits = [];
        var media = await CopyAsync(mark, "late.png");
        while ((string?)media["state"] == "pending")
        {
            waits.Add((int)Math.Round((DateTimeOffset.Parse((string)media["next_attempt_at"]!, null) - DateTimeOffset.Parse((string)media["updated_at"]!, null)).TotalMinutes));
            Assert.Contains("404", (string?)media["error"], StringComparison.Ordinal);
            await api.Database.ExecuteAsync("update chantier_media set next_attempt_at = now() where id = $1", (int)media["id"]!);
            await api.CopyAsync();
            media = await MediaAsync(mark);
        }

        Assert.Equal([1, 5, 30, 120], waits);
        Assert.Equal("lost", (string?)media["state"]);

        // Whoever finds that it is there after all may have it fetched again.
        InboxApi.Photos.Missing.TryRemove(path, out _);
        await api.Database.ExecuteAsync("update chantier_media set state = 'pending', attempts = 0, next_attempt_at = now() where id = $1", (int)media["id"]!);
        await api.CopyAsync();
        Assert.Equal("stored", (string?)(await MediaAsync(mark))["state"]);
    }

    [Theory]
    [InlineData("http://127.0.0.2:1/x.png", "not on the list")]
    [InlineData("https://evil.example/x.png", "not on the list")]
    [InlineData("http://user:word@127.0.0.1/x.png", "name and a password")]
    [InlineData("{photos}to/http%3A%2F%2F169.254.169.254%2Flatest", "not on the list")]
    [InlineData("{photos}to/file%3A%2F%2F%2Fetc%2Fpasswd", "https")]
    [InlineData("{photos}endless/x.png", "larger")]
    public async Task What_must_not_be_fetched_is_lost_at_once_with_the_reason(string address, string reason)
    {
        var mark = Guid.NewGuid().ToString("n");
        var media = await CopyAsync(mark, address.Replace("{photos}", InboxApi.Photos.Address, StringComparison.Ordinal));
        Assert.Equal("lost", (string?)media["state"]);
        Assert.Contains(reason, (string?)media["error"], StringComparison.Ordinal);
        Assert.Equal(1, (int?)media["attempts"]);
    }

    [Theory]
    [InlineData("page/x.png", "text/html")]
    [InlineData("page/x", "text/html")]
    [InlineData("excuse/x.jpg", "application/json")]
    [InlineData("excuse/x", "application/json")]
    [InlineData("nothing/x.png", "with nothing")]
    public async Task What_is_no_photo_though_the_host_says_200_is_asked_for_again_and_lost_in_the_end_with_the_reason(string photo, string reason)
    {
        var mark = Guid.NewGuid().ToString("n");
        var media = await CopyAsync(mark, photo);
        Assert.Equal(("pending", 1), ((string?)media["state"], (int?)media["attempts"]));
        await api.Database.ExecuteAsync("update chantier_media set attempts = 4, next_attempt_at = now() where id = $1", (int)media["id"]!);
        await api.CopyAsync();
        media = await MediaAsync(mark);
        Assert.Equal("lost", (string?)media["state"]);
        Assert.Contains(reason, (string?)media["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_that_the_host_calls_by_a_wrong_type_is_what_its_bytes_say()
    {
        var media = await CopyAsync(Guid.NewGuid().ToString("n"), "mislabelled/x.jpg");
        Assert.Equal(("stored", "image/png"), ((string?)media["state"], (string?)media["content_type"]));
    }

    [Fact]
    public async Task A_slow_host_does_not_hold_up_the_others()
    {
        var mark = Guid.NewGuid().ToString("n");
        var slow = InboxApi.OtherPhotos;
        await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "{{mark}} lent", "media_urls": [{{string.Join(", ", Enumerable.Range(0, 20).Select(at => $"\"{slow.Address}slow/{at}.png\""))}}]}""");
        var copying = api.CopyAsync();
        await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "{{mark}} vite", "media_url": "{{InboxApi.Photos.Address}}{{mark}}.png"}""");
        while ((string?)(await MediaAsync(mark + " vite"))["state"] != "stored")
        {
            Assert.False(copying.IsCompleted);
            await Task.Delay(20);
        }

        Assert.Equal(0, await api.Database.ScalarAsync<long>("select count(*) from chantier_media where state = 'stored' and source_url like $1 || 'slow/%'", slow.Address));
        slow.Released.SetResult();
        await copying;
        Assert.Equal(20, await api.Database.ScalarAsync<long>("select count(*) from chantier_media where state = 'stored' and source_url like $1 || 'slow/%'", slow.Address));
    }

    [Fact]
    public async Task WhatsApps_id_of_a_photo_is_turned_into_its_address_with_the_token()
    {
        var mark = Guid.NewGuid().ToString("n");
        await WhatsAppAsync(mark, mark);
        Assert.Equal("stored", (string?)(await MediaAsync(mark))["state"]);
        Assert.Equal(("Bearer token-of-the-graph", "Bearer token-of-the-graph"), (InboxApi.Photos.Tokens["/graph/" + mark], InboxApi.Photos.Tokens["/whatsapp/" + mark]));
    }

    [Fact]
    public async Task The_token_goes_no_further_than_the_host_and_port_that_it_is_for()
    {
        var mark = Guid.NewGuid().ToString("n");
        InboxApi.Photos.Redirects["/whatsapp/" + mark] = $"{InboxApi.OtherPhotos.Address}{mark}.png";
        await WhatsAppAsync(mark, mark);
        Assert.Equal("stored", (string?)(await MediaAsync(mark))["state"]);
        Assert.Equal("Bearer token-of-the-graph", InboxApi.Photos.Tokens["/whatsapp/" + mark]);
        Assert.Null(InboxApi.OtherPhotos.Tokens[$"/{mark}.png"]);
    }

    [Fact]
    public async Task More_than_a_megabyte_about_a_photo_is_not_read()
    {
        var mark = Guid.NewGuid().ToString("n");
        await WhatsAppAsync(mark, "long-" + mark);
        var media = await MediaAsync(mark);
        Assert.Equal(("pending", "WhatsApp gave no address for it."), ((string?)media["state"], (string?)media["error"]));
    }

    [Fact]
    public async Task No_token_goes_along_with_a_photo_of_ManyChat()
    {
        var mark = Guid.NewGuid().ToString("n");
        await CopyAsync(mark, mark + ".png");
        Assert.Null(InboxApi.Photos.Tokens[$"/{mark}.png"]);
    }

    private async Task WhatsAppAsync(string mark, string id)
    {
        (await api.WhatsAppAsync(System.Text.Encoding.UTF8.GetBytes($$"""
            {"object": "whatsapp_business_account", "entry": [{"changes": [{"value": {"messages": [
              {"from": "237699000999", "id": "wamid.{{mark}}", "timestamp": "1795507200", "type": "image", "image": {"id": "{{id}}", "caption": "{{mark}}"} }]} }]}]}
            """))).EnsureSuccessStatusCode();
        await api.ProcessAsync();
        await api.CopyAsync();
    }

    private async Task<JsonNode> CopyAsync(string mark, string photo, string words = "")
    {
        var url = photo.Contains("://", StringComparison.Ordinal) ? photo : InboxApi.Photos.Address + photo;
        await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "{{mark}} {{words}}", "media_url": "{{url}}"}""");
        await api.CopyAsync();
        return await MediaAsync(mark);
    }

    private async Task<JsonNode> MediaAsync(string mark) => Assert.Single(Assert.Single(await api.MessagesAsync(mark))["media"]!.AsArray())!;
}
