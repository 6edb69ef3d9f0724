using Peppi.Testing;

namespace Peppi.WebApi.Tests.Clients;

/// <summary>The unmodified <c>supabase.storage</c> and <c>tus-js-client</c>: every call, success and refusal.</summary>
public sealed class The_official_client_keeps_files(DemoApi api) : IClassFixture<DemoApi>
{
    [Fact]
    public Task Every_call_of_storage_js_and_tus_is_answered_as_they_expect() => api.PassesAsync("storage.test.mjs", TestDemo.Password);
}
