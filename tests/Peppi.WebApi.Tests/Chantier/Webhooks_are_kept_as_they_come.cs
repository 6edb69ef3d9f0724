using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Peppi.WebApi.Tests.Chantier;

public sealed class Webhooks_are_kept_as_they_come(InboxApi api) : IClassFixture<InboxApi>
{
    [Theory]
    [InlineData("/functions/v1/manychat-webhook", InboxApi.Secret)]
    [InlineData("/edge-functions/manychat-webhook", InboxApi.Secret)]
    [InlineData("/functions/v1/manychat-webhook", InboxApi.NextSecret)]
    public async Task ManyChat_gets_an_empty_answer_of_version_2(string path, string secret)
    {
        var answer = await api.ManyChatAsync("""{"id": 1, "last_input_text": "Bonjour"}""", secret: secret, path: path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await PeppiApi.JsonAsync(answer);
        Assert.Equal("v2", (string?)body["version"]);
        Assert.Equal([], body["content"]!["messages"]!.AsArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong-secret-of-the-flow")]
    public async Task A_wrong_secret_is_401_and_nothing_is_kept(string secret)
    {
        var marker = Guid.NewGuid().ToString();
        var answer = await api.ManyChatAsync($$"""{"last_input_text": "{{marker}}"}""", secret: secret);
        Assert.Equal((HttpStatusCode.Unauthorized, "webhook_secret"), (answer.StatusCode, (string?)(await PeppiApi.JsonAsync(answer))["code"]));
        Assert.Equal(0, await KeptAsync(marker));
    }

    [Fact]
    public async Task The_secret_does_not_count_in_the_address()
    {
        var answer = await api.Client().PostAsync($"/functions/v1/manychat-webhook?secret={InboxApi.Secret}&X-Peppi-Webhook-Secret={InboxApi.Secret}", new StringContent("{}"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task More_than_256_kB_is_413() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await api.ManyChatAsync($$"""{"last_input_text": "{{new string('x', 256 * 1024)}}"}""")).StatusCode);

    [Fact]
    public async Task What_is_not_JSON_is_400_and_kept_in_quarantine()
    {
        var marker = Guid.NewGuid().ToString();
        var answer = await api.ManyChatAsync($"last_input_text={marker}");
        Assert.Equal((HttpStatusCode.BadRequest, "bad_json"), (answer.StatusCode, (string?)(await PeppiApi.JsonAsync(answer))["code"]));
        Assert.Equal("quarantined", await api.Database.ScalarAsync<string>("select outcome from app.webhook_inbox where convert_from(body, 'UTF8') like '%' || $1 || '%'", marker));
    }

    [Fact]
    public async Task The_same_idempotency_key_is_kept_once()
    {
        var (marker, key) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        for (var time = 0; time < 3; time++) Assert.Equal(HttpStatusCode.OK, (await api.ManyChatAsync($$"""{"last_input_text": "{{marker}}"}""", key)).StatusCode);
        Assert.Equal(1, await KeptAsync(marker));
    }

    [Fact]
    public async Task No_secret_is_among_what_is_kept()
    {
        var marker = Guid.NewGuid().ToString();
        await api.ManyChatAsync($$"""{"last_input_text": "{{marker}}"}""");
        var kept = await api.Database.ScalarAsync<string>("select headers::text from app.webhook_inbox where convert_from(body, 'UTF8') like '%' || $1 || '%'", marker);
        Assert.DoesNotContain(InboxApi.Secret, kept, StringComparison.Ordinal);
        Assert.StartsWith("application/json", (string?)JsonNode.Parse(kept)!["content-type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Meta_gets_its_challenge_back_as_plain_text()
    {
        var answer = await api.Client().GetAsync($"/functions/v1/whatsapp-webhook?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={InboxApi.VerifyToken}");
        Assert.Equal((HttpStatusCode.OK, "1158201444", "text/plain"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("hub.mode=subscribe&hub.challenge=1&hub.verify_token=other")]
    [InlineData("hub.mode=subscribe&hub.challenge=1&hub.verify_token=")]
    [InlineData("hub.mode=other&hub.challenge=1&hub.verify_token=" + InboxApi.VerifyToken)]
    [InlineData("")]
    public async Task A_wrong_verify_token_is_403(string query) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await api.Client().GetAsync("/functions/v1/whatsapp-webhook?" + query)).StatusCode);

    [Fact]
    public async Task The_signature_is_over_the_very_bytes()
    {
        // Accents and an emoji, once as escapes and once as they are, with blanks that no serializer would keep.
        var body = Encoding.UTF8.GetBytes("""{ "object" :"whatsapp_business_account", "entry": [ ], "note": "d\u00e9j\u00e0 é 🚨" }""");
        Assert.Equal(HttpStatusCode.OK, (await api.WhatsAppAsync(body)).StatusCode);
        Assert.Equal(body, await api.Database.ScalarAsync<byte[]>("select body from app.webhook_inbox where source = 'whatsapp' and convert_from(body, 'UTF8') like '%note%'"));
    }

    [Fact]
    public async Task A_wrong_or_missing_signature_is_401()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.WhatsAppAsync("{}"u8.ToArray(), "other-secret")).StatusCode);
        foreach (var signature in new[] { "", "sha256=", "sha256=zz", "sha1=" + new string('0', 64), "sha256=" + new string('0', 64), "sha256=" + new string('g', 64) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/functions/v1/whatsapp-webhook") { Content = new ByteArrayContent("{}"u8.ToArray()) };
            request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature);
            Assert.Equal(HttpStatusCode.Unauthorized, (await api.Client().SendAsync(request)).StatusCode);
        }
    }

    private Task<long> KeptAsync(string marker) =>
        api.Database.ScalarAsync<long>("select count(*) from app.webhook_inbox where convert_from(body, 'UTF8') like '%' || $1 || '%'", marker);
}
