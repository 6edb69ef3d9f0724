using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Accounts;
using Peppi.Application.Shared;
using Peppi.Testing;

namespace Peppi.WebApi.Tests;

/// <summary>The real application on a database of its own; share one among the tests of a class.</summary>
public class PeppiApi : IAsyncLifetime
{
    /// <summary>Address of the first administrator.</summary>
    public const string AdminEmail = "admin@exemple.fr";

    private readonly List<WebApplicationFactory<Program>> nodes = [];
    private WebApplicationFactory<Program> factory = null!;

    public TestDatabase Database { get; private set; } = null!;

    public PreparedInstance Instance { get; private set; } = null!;

    /// <summary>Whether the database starts with the demo's data.</summary>
    protected virtual bool Demo => false;

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(Demo);
        Instance = (await Database.RunAsync(Caller.Anonymous, services =>
            services.GetRequiredService<UseCases>().SendAsync(new PrepareInstance(AdminEmail), CancellationToken.None))).Value!;
        factory = StartNode();
    }

    public async Task DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>One more node on the same database; its address.</summary>
    public Uri AddNode() => StartNode().ClientOptions.BaseAddress;

    private WebApplicationFactory<Program> StartNode()
    {
        var node = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            foreach (var (key, value) in Database.Settings) host.UseSetting(key, value);

            // The scheduler is tried where it lives; here a test calls what it calls.
            host.UseSetting("Scheduling:Enabled", "false");
            foreach (var (key, value) in Settings) host.UseSetting(key, value);
            host.ConfigureTestServices(Replace);
        });

        // Real sockets: what a client sends is what the door gets, byte for byte.
        node.UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        node.StartServer();
        nodes.Add(node);
        return node;
    }

    /// <summary>Settings that a fixture wants otherwise than they are by default.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>What a fixture wants otherwise than the application has it.</summary>
    protected virtual void Replace(IServiceCollection services)
    {
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => factory.ClientOptions.BaseAddress;

    /// <summary>A client that sends the given key and, if any, an access token.</summary>
    public HttpClient Client(string? key = null, string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        if (key is not null) client.DefaultRequestHeaders.Add("apikey", key);
        if (token is not null) client.DefaultRequestHeaders.Add("Authorization", "Bearer " + token);
        return client;
    }

    /// <summary>A client of another node.</summary>
    public HttpClient ClientAt(Uri node, string? token = null)
    {
        var client = Client(Instance.AnonKey, token);
        client.BaseAddress = node;
        return client;
    }

    /// <summary>A client with the anon key.</summary>
    public HttpClient Anon() => Client(Instance.AnonKey);

    /// <summary>A client with the service key.</summary>
    public HttpClient Service() => Client(Instance.ServiceRoleKey, Instance.ServiceRoleKey);

    /// <summary>A client signed in as somebody.</summary>
    public async Task<HttpClient> SignedInAsync(string email, string password) =>
        Client(Instance.AnonKey, (await SessionAsync(email, password))["access_token"]!.GetValue<string>());

    /// <summary>The session that a sign-in answers with.</summary>
    public async Task<JsonObject> SessionAsync(string email, string password)
    {
        var answer = await Anon().PostAsJsonAsync("/auth/v1/token?grant_type=password", new { email, password });
        answer.EnsureSuccessStatusCode();
        return (await JsonAsync(answer)).AsObject();
    }

    /// <summary>The body of an answer.</summary>
    public static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync()) ?? throw new JsonException("The answer is JSON null.");

    /// <summary>Where services of the running application are needed.</summary>
    public IServiceProvider Services => factory.Services;
}
