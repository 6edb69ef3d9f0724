using Peppi.WebApi.Postgrest;

namespace Peppi.WebApi.Tests.Postgrest;

public class PostgREST_s_settings_are_understood
{
    [Fact]
    public void What_nobody_sets_is_what_PostgREST_would_take()
    {
        var settings = Read();
        Assert.Equal(("!4", 3000, "postgresql://", 10), (settings.Host, settings.Port, settings.Database.Uri, settings.Database.PoolSize));
        Assert.Equal(["public"], settings.Engine.Schemas);
        Assert.Equal(["public"], settings.Engine.ExtraSearchPath);
        Assert.Equal((null, false), (settings.Engine.MaxRows, settings.Engine.Aggregates));
        Assert.Equal("http://0.0.0.0:3000", settings.Engine.PublicAddress);
        Assert.Equal("pgrst", settings.Database.Channel);
    }

    [Fact]
    public void The_database_is_stronger_than_the_environment_and_that_than_the_file()
    {
        var variables = new PostgrestVariables(
            new Dictionary<string, string> { ["db_schemas"] = "a, b" },
            new Dictionary<string, string> { ["PGRST_DB_SCHEMAS"] = "c", ["PGRST_DB_MAX_ROWS"] = "5", ["PGRST_APP_SETTINGS_HOST"] = "h" },
            PostgrestVariables.ReadFile(["# a comment", "db-max-rows = 7", "db-anon-role = \"no\\\"body\" ", "app.settings.other = \"x\"", "server-port = 3001 # here"]));
        var settings = PostgrestSettings.From(variables);
        Assert.Equal(["a", "b"], settings.Engine.Schemas);
        Assert.Equal((5, "no\"body", 3001), (settings.Engine.MaxRows, settings.AnonymousRole, settings.Port));
        Assert.Equal([new("app.settings.host", "h"), new("app.settings.other", "x")], settings.Engine.TransactionSettings);
    }

    [Theory]
    [InlineData("PGRST_MAX_ROWS", "3")]
    [InlineData("PGRST_DB_MAX_ROWS", "3")]
    public void Old_names_still_count(string name, string value) => Assert.Equal(3, Read((name, value)).Engine.MaxRows);

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("\"true\"", true)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("FALSE", false)]
    [InlineData("nonsense", false)]
    public void Yes_and_no_are_read_in_every_spelling(string text, bool value) => Assert.Equal(value, Read(("PGRST_DB_PLAN_ENABLED", text)).Engine.Plans);

    [Theory]
    [InlineData("PGRST_DB_TX_END", "later", "Invalid transaction termination. Check your configuration.")]
    [InlineData("PGRST_OPENAPI_MODE", "x", "Invalid openapi-mode. Check your configuration.")]
    [InlineData("PGRST_LOG_LEVEL", "loud", "Invalid logging level. Check your configuration.")]
    [InlineData("PGRST_CLIENT_ERROR_VERBOSITY", "x", "Invalid client-error-verbosity. Check your configuration.")]
    [InlineData("PGRST_DB_SCHEMAS", "a,pg_catalog", "db-schemas does not allow schema: 'pg_catalog'")]
    [InlineData("PGRST_ADMIN_SERVER_PORT", "3000", "admin-server-port cannot be the same as server-port")]
    [InlineData("PGRST_OPENAPI_SERVER_PROXY_URI", "ftp://x", "Malformed proxy uri, a correct example: https://example.com:8443/basePath")]
    [InlineData("PGRST_JWT_SECRET", "short", "The JWT secret must be at least 32 characters long.")]
    [InlineData("PGRST_JWT_AUD", "foo://%%$$^^.com", "jwt-aud should be a string or a valid URI")]
    [InlineData("PGRST_JWT_ROLE_CLAIM_KEY", "role.other", "failed to parse role-claim-key value (role.other)")]
    [InlineData("PGRST_SERVER_UNIX_SOCKET_MODE", "abc", "Invalid server-unix-socket-mode: not an octal")]
    [InlineData("PGRST_SERVER_UNIX_SOCKET_MODE", "177", "Invalid server-unix-socket-mode: needs to be between 600 and 777")]
    public void What_cannot_be_understood_is_said(string name, string value, string fault)
    {
        var variables = Variables((name, value));
        PostgrestSettings.From(variables);
        Assert.Equal([fault], variables.Faults);
    }

    [Fact]
    public void A_secret_and_an_address_may_stand_in_files()
    {
        var (secret, address) = (Path.GetTempFileName(), Path.GetTempFileName());
        File.WriteAllText(secret, "a secret of more than thirty-two letters\n");
        File.WriteAllText(address, " host=db.example \n");
        var settings = Read(("PGRST_JWT_SECRET", "@" + secret), ("PGRST_DB_URI", "@" + address));
        Assert.Equal(("a secret of more than thirty-two letters", "host=db.example"), (settings.Tokens.Secret, settings.Database.Uri));
    }

    [Fact]
    public void A_setting_that_nobody_knows_is_named()
    {
        var variables = Variables(("PGRST_DB_SCHEMA_", "x"), ("PGRST_DB_POOL", "3"), ("PGRST_APP_SETTINGS_X", "y"), ("HOME", "/"));
        PostgrestSettings.From(variables);
        Assert.Equal(["PGRST_DB_SCHEMA_"], variables.Unknown);
    }

    [Theory]
    [InlineData("$.role", "one")]
    [InlineData(".role", "one")]
    [InlineData("$.app.roles[1]", "editor")]
    [InlineData("$.app.roles[-1]", "viewer")]
    [InlineData(".\"https://x/role\"", "two")]
    [InlineData("$['https://x/role']", "two")]
    [InlineData("$.app.roles[?(@ == \"editor\")]", "editor")]
    [InlineData("$.app.roles[?@ != 'admin']", "editor")]
    [InlineData(".app.roles[?(@ ^== \"vi\")]", "viewer")]
    [InlineData(".app.roles[?(@ ==^ \"in\")]", "admin")]
    [InlineData(".app.roles[?(@ *== \"dit\")]", "editor")]
    [InlineData("$.groups[?@.on == 'yes'].name", "second")]
    [InlineData("$.number", "7")]
    [InlineData("$.nothing", null)]
    [InlineData("$.app.roles[9]", null)]
    public void The_role_is_where_the_path_leads(string path, string? role)
    {
        using var claims = System.Text.Json.JsonDocument.Parse("""
            {"role":"one","number":7,"https://x/role":"two","app":{"roles":["admin","editor","viewer"]},"groups":[{"name":"first","on":"no"},{"name":"second","on":"yes"}]}
            """);
        Assert.Equal(role, RoleClaim.Parse(path)!.Find(claims.RootElement));
    }

    [Theory]
    [InlineData("role")]
    [InlineData("$.")]
    [InlineData("$.a[")]
    [InlineData("$.a[x]")]
    [InlineData("$.a[?(@ ~ \"x\")]")]
    [InlineData("$.a[?(@ == \"x\"]")]
    public void What_is_no_path_is_refused(string path) => Assert.Null(RoleClaim.Parse(path));

    private static PostgrestVariables Variables(params (string Name, string Value)[] set) =>
        new(new Dictionary<string, string>(), set.ToDictionary(s => s.Name, s => s.Value), new Dictionary<string, string>());

    private static PostgrestSettings Read(params (string Name, string Value)[] set)
    {
        var variables = Variables(set);
        var settings = PostgrestSettings.From(variables);
        Assert.Empty(variables.Faults);
        return settings;
    }
}
