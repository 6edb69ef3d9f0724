using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Peppi.Application.Chantier.Inbox;
using Peppi.Application.Shared;

namespace Peppi.WebApi.Tests.Chantier;

/// <summary>The application with webhooks set up; what they bring is read when a test says so.</summary>
public class InboxApi : PeppiApi
{
    public const string Secret = "first-secret-of-the-flow";
    public const string NextSecret = "next-secret-of-the-flow";
    public const string AppSecret = "secret-of-the-app";
    public const string VerifyToken = "token-of-the-set-up";

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["ManyChat:Secrets:0"] = Secret,
        ["ManyChat:Secrets:1"] = NextSecret,
        ["WhatsApp:AppSecrets:0"] = AppSecret,
        ["WhatsApp:VerifyToken"] = VerifyToken,
        ["WhatsApp:AccessToken"] = "token-of-the-graph",
        ["WhatsApp:GraphUrl"] = Photos.Address + "graph",
        ["Media:Hosts:0"] = "127.0.0.1",
        ["Media:Hosts:1"] = "127.0.0.3",
        ["Media:PrivateNetworks:0"] = "127.0.0.0/8",
        ["Media:PerHost"] = "10",
        ["Media:HttpsOnly"] = "false",
        ["Media:LargestBytes"] = "100000",
        ["Media:Parallel"] = "12",
    };

    /// <summary>A server that photos come from.</summary>
    public static PhotoServer Photos { get; } = new("127.0.0.1");

    /// <summary>Another host that photos come from.</summary>
    public static PhotoServer OtherPhotos { get; } = new("127.0.0.3");

    /// <summary>Reads what lies in the inbox, as the worker does when it is woken.</summary>
    public async Task ProcessAsync() => Assert.True((await InJobsAsync(new ProcessInbox())).Succeeded);

    /// <summary>Fetches photos that are due, as the worker does when it is woken.</summary>
    public async Task CopyAsync() => Assert.True((await InJobsAsync(new CopyDueMedia())).Succeeded);

    /// <summary>Delivers to ManyChat's webhook and reads it.</summary>
    public async Task TakeInAsync(string body, string? key = null)
    {
        (await ManyChatAsync(body, key)).EnsureSuccessStatusCode();
        await ProcessAsync();
    }

    /// <summary>The messages whose text holds these words, first to last, as JSON objects with their sender and photos.</summary>
    public async Task<List<JsonObject>> MessagesAsync(string words)
    {
        await using var connection = new NpgsqlConnection(Database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select to_jsonb(m) || jsonb_build_object('contact', (select to_jsonb(c) from chantier_contacts c where c.id = m.contact_id),
              'media', (select coalesce(jsonb_agg(to_jsonb(f) order by f.id), '[]') from chantier_media f where f.message_id = m.id))
            from chantier_messages m where message_text like '%' || $1 || '%' order by id
            """, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = words });
        await using var reader = await command.ExecuteReaderAsync();
        List<JsonObject> messages = [];
        while (await reader.ReadAsync()) messages.Add(JsonNode.Parse(reader.GetString(0))!.AsObject());
        return messages;
    }

    /// <summary>A site with this code; its id.</summary>
    public Task<int> SiteAsync(string code, string zone = "Africa/Douala") =>
        Database.ScalarAsync<int>("insert into projects (name, code, time_zone) values ('Site ' || $1, $1, $2) returning id", code, zone);

    private Task<Peppi.Domain.Shared.Result<T>> InJobsAsync<T>(IUseCase<T> request) =>
        Services.GetRequiredService<CallerScopes>().RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(request, CancellationToken.None));

    /// <summary>A delivery to ManyChat's webhook.</summary>
    public async Task<HttpResponseMessage> ManyChatAsync(string body, string? key = null, string secret = Secret, string path = "/functions/v1/manychat-webhook")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Peppi-Webhook-Secret", secret);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await Client().SendAsync(request);
    }

    /// <summary>A delivery to Meta's webhook, signed with <paramref name="secret"/>.</summary>
    public async Task<HttpResponseMessage> WhatsAppAsync(byte[] body, string secret = AppSecret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/functions/v1/whatsapp-webhook") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        return await Client().SendAsync(request);
    }
}
