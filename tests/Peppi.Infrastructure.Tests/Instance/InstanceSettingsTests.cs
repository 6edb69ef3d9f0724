using Microsoft.Extensions.Configuration;
using Npgsql;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Tests.Instance;

/// <summary>Where an instance lives and what it tells of itself.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class InstanceSettingsTests : IDisposable
{
    private readonly string home = Path.Combine(Path.GetTempPath(), "peppi-settings-" + Guid.NewGuid().ToString("N")[..8]);

    public void Dispose()
    {
        if (Directory.Exists(home)) Directory.Delete(home, recursive: true);
    }

    [Fact]
    public void The_state_folder_lies_beside_the_solution_unless_it_is_moved()
    {
        Assert.Equal(home, Load().Home);
        Assert.Equal(".peppi", Path.GetFileName(InstanceSettings.DefaultHome()));
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(InstanceSettings.DefaultHome())!, "Peppi.sln")));
    }

    [Fact]
    public void The_master_key_is_made_once_and_only_its_owner_can_read_it()
    {
        var keys = Enumerable.Range(0, 8).AsParallel().Select(_ => Load().MasterKey.PasswordOf("peppi_api")).Distinct().ToList();
        Assert.Single(keys);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(home, "keys", "master.key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(home, "keys")));
        Assert.Single(Directory.GetFiles(Path.Combine(home, "keys")));
    }

    [Fact]
    public void Each_login_has_a_password_of_its_own_that_the_same_key_gives_again()
    {
        var key = Convert.ToBase64String(Enumerable.Range(0, 32).Select(number => (byte)number).ToArray());
        var settings = Load(("Security:MasterKey", key));
        Assert.Equal(settings.MasterKey.PasswordOf("peppi_api"), Load(("Security:MasterKey", key)).MasterKey.PasswordOf("peppi_api"));
        Assert.NotEqual(settings.MasterKey.PasswordOf("peppi_api"), settings.MasterKey.PasswordOf("peppi_service"));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", settings.MasterKey.PasswordOf("peppi_api"));
        Assert.False(File.Exists(Path.Combine(home, "keys", "master.key")));
    }

    [Theory]
    [InlineData("too short")]
    [InlineData("AAAA")]
    public void A_master_key_that_is_none_is_refused(string key) =>
        Assert.Contains("32 bytes", Assert.Throws<InvalidOperationException>(() => Load(("Security:MasterKey", key))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0")]
    [InlineData("70000")]
    [InlineData("http")]
    public void A_port_that_is_none_is_refused_by_name(string port) =>
        Assert.Contains("PEPPI_API_PORT", Assert.Throws<InvalidOperationException>(() => Load(("PEPPI_API_PORT", port))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_database_of_the_operators_own_is_used_with_the_derived_logins()
    {
        var settings = Load(("ConnectionStrings:Peppi", "Host=db.example;Port=5433;Database=erp;Username=boss;Password=secret;SSL Mode=VerifyFull"));
        Assert.False(settings.IsEmbedded);
        var api = new NpgsqlConnectionStringBuilder(settings.ConnectionStringOf("peppi_api"));
        Assert.Equal(("db.example", 5433, "erp", "peppi_api", SslMode.VerifyFull), (api.Host, api.Port, api.Database, api.Username, api.SslMode));
        Assert.Equal("boss", new NpgsqlConnectionStringBuilder(settings.OwnerConnectionString).Username);
        Assert.Equal("postgresql://boss:secret@db.example:5433/erp?sslmode=verify-full", InstanceFacts.DatabaseUrl(settings.OwnerConnectionString));
    }

    [Fact]
    public void What_the_facts_hold_comes_back_from_a_shell_unchanged()
    {
        const string nasty = "a'b\"c $HOME `id` \\ é\tz; rm -rf x";
        var facts = new InstanceFacts().Add("FIRST", nasty).Add("EMPTY", "").Add("SECOND", "plain");
        var script = facts.ToShell() + "printf '%s|%s|%s' \"$FIRST\" \"$SECOND\" \"${EMPTY-unset}\"";
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true })!;
        Assert.Equal($"{nasty}|plain|unset", shell.StandardOutput.ReadToEnd());
    }

    [Fact]
    public void The_facts_are_readable_by_their_owner_only()
    {
        var settings = Load();
        new InstanceFacts().Add("ANON_KEY", "k").Write(settings);
        foreach (var file in (string[])["instance.env", "instance.json"])
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(settings.RunFolder, file)));
        }
    }

    private InstanceSettings Load(params (string Key, string Value)[] settings) =>
        InstanceSettings.Load(new ConfigurationBuilder().AddInMemoryCollection(
            [new("PEPPI_HOME", home), .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))]).Build());
}
