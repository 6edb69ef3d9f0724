using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Peppi.Application.Persistence;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Storage;

/// <summary>The real application over the scene of rights, everyone signed in, with all that storage keeps on the disk.</summary>
public sealed class StorageRightsApi : IAsyncLifetime
{
    private const string Password = "rights-scene-2026";
    private readonly Dictionary<string, HttpClient> clients = [];

    /// <summary>The application.</summary>
    public PeppiApi Api { get; } = new();

    /// <summary>A client with the service key.</summary>
    public HttpClient Service { get; private set; } = null!;

    /// <summary>A client signed in as a person of the scene.</summary>
    public HttpClient As(string person) => clients[person];

    /// <summary>Signs a person in anew: whoever was banned has no session left.</summary>
    public async Task SignInAsync(string person) => clients[person] = await Api.SignedInAsync($"{person}@example.org", Password);

    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        var hasher = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        await RightsScene.FillAsync(Api.Database, hasher.HashPassword(new Account(), Password));
        foreach (var person in RightsScene.Everyone.Where(person => person != RightsScene.Deactivated))
            await SignInAsync(person);
        Service = Api.Service();
    }

    public Task DisposeAsync() => Api.DisposeAsync();
}
