using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;
using Peppi.Application.Projects;

namespace Peppi.Admin.Pages;

/// <summary>Finds projects, people and pages by a part of their name; the Ctrl K dialog shows the same answer.</summary>
internal sealed class SearchModel(Visitor visitor) : AdminPage
{
    private const int MostHits = 6;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Only the answer, for the dialog.</summary>
    public bool Part => Request.Query["part"] == "1";

    public bool Asked => Q?.Trim() is { Length: >= 2 };

    public IReadOnlyList<(string Title, string Icon, IReadOnlyList<Hit> Hits)> Groups { get; private set; } = [];

    public int Found => Groups.Sum(group => group.Hits.Count);

    public async Task<IActionResult> OnGetAsync()
    {
        Title = ShellWords.Search;
        Width = "narrow";
        if (!Asked) return Page();

        var projects = await SendAsync(new ListProjects { Search = Q, Sort = "name" });
        var people = visitor.MayForAll("select", "users") ? await SendAsync(new ListUsers { Search = Q }) : null;
        List<(string, string, IReadOnlyList<Hit>)> groups = [];
        if (projects.Succeeded) groups.Add((ShellWords.Projects, "building-2", [.. projects.Value.Lines.Take(MostHits).Select(line => new Hit(line.Name, line.Region, $"/projects/{line.Id}"))]));
        if (people is { Succeeded: true }) groups.Add((ShellWords.Users, "users", [.. people.Value!.Lines.Take(MostHits).Select(line => new Hit(line.Name ?? line.Email, RoleWords.Of(line.Role), $"/users/{line.Id}"))]));
        groups.Add((ShellWords.Pages, "chevron-right", [.. Places().Where(hit => Matches(hit.Name))]));
        Groups = [.. groups.Where(group => group.Item3.Count > 0)];
        return Page();
    }

    private IEnumerable<Hit> Places()
    {
        foreach (var place in Navigation.All.Where(place => place.ShownTo(visitor))) yield return new Hit(place.Word, null, place.Path);
        if (visitor.May("insert", "projects")) yield return new Hit(ProjectWords.New, null, "/projects/new");
        if (visitor.MayForAll("insert", "users")) yield return new Hit(UserWords.New, null, "/users/new");
        if (visitor.MayForAll("insert", "roles")) yield return new Hit(RoleWords.New, null, "/roles/new");
        yield return new Hit(ProjectWords.Map, ShellWords.Projects, "/projects?view=map");
    }

    private bool Matches(string name) =>
        CultureInfo.CurrentCulture.CompareInfo.IndexOf(name, Q!.Trim(), CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;
}

/// <summary>Something found.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Note">What tells it from others.</param>
/// <param name="Path">Where it is.</param>
internal sealed record Hit(string Name, string? Note, string Path);
