using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Peppi.Application.Persistence;
using Peppi.Infrastructure.Instance;
using Peppi.Infrastructure.Postgres.Demo;

namespace Peppi.Testing;

/// <summary>The people of the demo, as tests meet them.</summary>
public static class TestDemo
{
    /// <summary>The password of every demo person.</summary>
    public const string Password = "peppi-demo-2026";

    /// <summary>The address of the demo's person of a role.</summary>
    public static string EmailOf(string role) => $"{role}@demo.peppi.local";

    /// <summary>The id of the demo's person of a role.</summary>
    public static Guid IdOf(string role) => DemoGroup.People.First(person => person.Email == EmailOf(role)).Id;

    internal static Task LoadAsync(InstanceSettings settings)
    {
        // A cheap hash: tests sign in often, and what it costs is tested where it matters.
        var hasher = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        return new DemoData(settings, TimeProvider.System).LoadAsync(hasher.HashPassword(new Account(), Password), CancellationToken.None);
    }
}
