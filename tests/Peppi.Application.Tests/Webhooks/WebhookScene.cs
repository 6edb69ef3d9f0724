using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Application.Webhooks;
using Peppi.Application.Webhooks.Contracts;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;
using Peppi.Testing;

namespace Peppi.Application.Tests.Webhooks;

/// <summary>A database with an admin, a clock that stands still, and targets that answer as a test wants.</summary>
internal sealed class WebhookScene : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private WebhookScene(TestDatabase database, bool realTransport)
    {
        this.database = database;
        services = database.MakeServices(collection =>
        {
            collection.AddSingleton<TimeProvider>(Clock);
            collection.Configure<WebhooksOptions>(options => options.AllowedNetworks = realTransport ? ["127.0.0.0/8"] : []);
            if (!realTransport) collection.AddSingleton<IWebhookTransport>(Targets);
        });
    }

    public StandingClock Clock { get; } = new();

    public FakeTargets Targets { get; } = new();

    public static Caller Admin { get; } = Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.Admin), null);

    public static async Task<WebhookScene> CreateAsync(bool realTransport = false) => new(await TestDatabase.CreateAsync(demo: true), realTransport);

    public IServiceProvider Services => services;

    public Task<Result<T>> SendAsync<T>(Caller caller, IUseCase<T> request) =>
        services.GetRequiredService<CallerScopes>().RunAsync(caller, scope => scope.GetRequiredService<UseCases>().SendAsync(request, CancellationToken.None));

    /// <summary>Reads or writes in one transaction.</summary>
    public Task<T> RunAsync<T>(Caller caller, Func<PeppiDbContext, Task<T>> work) => InTransactionAsync(caller, (_, db) => work(db), commit: true);

    /// <summary>Reads or writes as background work, in one transaction.</summary>
    public Task<T> AsJobsAsync<T>(Func<IServiceProvider, PeppiDbContext, Task<T>> work, bool commit = true) => InTransactionAsync(Caller.Jobs, work, commit);

    private Task<T> InTransactionAsync<T>(Caller caller, Func<IServiceProvider, PeppiDbContext, Task<T>> work, bool commit) =>
        services.GetRequiredService<CallerScopes>().RunAsync(caller, async scope =>
        {
            var db = scope.GetRequiredService<PeppiDbContext>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var outcome = await work(scope, db);
            if (commit) await transaction.CommitAsync();
            return outcome;
        });

    public async Task<(Guid Id, string Secret)> AddAsync(string url, string events = "*", string format = "peppi")
    {
        var added = await SendAsync(Admin, new AddWebhook("Target of " + new Uri(url).Host, url, format, [events]));
        Assert.True(added.Succeeded, added.Error?.Message + added.Error?.Details);
        return (await AsJobsAsync((_, db) => db.WebhookTargets.Where(target => target.Url == url).Select(target => target.Id).SingleAsync()), added.Value);
    }

    public Task<int> QueueAsync(params WebhookNews[] news) =>
        AsJobsAsync((scope, _) => scope.GetRequiredService<IOutgoingWebhooks>().QueueAsync(news, CancellationToken.None));

    public Task<OutgoingEvent> EventAsync(string id) => AsJobsAsync((_, db) => db.OutgoingEvents.AsNoTracking().SingleAsync(row => row.EventId == id));

    /// <summary>What the audit log says of targets.</summary>
    public Task<string> AuditAsync() =>
        database.ScalarAsync<string>("select string_agg(concat(before, after), ' ') from app.audit_log where subject = 'webhook_targets'");

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}

/// <summary>Moves when told.</summary>
internal sealed class StandingClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>Targets that answer what a test says, and remember what they got.</summary>
internal sealed class FakeTargets : IWebhookTransport
{
    public ConcurrentQueue<(Uri Address, string Body, IReadOnlyList<KeyValuePair<string, string>> Headers)> Got { get; } = new();

    public Func<Uri, Task<Result<WebhookAnswer>>> Answer { get; set; } = _ => Task.FromResult<Result<WebhookAnswer>>(new WebhookAnswer(200, "ok"));

    public async Task<Result<WebhookAnswer>> PostAsync(Uri address, string body, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        Got.Enqueue((address, body, headers));
        return await Answer(address);
    }
}

/// <summary>A real server on this machine: takes one request a connection and gives a fixed answer.</summary>
internal sealed class LocalTarget : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly string answer;
    private readonly Task serving;

    public LocalTarget(string answer)
    {
        this.answer = answer;
        listener.Start();
        serving = ServeAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook";

    /// <summary>Head and body of each request.</summary>
    public ConcurrentQueue<(string Head, string Body)> Got { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var connection = await listener.AcceptTcpClientAsync(stop.Token);
            var stream = connection.GetStream();
            var text = "";
            var buffer = new byte[64 * 1024];
            while (!IsWhole(text))
            {
                var read = await stream.ReadAsync(buffer, stop.Token);
                if (read == 0) break;
                text += Encoding.UTF8.GetString(buffer, 0, read);
            }

            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            Got.Enqueue((text[..end], text[(end + 4)..]));
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), stop.Token);
        }
    }

    private static bool IsWhole(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        var length = text.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return Encoding.UTF8.GetByteCount(text[(end + 4)..]) >= int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
