using Peppi.Testing;

namespace Peppi.WebApi.Tests.Clients;

/// <summary>The unmodified <c>@supabase/supabase-js</c> enrols, asks and verifies second factors.</summary>
public sealed class The_official_client_proves_a_second_factor(DemoApi api) : IClassFixture<DemoApi>
{
    [Fact]
    public Task From_the_first_scan_to_the_last_removal() => api.PassesAsync("factors.test.mjs", TestDemo.Password);
}
