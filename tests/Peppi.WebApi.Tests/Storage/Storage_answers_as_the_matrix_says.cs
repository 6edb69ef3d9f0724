using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Files.Links;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Storage;

/// <summary>Every role, every resource, a project of one's own and another, every action, also by signed links.</summary>
public sealed partial class Storage_answers_as_the_matrix_says(StorageRightsApi scene) : IClassFixture<StorageRightsApi>
{
    private const string Objects = "/storage/v1/object/";

    public static TheoryData<string, string> People
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (var person in RightsScene.Everyone.Where(person => person != RightsScene.Deactivated))
                foreach (var table in ExposedTables.All.Where(table => table.Rule == OwnRule.Project && !table.WrittenWithParent).DistinctBy(table => table.Resource))
                    cases.Add(person, table.Resource);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(People))]
    public async Task Of_modules(string person, string resource)
    {
        foreach (var own in new[] { true, false })
        {
            var folder = $"{resource}/{(own ? RightsScene.OwnProject : RightsScene.OtherProject)}";
            bool Allows(string action) => PermissionMatrix.ScopeOf(person, resource, action) is { } scope && (scope == PermissionScopes.All || own);
            async Task SayAsync(string what, bool allowed, HttpResponseMessage answer) =>
                Assert.True(answer.IsSuccessStatusCode == allowed, $"{person}, {folder}, {what}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");

            var client = scene.As(person);
            var name = $"{folder}/{person}.txt";
            (await scene.Service.PostAsync($"{Objects}projets/{name}", Text("un"))).EnsureSuccessStatusCode();

            await SayAsync("select", Allows(PermissionActions.Select), await client.GetAsync($"{Objects}projets/{name}"));
            await SayAsync("info", Allows(PermissionActions.Select), await client.GetAsync($"{Objects}info/projets/{name}"));
            var listed = await PeppiApi.JsonAsync(await client.PostAsJsonAsync($"{Objects}list/projets", new { prefix = folder }));
            Assert.Equal(Allows(PermissionActions.Select), listed.AsArray().Any(file => file!["name"]!.GetValue<string>() == $"{person}.txt"));

            var signed = await client.PostAsJsonAsync($"{Objects}sign/projets/{name}", new { expiresIn = 60 });
            await SayAsync("sign", Allows(PermissionActions.Select), signed);
            if (signed.IsSuccessStatusCode)
                await SayAsync("signed", true, await scene.Api.Client().GetAsync("/storage/v1" + (await PeppiApi.JsonAsync(signed))["signedURL"]!.GetValue<string>()));

            var given = await client.PostAsync($"{Objects}upload/sign/projets/{folder}/{person}-lien.txt", null);
            await SayAsync("sign upload", Allows(PermissionActions.Insert), given);
            if (given.IsSuccessStatusCode)
                await SayAsync("signed upload", true, await scene.Api.Client().PutAsync("/storage/v1" + (await PeppiApi.JsonAsync(given))["url"]!.GetValue<string>(), Text("lien")));

            await SayAsync("insert", Allows(PermissionActions.Insert), await client.PostAsync($"{Objects}projets/{folder}/{person}-neuf.txt", Text("neuf")));
            await SayAsync("update", Allows(PermissionActions.Update), await client.PutAsync($"{Objects}projets/{name}", Text("deux")));
            await SayAsync("move", Allows(PermissionActions.Update), await client.PostAsJsonAsync($"{Objects}move", new { bucketId = "projets", sourceKey = name, destinationKey = name + ".bak" }));
            if (!Allows(PermissionActions.Update)) (await scene.Service.PostAsJsonAsync($"{Objects}move", new { bucketId = "projets", sourceKey = name, destinationKey = name + ".bak" })).EnsureSuccessStatusCode();
            await SayAsync("delete", Allows(PermissionActions.Delete), await client.DeleteAsync($"{Objects}projets/{name}.bak"));
        }
    }

    [Fact]
    public async Task A_file_cannot_be_moved_out_of_what_its_mover_may_write()
    {
        const string from = "supply/1/bon.txt";
        (await scene.Service.PostAsync($"{Objects}projets/{from}", Text("bon"))).EnsureSuccessStatusCode();

        var answer = await scene.As(RoleNames.ProjectManager).PostAsJsonAsync($"{Objects}move", new { bucketId = "projets", sourceKey = from, destinationKey = "supply/2/bon.txt" });

        Assert.Equal("AccessDenied", (await PeppiApi.JsonAsync(answer))["code"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await scene.As(RoleNames.ProjectManager).GetAsync($"{Objects}projets/{from}")).StatusCode);
    }

    [Fact]
    public async Task Somebody_elses_part_changes_nothing_of_an_upload()
    {
        var owner = scene.As(RoleNames.ProjectManager);
        using var begin = Part(HttpMethod.Post, "/storage/v1/upload/resumable", null);
        begin.Headers.Add("Upload-Length", "4");
        begin.Headers.Add("Upload-Metadata", $"bucketName {Base64("projets")},objectName {Base64("chantier/1/parties.txt")},contentType {Base64("text/plain")}");
        var begun = await owner.SendAsync(begin);
        Assert.True(begun.StatusCode == HttpStatusCode.Created, await begun.Content.ReadAsStringAsync());
        var place = begun.Headers.Location!.ToString();
        using var first = Part(HttpMethod.Patch, place, "ab", 0);
        Assert.Equal(HttpStatusCode.NoContent, (await owner.SendAsync(first)).StatusCode);

        using var strange = Part(HttpMethod.Patch, place, "xy", 2);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.As(RoleNames.GeneralManagement).SendAsync(strange)).StatusCode);
        using var last = Part(HttpMethod.Patch, place, "cd", 2);
        Assert.Equal(HttpStatusCode.NoContent, (await owner.SendAsync(last)).StatusCode);
        Assert.Equal("abcd", await (await scene.Service.GetAsync($"{Objects}projets/chantier/1/parties.txt")).Content.ReadAsStringAsync());
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    private static HttpRequestMessage Part(HttpMethod method, string place, string? bytes, int? offset = null)
    {
        var request = new HttpRequestMessage(method, place) { Headers = { { "Tus-Resumable", "1.0.0" } } };
        if (offset is not null) request.Headers.Add("Upload-Offset", offset.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (bytes is not null) request.Content = new StringContent(bytes, new System.Net.Http.Headers.MediaTypeHeaderValue("application/offset+octet-stream"));
        return request;
    }

    [Fact]
    public async Task Links_die_with_their_makers_right_and_with_their_time()
    {
        const string name = "inventory/1/lien.txt";
        (await scene.Service.PostAsync($"{Objects}projets/{name}", Text("secret"))).EnsureSuccessStatusCode();
        var maker = scene.As(RoleNames.FieldTeam);
        var person = RightsScene.IdOf(RoleNames.FieldTeam);
        var download = "/storage/v1" + (await PeppiApi.JsonAsync(await maker.PostAsJsonAsync($"{Objects}sign/projets/{name}", new { expiresIn = 600 })))["signedURL"]!.GetValue<string>();
        var upload = "/storage/v1" + (await PeppiApi.JsonAsync(await maker.PostAsync($"{Objects}upload/sign/projets/chantier/1/lien.txt", null)))["url"]!.GetValue<string>();
        var anybody = scene.Api.Client();
        Assert.Equal("secret", await (await anybody.GetAsync(download)).Content.ReadAsStringAsync());

        await scene.Api.Database.ExecuteAsync("update users set active = false where id = $1", person);
        Assert.Equal("NoSuchKey", await CodeAsync(await anybody.GetAsync(download)));
        Assert.Equal("NoSuchBucket", await CodeAsync(await anybody.PutAsync(upload, Text("x"))));
        await scene.Api.Database.ExecuteAsync("update users set active = true where id = $1", person);
        await scene.Api.Database.ExecuteAsync("update project_members set project_id = 2 where user_id = $1 and project_id = 1", person);
        Assert.Equal("NoSuchKey", await CodeAsync(await anybody.GetAsync(download)));
        Assert.Equal("AccessDenied", await CodeAsync(await anybody.PutAsync(upload, Text("x"))));
        await scene.Api.Database.ExecuteAsync("update project_members set project_id = 1 where user_id = $1 and project_id = 2", person);
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(download)).StatusCode);

        var past = scene.Api.Services.GetRequiredService<IFileLinks>()
            .Sign(new FileLink(LinkPurpose.Download, "projets", name, Caller.Of(person, null, "aal1"), TimeProvider.System.GetUtcNow().AddSeconds(-2)));
        Assert.Equal("InvalidJWT", await CodeAsync(await anybody.GetAsync($"{Objects}sign/projets/{name}?token={past}")));
        Assert.Equal("InvalidJWT", await CodeAsync(await anybody.PutAsync(download.Replace("object/sign", "object/upload/sign", StringComparison.Ordinal), Text("x"))));
    }

    [Fact]
    public async Task A_header_of_ten_megabytes_is_refused_and_the_next_request_is_answered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Objects}projets/x") { Headers = { { "x-metadata", new string('A', 10_000_000) } } };
        try
        {
            Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, (await scene.Api.Service().SendAsync(request)).StatusCode);
        }
        catch (HttpRequestException)
        {
            // The server hangs up while the header still comes.
        }

        Assert.Equal(HttpStatusCode.OK, (await scene.Service.GetAsync("/storage/v1/bucket")).StatusCode);
    }

    [Theory]
    [InlineData("%2e%2e%2f%2e%2e%2fkeys%2fmaster.key")]
    [InlineData("..%5c..%5ckeys")]
    [InlineData("a%00b")]
    [InlineData("chantier/1/%E2%80%AEgpj.exe")]
    public async Task A_name_that_climbs_or_hides_is_none(string name)
    {
        var read = await scene.Service.GetAsync($"{Objects}projets/{name}");
        var written = await scene.Service.PostAsync($"{Objects}projets/{name}", Text("x"));

        Assert.Equal(HttpStatusCode.BadRequest, read.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, written.StatusCode);
    }

    private static StringContent Text(string text) => new(text);

    private static async Task<string> CodeAsync(HttpResponseMessage answer) => (await PeppiApi.JsonAsync(answer))["code"]!.GetValue<string>();
}
