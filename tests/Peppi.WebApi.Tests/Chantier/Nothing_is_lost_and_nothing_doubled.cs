using System.Net.Sockets;
using System.Text;

namespace Peppi.WebApi.Tests.Chantier;

public sealed class Nothing_is_lost_and_nothing_doubled(InboxApi api) : IClassFixture<InboxApi>
{
    private const int Deliveries = 1000;

    [Fact]
    public async Task A_thousand_deliveries_each_sent_twice_at_once_in_any_order_over_connections_that_break_are_a_thousand_messages_and_their_photos()
    {
        var random = new Random(20261122);
        var bodies = Enumerable.Range(0, Deliveries).Select(at => (At: at, Json: $$"""
            {"id": "{{at % 40}}", "name": "Chef {{at % 40}}", "text": "mille {{at}}", "media_url": "{{InboxApi.Photos.Address}}mille/{{at}}.png", "last_interaction": "2026-11-22T{{at / 60 % 24:00}}:{{at % 60:00}}:00Z"}
            """)).ToArray();

        // Two senders, each with an order of its own, eight connections each; every twentieth is cut after it was sent and sent again later.
        var senders = Enumerable.Range(0, 2).Select(_ =>
        {
            var order = bodies.ToArray();
            random.Shuffle(order);
            return new Queue<(int At, string Json)>(order.SelectMany((body, at) => at % 20 == 0 ? [(-1, body.Json), body] : new[] { body }));
        }).ToArray();
        await Task.WhenAll(senders.SelectMany(queue => Enumerable.Range(0, 8).Select(async _ =>
        {
            using var client = api.Client();
            while (true)
            {
                (int At, string Json) next;
                lock (queue)
                {
                    if (!queue.TryDequeue(out next)) return;
                }

                if (next.At < 0) await BreakAsync(next.Json);
                else
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, "/functions/v1/manychat-webhook") { Content = new StringContent(next.Json, Encoding.UTF8, "application/json") };
                    request.Headers.Add("X-Peppi-Webhook-Secret", InboxApi.Secret);
                    (await client.SendAsync(request)).EnsureSuccessStatusCode();
                }
            }
        })).Append(ReadMeanwhileAsync()));

        await api.ProcessAsync();
        Assert.Equal(Deliveries, await CountAsync("chantier_messages where message_text like 'mille %'"));
        Assert.Equal(Deliveries, await api.Database.ScalarAsync<long>("select count(distinct message_text) from chantier_messages where message_text like 'mille %'"));
        Assert.Equal(40, await CountAsync("chantier_contacts"));
        await api.CopyAsync();
        Assert.Equal(Deliveries, await CountAsync("chantier_media where state = 'stored'"));

        // Read again from the very bytes, all of them: nothing new.
        await api.Database.ExecuteAsync("update app.webhook_inbox set outcome = 'pending', next_attempt_at = now()");
        await api.ProcessAsync();
        Assert.Equal(Deliveries, await CountAsync("chantier_messages"));
        Assert.Equal(0, await CountAsync("app.webhook_inbox where outcome not in ('processed', 'duplicate')"));
    }

    // Two nodes read while it still comes in.
    private async Task ReadMeanwhileAsync()
    {
        for (var time = 0; time < 3; time++) await Task.WhenAll(api.ProcessAsync(), api.ProcessAsync());
    }

    private Task<long> CountAsync(string what) => api.Database.ScalarAsync<long>($"select count(*) from {what}");

    // Sent whole or in half, and gone before the answer.
    private async Task BreakAsync(string json)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(api.Address.Host, api.Address.Port);
        var bytes = Encoding.UTF8.GetBytes($"POST /functions/v1/manychat-webhook HTTP/1.1\r\nHost: x\r\nX-Peppi-Webhook-Secret: {InboxApi.Secret}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");
        await tcp.GetStream().WriteAsync(bytes.AsMemory(0, json.Length % 2 == 0 ? bytes.Length : bytes.Length - 5));
        tcp.LingerState = new LingerOption(true, 0);
    }
}
