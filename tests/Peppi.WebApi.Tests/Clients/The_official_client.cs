using Peppi.Testing;

namespace Peppi.WebApi.Tests.Clients;

/// <summary>The unmodified <c>@supabase/supabase-js</c> talks to Peppi as to the stack that it was written for.</summary>
public sealed class The_official_client(DemoApi api) : IClassFixture<DemoApi>
{
    private const string Functions = """
        create or replace function public.client_test_add(a int, b int) returns int language sql immutable as 'select a + b';
        create or replace function public.client_test_projects() returns setof public.projects language sql stable as 'select * from public.projects';
        grant execute on function public.client_test_add(int, int), public.client_test_projects() to authenticated;
        notify pgrst, 'reload schema';
        """;

    [Fact]
    public async Task Reads_and_writes_rows_and_calls_functions()
    {
        await api.Database.ExecuteAsync(Functions);
        await api.PassesAsync("rest.test.mjs", TestDemo.Password);
    }
}
