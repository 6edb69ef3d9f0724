using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Peppi.Application.Persistence;
using Peppi.DataApi;
using Peppi.Testing;

namespace Peppi.WebApi.Tests;

/// <summary>The real application over the scene of rights, everyone signed in.</summary>
public class RightsApi : IAsyncLifetime
{
    private const string Password = "rights-scene-2026";
    private readonly Application application;
    private readonly Dictionary<string, HttpClient> clients = [];

    public RightsApi() => application = new(DataApi);

    /// <summary>How the data API behaves: whatever is written is taken back.</summary>
    protected virtual DataApiSettings DataApi { get; } = new() { Aggregates = true, MaxRows = 10_000, ExtraSearchPath = [], RollbackAll = true };

    /// <summary>A client signed in as a person of the scene.</summary>
    public HttpClient As(string person) => clients[person];

    /// <summary>A client with the anon key.</summary>
    public HttpClient Anon() => application.Anon();

    public async Task InitializeAsync()
    {
        await application.InitializeAsync();
        var hasher = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        await RightsScene.FillAsync(application.Database, hasher.HashPassword(new Account(), Password));
        foreach (var person in RightsScene.Everyone.Where(person => person != RightsScene.Deactivated))
        {
            clients[person] = await application.SignedInAsync($"{person}@example.org", Password);
        }

        await CrowdAsync(application.Database);
    }

    /// <summary>Adds rows before anybody asks.</summary>
    protected virtual Task CrowdAsync(TestDatabase database) => Task.CompletedTask;

    public Task DisposeAsync() => application.DisposeAsync();

    private sealed class Application(DataApiSettings dataApi) : PeppiApi
    {
        protected override void Replace(IServiceCollection services) => services.AddSingleton(dataApi);
    }
}
