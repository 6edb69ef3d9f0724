using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Accounts.Keys;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Files;
using Peppi.Application.Files.Links;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Storage;

/// <summary>Buckets of one's own, people who may no longer, and what clients do at the wrong moment.</summary>
public sealed partial class Storage_answers_as_the_matrix_says
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_free_buckets(bool isPublic)
    {
        var bucket = isPublic ? "vitrine" : "libre";
        (await scene.Service.PostAsJsonAsync("/storage/v1/bucket", new { id = bucket, name = bucket, @public = isPublic })).EnsureSuccessStatusCode();
        const string owner = RoleNames.Commercial;
        foreach (var person in RightsScene.Everyone.Where(person => person != RightsScene.Deactivated))
        {
            var name = $"{person}.txt";
            (await scene.Service.DeleteAsync($"{Objects}{bucket}/{name}")).Dispose();
            (await scene.As(owner).PostAsync($"{Objects}{bucket}/{name}", Text("mien"))).EnsureSuccessStatusCode();
            var (client, mine) = (scene.As(person), person is owner or RoleNames.Admin);
            async Task SayAsync(string what, bool allowed, HttpResponseMessage answer) =>
                Assert.True(answer.IsSuccessStatusCode == allowed, $"{person}, {bucket}, {what}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");

            await SayAsync("select", mine || isPublic, await client.GetAsync($"{Objects}{bucket}/{name}"));
            await SayAsync("sign", mine || isPublic, await client.PostAsJsonAsync($"{Objects}sign/{bucket}/{name}", new { expiresIn = 60 }));
            await SayAsync("public", isPublic, await scene.Api.Client().GetAsync($"{Objects}public/{bucket}/{name}"));
            await SayAsync("update", mine, await client.PutAsync($"{Objects}{bucket}/{name}", Text("à moi")));
            await SayAsync("move", mine, await client.PostAsJsonAsync($"{Objects}move", new { bucketId = bucket, sourceKey = name, destinationKey = $"{person}-2.txt" }));
            await SayAsync("delete", mine, await client.DeleteAsync($"{Objects}{bucket}/{(mine ? $"{person}-2.txt" : name)}"));
            await SayAsync("insert", true, await client.PostAsync($"{Objects}{bucket}/de-{person}.txt", Text("neuf")));
            await SayAsync("own delete", true, await client.DeleteAsync($"{Objects}{bucket}/de-{person}.txt"));
            await SayAsync("bucket update", person == RoleNames.Admin, await client.PutAsJsonAsync($"/storage/v1/bucket/{bucket}", new { id = bucket, name = bucket, @public = isPublic }));
        }

        await SayNothingToAnybodyAsync(bucket);
    }

    [Fact]
    public async Task What_the_matrix_guards_is_never_made_public()
    {
        foreach (var client in (HttpClient[])[scene.Service, scene.As(RoleNames.Admin)])
            Assert.False((await client.PutAsJsonAsync("/storage/v1/bucket/projets", new { id = "projets", name = "projets", @public = true })).IsSuccessStatusCode);
        Assert.False(await scene.Api.Database.ScalarAsync<bool>("select public from storage.buckets where id = 'projets'"));
    }

    [Theory]
    [InlineData("update auth.users set banned_until = now() + interval '1 day' where id = $1", "update auth.users set banned_until = null where id = $1")]
    [InlineData("update roles set requires_aal2 = true where id = (select role_id from users where id = $1)", "update roles set requires_aal2 = false where id = (select role_id from users where id = $1)")]
    public async Task Whoever_is_banned_or_has_not_proved_enough_reads_and_writes_nothing_nor_do_his_links(string fall, string rise)
    {
        const string name = "supply/1/tombe.txt";
        (await scene.Service.PutAsync($"{Objects}projets/{name}", Text("secret"))).EnsureSuccessStatusCode();
        var client = scene.As(RoleNames.ProjectManager);
        var person = RightsScene.IdOf(RoleNames.ProjectManager);
        var download = "/storage/v1" + (await PeppiApi.JsonAsync(await client.PostAsJsonAsync($"{Objects}sign/projets/{name}", new { expiresIn = 600 })))["signedURL"]!.GetValue<string>();
        var upload = "/storage/v1" + (await PeppiApi.JsonAsync(await client.PostAsync($"{Objects}upload/sign/projets/supply/1/tombe-{Guid.NewGuid():N}.txt", null)))["url"]!.GetValue<string>();
        var anybody = scene.Api.Client();
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(download)).StatusCode);

        await scene.Api.Database.ExecuteAsync(fall, person);
        try
        {
            Assert.False((await client.GetAsync($"{Objects}projets/{name}")).IsSuccessStatusCode);
            Assert.False((await client.PostAsync($"{Objects}projets/supply/1/neuf-{Guid.NewGuid():N}.txt", Text("x"))).IsSuccessStatusCode);
            Assert.Equal("NoSuchKey", await CodeAsync(await anybody.GetAsync(download)));
            Assert.False((await anybody.PutAsync(upload, Text("x"))).IsSuccessStatusCode);
        }
        finally
        {
            await scene.Api.Database.ExecuteAsync(rise, person);
            await scene.SignInAsync(RoleNames.ProjectManager);
        }

        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(download)).StatusCode);
    }

    [Fact]
    public async Task A_link_made_with_a_service_key_dies_with_the_key()
    {
        const string name = "chantier/1/cle.txt";
        (await scene.Service.PutAsync($"{Objects}projets/{name}", Text("clé"))).EnsureSuccessStatusCode();
        var secret = (await SendAsync(new IssueServiceKey("sauvegarde", Days: 30))).Value!;
        using var server = scene.Api.Client(secret);
        var download = "/storage/v1" + (await PeppiApi.JsonAsync(await server.PostAsJsonAsync($"{Objects}sign/projets/{name}", new { expiresIn = 600 })))["signedURL"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, (await scene.Api.Client().GetAsync(download)).StatusCode);
        Assert.DoesNotContain(secret, download, StringComparison.Ordinal);

        await SendAsync(new RevokeServiceKey(await scene.Api.Database.ScalarAsync<Guid>("select id from auth.service_keys where name = 'sauvegarde'")));
        scene.Api.Services.GetRequiredService<TokenVerifier>().Forget();

        Assert.Equal("InvalidJWT", await CodeAsync(await scene.Api.Client().GetAsync(download)));
    }

    [Fact]
    public async Task A_value_that_the_database_cannot_keep_is_the_callers_fault()
    {
        var listed = await scene.Service.GetAsync("/storage/v1/bucket?search=%00");
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidParameter"), (listed.StatusCode, await CodeAsync(listed)));

        using var begin = Part(HttpMethod.Post, "/storage/v1/upload/resumable", null);
        begin.Headers.Add("Upload-Length", "4");
        begin.Headers.Add("Upload-Metadata", $"bucketName {Base64("projets")},objectName {Base64("chantier/1/nul.txt")},contentType {Base64("text/\0plain")}");
        Assert.Equal("InvalidRequest", await CodeAsync(await scene.Service.SendAsync(begin)));
    }

    [Fact]
    public async Task A_signed_upload_in_parts_goes_on_past_the_time_of_its_link_and_of_no_other()
    {
        const string name = "chantier/1/longtemps.txt";
        var place = await BeginAsync(name);
        var id = Guid.Parse(place[(place.LastIndexOf('/') + 1)..]);
        await scene.Api.Database.ExecuteAsync("update storage.uploads set created_at = created_at - interval '3 hours' where id = $1", id);
        string Token(string path, int minutes) => scene.Api.Services.GetRequiredService<IFileLinks>()
            .Sign(new FileLink(LinkPurpose.Upload, "projets", path, Caller.Of(RightsScene.IdOf(RoleNames.ProjectManager), null, "aal1"), TimeProvider.System.GetUtcNow().AddMinutes(minutes)));
        var signed = place.Replace("/upload/resumable/", "/upload/resumable/sign/", StringComparison.Ordinal);
        async Task<HttpStatusCode> SendPartAsync(string token)
        {
            using var part = Part(HttpMethod.Patch, signed, "cd", 2);
            part.Headers.Add("x-signature", token);
            return (await scene.Api.Client().SendAsync(part)).StatusCode;
        }

        Assert.Equal(HttpStatusCode.NotFound, await SendPartAsync(Token(name, -240)));
        Assert.Equal(HttpStatusCode.NotFound, await SendPartAsync(Token("chantier/1/autre.txt", 10)));
        Assert.Equal(HttpStatusCode.BadRequest, await SendPartAsync(Token(name, 10) + "x"));
        Assert.Equal(HttpStatusCode.NoContent, await SendPartAsync(Token(name, -60)));
        Assert.Equal("abcd", await (await scene.Service.GetAsync($"{Objects}projets/{name}")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_upload_is_not_given_up_while_a_part_of_it_comes()
    {
        var place = await BeginAsync("chantier/1/tenu.txt");
        var id = Guid.Parse(place[(place.LastIndexOf('/') + 1)..]);
        async Task<HttpStatusCode> GiveUpAsync()
        {
            using var request = Part(HttpMethod.Delete, place, null);
            return (await scene.As(RoleNames.ProjectManager).SendAsync(request)).StatusCode;
        }

        await using (var held = scene.Api.Services.GetRequiredService<IBlobStore>().Stage(id)) Assert.Equal(HttpStatusCode.Locked, await GiveUpAsync());
        Assert.Equal(HttpStatusCode.NoContent, await GiveUpAsync());
        Assert.Equal(HttpStatusCode.NotFound, await GiveUpAsync());
    }

    [Fact]
    public async Task Many_who_replace_the_same_new_file_at_the_same_moment_all_succeed()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => scene.As(RoleNames.ProjectManager).PutAsync($"{Objects}projets/chantier/1/course.txt", Text($"coureur {number}"))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.StartsWith("coureur", await (await scene.Service.GetAsync($"{Objects}projets/chantier/1/course.txt")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_is_served_in_the_letters_that_it_came_in()
    {
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes("été"));
        content.Headers.Add("Content-Type", "text/plain; charset=ISO-8859-1");
        (await scene.Service.PutAsync($"{Objects}projets/chantier/1/lettres.txt", content)).EnsureSuccessStatusCode();

        Assert.Equal("ISO-8859-1", (await scene.Service.GetAsync($"{Objects}projets/chantier/1/lettres.txt")).Content.Headers.ContentType!.CharSet);
    }

    [Fact]
    public async Task A_slash_that_is_written_in_three_characters_is_one_and_three_characters_that_were_escaped_stay()
    {
        (await scene.Service.PutAsync($"{Objects}projets/chantier%2F1%2Fbarre.txt", Text("barre"))).EnsureSuccessStatusCode();
        (await scene.Service.PutAsync($"{Objects}projets/chantier/1/100%252F3.txt", Text("tiers"))).EnsureSuccessStatusCode();

        Assert.Equal("barre", await (await scene.Service.GetAsync($"{Objects}projets/chantier/1/barre.txt")).Content.ReadAsStringAsync());
        Assert.Equal(1L, await scene.Api.Database.ScalarAsync<long>("select count(*) from storage.objects where name = 'chantier/1/100%2F3.txt'"));
        Assert.Equal("tiers", await (await scene.Service.GetAsync($"{Objects}projets/chantier/1/100%252F3.txt")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_content_that_the_store_has_lost_is_not_found()
    {
        (await scene.Service.PutAsync($"{Objects}projets/chantier/1/perdu.txt", Text("perdu, et unique"))).EnsureSuccessStatusCode();
        await scene.Api.Services.GetRequiredService<IBlobStore>().RemoveAsync(Convert.ToHexStringLower(SHA256.HashData("perdu, et unique"u8)), default);

        Assert.Equal("NoSuchKey", await CodeAsync(await scene.Service.GetAsync($"{Objects}projets/chantier/1/perdu.txt")));
    }

    private async Task<string> BeginAsync(string name)
    {
        using var begin = Part(HttpMethod.Post, "/storage/v1/upload/resumable", null);
        begin.Headers.Add("Upload-Length", "4");
        begin.Headers.Add("Upload-Metadata", $"bucketName {Base64("projets")},objectName {Base64(name)},contentType {Base64("text/plain")}");
        var begun = await scene.As(RoleNames.ProjectManager).SendAsync(begin);
        Assert.True(begun.StatusCode == HttpStatusCode.Created, await begun.Content.ReadAsStringAsync());
        var place = begun.Headers.Location!.ToString();
        using var first = Part(HttpMethod.Patch, place, "ab", 0);
        Assert.Equal(HttpStatusCode.NoContent, (await scene.As(RoleNames.ProjectManager).SendAsync(first)).StatusCode);
        return place;
    }

    private async Task SayNothingToAnybodyAsync(string bucket)
    {
        var anon = scene.Api.Anon();
        Assert.False((await anon.PostAsync($"{Objects}{bucket}/anonyme.txt", Text("x"))).IsSuccessStatusCode);
        Assert.Equal(bucket == "vitrine" ? HttpStatusCode.OK : HttpStatusCode.BadRequest, (await anon.GetAsync($"/storage/v1/bucket/{bucket}")).StatusCode);
    }

    private Task<Peppi.Domain.Shared.Result<T>> SendAsync<T>(ICommand<T> command) =>
        scene.Api.Services.GetRequiredService<CallerScopes>().RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(command, CancellationToken.None));
}
