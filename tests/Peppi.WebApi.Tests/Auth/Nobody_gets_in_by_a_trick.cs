using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Auth;

/// <summary>Forged tokens, foreign addresses, listening to clocks and logs.</summary>
public sealed class Nobody_gets_in_by_a_trick(AuthApi api) : IClassFixture<AuthApi>
{
    [Fact]
    public async Task Only_a_token_of_this_issuer_for_this_audience_by_a_key_of_its_kind_is_believed()
    {
        // A key of the instance whose private half the test knows, so that it can sign whatever it likes.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kid = Guid.NewGuid().ToString();
        var seal = api.Services.GetRequiredService<ISecretSeal>();
        await api.Database.ExecuteAsync(
            "insert into auth.signing_keys (kid, purpose, status, sealed_private_key, created_at, trusted_until) values ($1, 'session', 'previous', $2, now(), now() + interval '1 hour')",
            kid, seal.Seal(key.ExportPkcs8PrivateKey(), kid));
        var node = api.AddNode();
        var session = await api.SessionAsync(TestDemo.EmailOf(RoleNames.Finance), TestDemo.Password);
        var good = JsonNode.Parse(Base64Url.DecodeFromChars(((string)session["access_token"]!).Split('.')[1]))!.AsObject();

        Assert.Equal((200, 200), await TryAsync(node, Sign(key, kid, good)));
        foreach (var (name, value) in new (string, JsonNode?)[]
        {
            ("iss", "https://elsewhere.example/auth/v1"), ("aud", "somebody"), ("exp", DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds()), ("exp", null), ("session_id", null),
            ("session_id", Guid.NewGuid().ToString()), ("sub", Guid.NewGuid().ToString()), ("role", "service_role"), ("role", "anon"),
        })
        {
            var claims = good.DeepClone().AsObject();
            if (value is null) claims.Remove(name);
            else claims[name] = value;
            Assert.Equal((401, 403), await TryAsync(node, Sign(key, kid, claims)));
        }

        Assert.Equal((401, 403), await TryAsync(node, Unsigned(good)));
        var publicKey = key.ExportSubjectPublicKeyInfo();
        foreach (var secret in (byte[][])[publicKey, Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem()), Encoding.UTF8.GetBytes(Convert.ToBase64String(publicKey))])
            Assert.Equal((401, 403), await TryAsync(node, Mac(secret, kid, good)));

        await api.Database.ExecuteAsync("update auth.sessions set ended_at = now(), end_reason = 'ended_by_admin' where id = $1", Guid.Parse((string)good["session_id"]!));
        await Task.Delay(500);
        Assert.Equal((401, 403), await TryAsync(node, Sign(key, kid, good)));
    }

    [Theory]
    [InlineData("https://app.exemple.fr/autre?x=1", true)]
    [InlineData("https://a.exemple.org/retour/x/y", true)]
    [InlineData("peppi://auth", true)]
    [InlineData("http://localhost:3000/cb", true)]
    [InlineData("http://localhost:3000/cb/deeper", false)]
    [InlineData("http://localhost:3001/cb", false)]
    [InlineData("http://app.exemple.fr/autre", false)]
    [InlineData("https://app.exemple.fr:444/", false)]
    [InlineData("https://a.b.exemple.org/retour/x", false)]
    [InlineData("https://exemple.org/retour/x", false)]
    [InlineData("https://evil.example/.exemple.org/retour/x", false)]
    [InlineData("https://evil.example?a.exemple.org/retour/x", false)]
    [InlineData("https://evil.example#a.exemple.org/retour/x", false)]
    [InlineData("https://a.exemple.org.evil.example/retour/x", false)]
    [InlineData("https://a.exemple.org@evil.example/retour/x", false)]
    [InlineData("https://evil.example\\@a.exemple.org/retour/x", false)]
    [InlineData("https://evil.example%2f.exemple.org/retour/x", false)]
    [InlineData("https://evil.example%00.exemple.org/retour/x", false)]
    [InlineData("https:evil.example/retour/x", false)]
    [InlineData("https:///evil.example/retour/x", false)]
    [InlineData("//evil.example/retour/x", false)]
    [InlineData("/retour/x", false)]
    [InlineData("javascript:alert(1)//a.exemple.org/retour/", false)]
    [InlineData("JaVaScRiPt://a.exemple.org/retour/%0aalert(1)", false)]
    [InlineData("data:text/html,a.exemple.org/retour/x", false)]
    [InlineData("peppi://auth.evil", false)]
    [InlineData("https://a.exemple.org/retour/\r\nSet-Cookie: x=1", false)]
    [InlineData("\thttps://evil.example/", false)]
    [InlineData("https://app.exemple.fr.evil.example/", false)]
    [InlineData("https://xn--app.exemple.fr/", false)]
    [InlineData("https://a.exemple.org/retour/../../x", false)]
    public async Task A_link_leads_to_listed_places_and_else_to_the_site(string asked, bool allowed)
    {
        var (_, link) = await AuthApi.SendAsync(api.Service(), HttpMethod.Post, "/auth/v1/admin/generate_link",
            new { type = "magiclink", email = TestDemo.EmailOf(RoleNames.Commercial), redirect_to = asked });
        var target = new Uri((string)link!["redirect_to"]!);
        if (allowed) Assert.Equal(new Uri(asked).Host, target.Host);
        else Assert.Equal("https://app.exemple.fr/accueil", target.AbsoluteUri);
    }

    [Fact]
    public async Task The_clock_does_not_tell_known_addresses_from_unknown_ones()
    {
        var (_, known) = await api.PersonAsync();
        var unknown = AuthApi.NewAddress();
        var (first, second) = (new List<double>(), new List<double>());
        for (var attempt = 0; attempt < 205; attempt++)
        {
            // What slows a guesser down would be all that is measured.
            if (attempt % 5 == 0) await api.Database.ExecuteAsync("delete from auth.rate_limits");
            var (one, other) = (await TimeAsync(known), await TimeAsync(unknown));
            if (attempt < 5) continue;
            first.Add(one);
            second.Add(other);
        }

        // The noise of each by itself: together, two that differ would make their difference the noise.
        var noise = Math.Max(Quantile(first, 0.75) - Quantile(first, 0.25), Quantile(second, 0.75) - Quantile(second, 0.25));
        Assert.InRange(Math.Abs(Quantile(first, 0.5) - Quantile(second, 0.5)), 0, Math.Max(noise, 2));

        static double Quantile(List<double> times, double part) => times.Order().ElementAt((int)(times.Count * part));
    }

    [Fact]
    public async Task An_unknown_address_takes_as_long_as_the_dearest_hash_that_somebody_came_with()
    {
        const string dear = "$2a$08$abcdefghijklmnopqrstuuf0JQ6Kg/9R/G610Wn4pX.tA6il1m0tW";
        var (id, imported) = await api.PersonAsync();
        await api.Database.ExecuteAsync("update auth.users set password_hash = $2 where id = $1", Guid.Parse(id), dear);
        await TimeAsync(imported);
        using var scope = api.Services.CreateScope();
        var hasher = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>();
        var (comparing, unknown) = (double.MaxValue, double.MaxValue);

        // The quickest of each: what the machine does besides makes both slower, and without a floor the second would stay the quicker one.
        for (var attempt = 0; attempt < 40 && (attempt < 4 || unknown <= comparing); attempt++)
        {
            var clock = Stopwatch.StartNew();
            hasher.VerifyHashedPassword(new Account(), dear, "not the password");
            comparing = Math.Min(comparing, clock.Elapsed.TotalMilliseconds);
            unknown = Math.Min(unknown, await TimeAsync(AuthApi.NewAddress()));
        }

        Assert.True(unknown > comparing, $"{unknown} ms against {comparing} ms");
        await api.Database.ExecuteAsync("delete from auth.users where id = $1", Guid.Parse(id));
    }

    [Fact]
    public async Task No_line_of_the_log_holds_a_password_a_token_or_a_key()
    {
        var (_, email) = await api.PersonAsync();
        var session = await api.SessionAsync(email, AuthApi.Password);
        var me = api.Client(api.Instance.AnonKey, (string?)session["access_token"]);
        await me.GetAsync("/rest/v1/projects?select=id");
        await api.Anon().PostAsJsonAsync("/auth/v1/token?grant_type=password", new { email, password = AuthApi.Password + "-wrong" });
        await AuthApi.SendAsync(me, HttpMethod.Put, "/auth/v1/user", new { password = AuthApi.Password + "-new" });
        await AuthApi.SendAsync(api.Anon(), HttpMethod.Post, "/auth/v1/token?grant_type=refresh_token", new { refresh_token = (string?)session["refresh_token"] });
        await AuthApi.SendAsync(api.Anon(), HttpMethod.Post, "/auth/v1/recover", new { email });
        var mail = await api.MailAsync(email);
        var target = await api.OpenAsync(mail.Link);
        await api.Service().GetAsync("/auth/v1/admin/users");
        await api.Client(api.Instance.AnonKey, (string?)session["access_token"] + "x").GetAsync("/rest/v1/projects");

        Assert.NotEmpty(api.Log.Lines);
        string[] secrets =
        [
            AuthApi.Password, (string)session["access_token"]!, ((string)session["access_token"]!).Split('.')[2], (string)session["refresh_token"]!, mail.Token, target.Split('#')[1],
            api.Instance.ServiceRoleKey, api.Instance.AnonKey, api.Instance.FirstPassword ?? AuthApi.Password,
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(api.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_table_of_schema_auth_is_reached_through_the_data_api()
    {
        var tables = (await api.Database.ScalarAsync<string>("select string_agg(relname, ',') from pg_class where relnamespace = 'auth'::regnamespace and relkind in ('r', 'v', 'p')")).Split(',');
        Assert.True(tables.Length > 10);
        var admin = await api.SignedInAsync(TestDemo.EmailOf(RoleNames.Admin), TestDemo.Password);
        foreach (var client in (HttpClient[])[api.Anon(), admin, api.Service()])
        {
            foreach (var table in tables)
            {
                var request = new HttpRequestMessage(HttpMethod.Get, $"/rest/v1/{table}");
                request.Headers.Add("Accept-Profile", "auth");
                Assert.Equal(HttpStatusCode.NotAcceptable, (await client.SendAsync(request)).StatusCode);
                if (table != "users") Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/rest/v1/{table}")).StatusCode);
                Assert.False((await client.GetAsync($"/rest/v1/auth.{table}")).IsSuccessStatusCode);
            }
        }

        foreach (var login in (string[])["peppi_api", "peppi_service", "peppi_jobs"])
        {
            await using var connection = new NpgsqlConnection(api.Database.ConnectionStringOf(login));
            await connection.OpenAsync();
            foreach (var table in tables)
            {
                await using var read = new NpgsqlCommand($"select 1 from auth.{table}", connection);
                Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => read.ExecuteScalarAsync())).SqlState);
            }
        }
    }

    private async Task<double> TimeAsync(string email)
    {
        var clock = Stopwatch.StartNew();
        var answer = await api.Anon().PostAsJsonAsync("/auth/v1/token?grant_type=password", new { email, password = "not the password" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return clock.Elapsed.TotalMilliseconds;
    }

    private async Task<(int Data, int Auth)> TryAsync(Uri node, string token)
    {
        var client = api.ClientAt(node, token);
        return ((int)(await client.GetAsync("/rest/v1/projects?limit=1")).StatusCode, (int)(await client.GetAsync("/auth/v1/user")).StatusCode);
    }

    private static string Sign(ECDsa key, string kid, JsonObject claims)
    {
        var text = $"{Part(new JsonObject { ["alg"] = "ES256", ["typ"] = "JWT", ["kid"] = kid })}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    private static string Mac(byte[] secret, string kid, JsonObject claims)
    {
        var text = $"{Part(new JsonObject { ["alg"] = "HS256", ["typ"] = "JWT", ["kid"] = kid })}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Unsigned(JsonObject claims) => $"{Part(new JsonObject { ["alg"] = "none", ["typ"] = "JWT" })}.{Part(claims)}.";

    private static string Part(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
