using System.Net;
using Peppi.Testing;

namespace Peppi.Admin.Tests;

/// <summary>What a role may not do is not offered, and refused with a reason where it is tried all the same.</summary>
public sealed class Refusals_are_clear(AdminHost host) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task The_field_team_is_offered_nothing_that_it_may_not_do()
    {
        using var client = host.Client();
        await client.SignInAsync("field_team");
        using var projects = await client.PageAsync("/projects");
        Assert.Null(projects.QuerySelector("a[href='/projects/new']"));
        var own = await host.Database.ScalarAsync<long>("select count(*) from project_members m join projects p on p.id = m.project_id where m.user_id = $1 and p.status <> 'archived'", TestDemo.IdOf("field_team"));
        Assert.Equal(own, projects.QuerySelectorAll("tbody tr").Length);

        Assert.Equal($"/users/{TestDemo.IdOf("field_team")}", (await client.GetAsync("/users")).Headers.Location?.ToString());
        var refused = await client.GetAsync("/projects/new");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var page = await AdminClient.ParseAsync(refused);
        Assert.Contains("Un administrateur peut vous en donner le droit", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_change_of_a_role_changes_nothing()
    {
        using var client = host.Client();
        await client.SignInAsync("field_team");
        var mine = await host.Database.ScalarAsync<int>("select id from roles where name = 'field_team'");
        using var form = await client.PageAsync("/projects");
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var before = await host.Database.ScalarAsync<long>("select count(*) from role_permissions where role_id = $1", mine);
        var answer = await client.SendAsync($"/roles/{mine}?handler=Apply", ("__RequestVerificationToken", token), ("cell.finance.delete", "all"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var page = await client.PageAsync($"/roles/{mine}");
        Assert.Contains("Votre rôle ne permet pas", page.QuerySelector("#messages")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await host.Database.ScalarAsync<long>("select count(*) from role_permissions where role_id = $1", mine));
    }

    [Fact]
    public async Task A_project_manager_changes_his_own_projects_but_not_who_manages_them()
    {
        using var client = host.Client();
        await client.SignInAsync("project_manager");
        var own = await host.Database.ScalarAsync<int>("select min(id) from projects where manager_id = $1 and status <> 'archived'", TestDemo.IdOf("project_manager"));
        using var form = await client.PageAsync($"/projects/{own}/edit");
        Assert.Null(form.QuerySelector("select[name='Form.ManagerId']"));
        var changed = await client.PostAsync($"/projects/{own}/edit", "", ("Form.Description", "Changé par son responsable"));
        Assert.Equal($"/projects/{own}", changed.Headers.Location?.ToString());

        using var forged = await AdminClient.ParseAsync(await client.PostAsync($"/projects/{own}/edit", "", ("Form.ManagerId", TestDemo.IdOf("finance").ToString())));
        Assert.Contains("Votre rôle ne permet pas", forged.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);

        var others = await host.Database.ScalarAsync<int>("select min(id) from projects where manager_id is distinct from $1 and id not in (select project_id from project_members where user_id = $1)", TestDemo.IdOf("project_manager"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/projects/{others}")).StatusCode);
    }

    [Fact]
    public async Task Wrong_password_and_unknown_address_get_the_same_words()
    {
        using var client = host.Client();
        using var wrong = await AdminClient.ParseAsync(await client.PostAsync("/sign-in", "", ("Email", TestDemo.EmailOf("admin")), ("Password", "nothing of the kind")));
        using var unknown = await AdminClient.ParseAsync(await client.PostAsync("/sign-in", "", ("Email", "nobody@example.com"), ("Password", "nothing of the kind")));
        Assert.Equal("Adresse ou mot de passe incorrect.", wrong.QuerySelector(".error-summary li")!.TextContent.Trim());
        Assert.Equal(wrong.QuerySelector(".error-summary")!.TextContent, unknown.QuerySelector(".error-summary")!.TextContent);
    }

    [Fact]
    public async Task A_post_without_the_forms_token_is_refused()
    {
        using var client = host.Client();
        await client.SignInAsync();
        var answer = await client.SendAsync("/sign-out");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/projects")).StatusCode);
    }
}
