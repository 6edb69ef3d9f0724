using Peppi.Testing;
using Peppi.WebApi.Tests.Auth;

namespace Peppi.WebApi.Tests.Clients;

/// <summary>The unmodified <c>supabase.auth</c>: every call, success and refusal, with the mails that it waits for.</summary>
public sealed class The_official_client_signs_in(AuthApi api) : IClassFixture<AuthApi>
{
    [Fact]
    public async Task Every_call_of_auth_js_is_answered_as_it_expects()
    {
        await using var mails = new MailWindow(api);
        await api.PassesAsync("auth.test.mjs", TestDemo.Password, mails.Address);
    }
}
