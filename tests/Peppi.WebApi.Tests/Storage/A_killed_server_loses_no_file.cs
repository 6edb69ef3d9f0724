using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Peppi.Application.Files.Upkeep;
using Peppi.Application.Shared;

namespace Peppi.WebApi.Tests.Storage;

public sealed class A_killed_server_loses_no_file(PeppiApi api) : IClassFixture<PeppiApi>
{
    private const int Kills = 10;
    private const int Length = 200_000_000;

    [Fact]
    public async Task An_upload_of_200_MB_in_parts_survives_ten_kills_at_random_moments()
    {
        var content = new byte[Length];
        var random = new Random(2026);
        random.NextBytes(content);
        long[] moments = [.. Enumerable.Range(0, Kills).Select(_ => random.NextInt64(Length)).Order()];
        await using var server = new ServerProcess(api.Database);
        await server.StartAsync();
        var location = await BeginAsync(server.Address);

        var kills = 0;
        long offset = 0;
        while (offset < Length)
        {
            using var client = Client(server.Address);
            var body = new Doomed(content, offset, kills < Kills ? Math.Max(moments[kills], offset + 1) : Length, kills < Kills ? server.KillAsync : () => Task.CompletedTask);
            using var request = new HttpRequestMessage(HttpMethod.Patch, location) { Content = body };
            request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
            request.Content.Headers.Add("Content-Type", "application/offset+octet-stream");
            try
            {
                var answer = await client.SendAsync(request);
                Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            }
            catch (HttpRequestException) when (kills < Kills)
            {
                kills++;
                await server.StartAsync();
            }

            using var again = Client(server.Address);
            var head = await again.SendAsync(new HttpRequestMessage(HttpMethod.Head, location));
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            offset = long.Parse(head.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
        }

        Assert.Equal(Kills, kills);
        using var reader = Client(server.Address);
        await using var back = await reader.GetStreamAsync(new Uri("/storage/v1/object/projets/chantier/essai/gros.bin", UriKind.Relative));
        Assert.Equal(Convert.ToHexString(SHA256.HashData(content)), Convert.ToHexString(await SHA256.HashDataAsync(back)));
    }

    [Fact]
    public async Task Killed_between_file_and_row_it_leaves_no_row_and_after_the_sweep_no_file()
    {
        // Holds the server where the file stands on the disk and its row is being written.
        await api.Database.ExecuteAsync("""
            create function app.hold() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$;
            create trigger hold before insert on storage.objects for each row when (new.name like '%/tenu.txt' and new.sha256 <> repeat('0', 64)) execute function app.hold();
            """);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData("tenu"u8));
        var file = Path.Combine(api.Database.Home, "storage", "blobs", sha256[..2], sha256[2..4], sha256);
        await using (var server = new ServerProcess(api.Database))
        {
            await server.StartAsync();
            using var client = Client(server.Address);
            var sending = client.PostAsync(new Uri("/storage/v1/object/projets/chantier/essai/tenu.txt", UriKind.Relative), new StringContent("tenu"));
            while (!File.Exists(file)) await Task.Delay(10);
            await server.KillAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => sending);
        }

        // The server's statement outlives the server by its sleep; only the superuser may cut that short.
        await using (var super = new NpgsqlConnection(api.Database.SuperConnectionString))
        {
            await super.OpenAsync();
            await using var end = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'", super);
            await end.ExecuteNonQueryAsync();
        }

        await api.Database.ExecuteAsync("drop trigger hold on storage.objects");
        Assert.Equal(0L, await api.Database.ScalarAsync<long>("select count(*) from storage.objects where name like '%/tenu.txt'"));
        Assert.Equal(0, await SweepAsync());
        Assert.True(File.Exists(file), "What was brought a moment ago is left alone.");
        await api.Database.ExecuteAsync("update storage.blobs set touched_at = now() - interval '2 days' where sha256 = $1", sha256);

        Assert.Equal(1, await SweepAsync());
        Assert.False(File.Exists(file));
    }

    private async Task<int> SweepAsync() =>
        (await api.Database.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new SweepFiles(), CancellationToken.None))).Value!.Contents;

    private async Task<Uri> BeginAsync(Uri address)
    {
        using var client = Client(address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/storage/v1/upload/resumable");
        request.Headers.Add("Upload-Length", Length.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Upload-Metadata", string.Join(',', new[] { ("bucketName", "projets"), ("objectName", "chantier/essai/gros.bin"), ("contentType", "application/octet-stream") }
            .Select(pair => $"{pair.Item1} {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Item2))}")));
        var begun = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        return new Uri(begun.Headers.Location!.ToString(), UriKind.RelativeOrAbsolute);
    }

    private HttpClient Client(Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Add("apikey", api.Instance.ServiceRoleKey);
        client.DefaultRequestHeaders.Add("Tus-Resumable", "1.0.0");
        return client;
    }

    /// <summary>Sends from an offset on, and lets something happen when so many bytes have left.</summary>
    private sealed class Doomed(byte[] content, long offset, long moment, Func<Task> happen) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var happened = false;
            for (var at = (int)offset; at < content.Length;)
            {
                var piece = Math.Min(1_000_000, content.Length - at);
                await stream.WriteAsync(content.AsMemory(at, piece));
                at += piece;
                if (happened || at < moment) continue;
                happened = true;
                await happen();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = content.Length - offset;
            return true;
        }
    }
}
