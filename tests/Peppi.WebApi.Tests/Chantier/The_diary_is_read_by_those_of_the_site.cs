using System.Net;
using System.Text.Json.Nodes;
using Peppi.Domain.Accounts;

namespace Peppi.WebApi.Tests.Chantier;

public sealed class The_diary_is_read_by_those_of_the_site(DemoApi api) : IClassFixture<DemoApi>, IAsyncLifetime
{
    private const string Path = "/functions/v1/site-diary?q=carnet-essai";

    private int own;
    private int other;

    // Five messages on a site of the manager's, four of them on one local day and one late in the evening before, by Greenwich; one elsewhere,
    // one that waits to be sorted.
    public async Task InitializeAsync()
    {
        own = await api.Database.ScalarAsync<int>("select min(p.id) from projects p join users u on u.id = p.manager_id where u.email = 'project_manager@demo.peppi.local'");
        other = await api.Database.ScalarAsync<int>("""
            select min(p.id) from projects p, users u where u.email = 'project_manager@demo.peppi.local'
              and p.manager_id is distinct from u.id and not exists (select from project_members m where m.project_id = p.id and m.user_id = u.id)
            """);
        await api.Database.ExecuteAsync($"""
            delete from chantier_messages where message_text like 'carnet-essai%';
            update projects set time_zone = 'Africa/Douala' where id = {own};
            insert into chantier_messages (project_id, message_text, occurred_at) values
              ({own}, 'carnet-essai veille', '2030-05-04 22:30Z'), ({own}, 'carnet-essai 1', '2030-05-04 23:30Z'), ({own}, 'carnet-essai 2', '2030-05-05 08:00Z'),
              ({own}, 'carnet-essai 3', '2030-05-05 08:00Z'), ({own}, 'carnet-essai 4', '2030-05-05 22:59Z'), ({other}, 'carnet-essai ailleurs', '2030-05-05 09:00Z'),
              (null, 'carnet-essai sans chantier', '2030-05-05 09:30Z');
            """);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_site_and_a_day_of_its_own_calendar_are_picked_out()
    {
        var admin = await api.AsAsync(RoleNames.Admin);
        Assert.Equal(["carnet-essai 4", "carnet-essai 3", "carnet-essai 2", "carnet-essai 1"], await TextsAsync(admin, $"{Path}&project_id={own}&from=2030-05-05&to=2030-05-05"));
        Assert.Equal(["carnet-essai veille"], await TextsAsync(admin, $"{Path}&project_id={own}&to=2030-05-04"));
        Assert.Equal(["carnet-essai ailleurs"], await TextsAsync(admin, $"{Path}&project_id={other}"));
        Assert.Equal(["carnet-essai sans chantier"], await TextsAsync(admin, $"{Path}&unsorted=true"));
    }

    [Fact]
    public async Task Each_role_reads_what_the_matrix_gives_it()
    {
        Assert.Equal(7, (await TextsAsync(await api.AsAsync(RoleNames.GeneralManagement), Path)).Count);
        var manager = await api.AsAsync(RoleNames.ProjectManager);
        Assert.Equal(5, (await TextsAsync(manager, Path)).Count);
        Assert.Empty(await TextsAsync(manager, $"{Path}&project_id={other}"));
        Assert.Empty(await TextsAsync(manager, $"{Path}&unsorted=true"));
        Assert.Empty(await TextsAsync(await api.AsAsync(RoleNames.Finance), Path));
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.Anon().GetAsync(Path)).StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Pages_follow_each_other_without_gap_or_repetition(int limit)
    {
        var manager = await api.AsAsync(RoleNames.ProjectManager);
        List<string> read = [];
        int? before = null;
        do
        {
            var page = await PeppiApi.JsonAsync(await manager.GetAsync($"{Path}&limit={limit}{(before is { } last ? $"&before={last}" : "")}"));
            Assert.InRange(Texts(page).Count, 1, limit);
            read.AddRange(Texts(page));
            before = (int?)page["next"];
        }
        while (before is not null);

        Assert.Equal(["carnet-essai 4", "carnet-essai 3", "carnet-essai 2", "carnet-essai 1", "carnet-essai veille"], read);
    }

    [Theory]
    [InlineData("from=5.5.2030")]
    [InlineData("from=2030-05-05&to=2030-05-04")]
    [InlineData("project_id=douze")]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    public async Task What_is_no_day_or_number_is_refused(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await (await api.AsAsync(RoleNames.Admin)).GetAsync("/functions/v1/site-diary?" + query)).StatusCode);

    private static async Task<List<string>> TextsAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Texts(await PeppiApi.JsonAsync(answer));
    }

    private static List<string> Texts(JsonNode page) => [.. page["days"]!.AsArray().SelectMany(day => day!["messages"]!.AsArray()).Select(message => (string)message!["text"]!)];
}
