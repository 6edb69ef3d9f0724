using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Accounts;
using Peppi.Application.Accounts.Import;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Testing;

namespace Peppi.Application.Tests.Accounts;

public sealed class Accounts_are_imported : IAsyncLifetime
{
    private const string Hash = "$2b$10$N9qo8uLOickgx2ZMRZoMyeUalutVAUeK1iyhYKLzwpTyWAft3dHE.";
    private TestDatabase database = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        await SendAsync(new PrepareInstance("admin@exemple.fr"));
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task A_person_of_Supabase_signs_in_with_the_old_password_and_the_hash_is_replaced()
    {
        var imported = await SendAsync(new ImportUsers($$"""
            [{"id":"7b0c3f0e-6c2b-4a58-9d5e-0d6a2f1f6f01","email":"Zoé@exemple.fr","encrypted_password":"{{Hash}}","email_confirmed_at":"2024-03-01T10:00:00Z",
              "raw_user_meta_data":{"full_name":"Zoé Mbarga"},"created_at":"2024-03-01 09:59:00.123+00","banned_until":null},
             {"email":"new@exemple.fr","encrypted_password":null},
             {"email":"gone@exemple.fr","deleted_at":"2024-01-01T00:00:00Z"}]
            """, "finance"));
        Assert.Equal(new ImportedUsers(2, 1, 1), imported.Value);

        var signedIn = await SendAsync(new SignInWithPassword("zoé@exemple.fr", "correct horse battery", null));
        Assert.Equal(Guid.Parse("7b0c3f0e-6c2b-4a58-9d5e-0d6a2f1f6f01"), signedIn.Value!.Account.Id);
        Assert.DoesNotContain("$2b$", await database.ScalarAsync<string>("select password_hash from auth.users where normalized_email = 'ZOÉ@EXEMPLE.FR'"), StringComparison.Ordinal);
        Assert.True((await SendAsync(new SignInWithPassword("zoé@exemple.fr", "correct horse battery", null))).Succeeded);
        Assert.Equal("Zoé Mbarga", await database.ScalarAsync<string>(
            "select person.display_name from public.users person join public.roles role on role.id = person.role_id where role.name = 'finance' and person.email = 'Zoé@exemple.fr'"));
    }

    [Fact]
    public async Task A_spreadsheet_is_read_with_its_quotes_and_line_breaks()
    {
        var imported = await SendAsync(new ImportUsers(
            "id,email,encrypted_password,raw_user_meta_data\r\n,a@exemple.fr,,\"{\"\"name\"\":\n \"\"Ada, the first\"\"}\"\r\n\r\n,b@exemple.fr," + Hash + ",\r\n", null));
        Assert.Equal(new ImportedUsers(2, 1, 0), imported.Value);
        Assert.Equal("Ada, the first", await database.ScalarAsync<string>("select display_name from public.users where email = 'a@exemple.fr'"));
    }

    [Fact]
    public async Task One_faulty_line_refuses_all_and_every_fault_is_named()
    {
        var outcome = await SendAsync(new ImportUsers($"""
            id,email,encrypted_password
            ,good@exemple.fr,{Hash}
            ,not an address,
            x,admin@exemple.fr,plain
            ,good@exemple.fr,
            """, null));
        Assert.Equal("import_refused", outcome.Error!.Code);
        var lines = outcome.Error.Details!.Split('\n');
        Assert.StartsWith("Line 3: 'not an address'", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Line 4: The id 'x'", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Line 4: encrypted_password", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("Line 5: There is an account with the address", lines[3], StringComparison.Ordinal);
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from auth.users"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[{]")]
    [InlineData("name,age\nx,1")]
    [InlineData("email\n\"open")]
    [InlineData("[1]")]
    public async Task A_file_that_cannot_be_read_says_where(string file) =>
        Assert.Equal("import_refused", (await SendAsync(new ImportUsers(file, null))).Error!.Code);

    [Fact]
    public async Task An_unknown_role_is_refused() =>
        Assert.Contains("no role 'boss'", (await SendAsync(new ImportUsers("email\na@exemple.fr", "boss"))).Error!.Details, StringComparison.Ordinal);

    private Task<Result<T>> SendAsync<T>(IUseCase<T> request) =>
        database.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(request, CancellationToken.None));
}
