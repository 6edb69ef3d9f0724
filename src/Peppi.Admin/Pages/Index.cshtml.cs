using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;
using Peppi.Application.Projects;
using Peppi.Domain.Projects;

namespace Peppi.Admin.Pages;

/// <summary>The first page: how things are, and what needs somebody.</summary>
internal sealed class IndexModel(Visitor visitor) : AdminPage
{
    private const int MostLines = 8;

    public ProjectList List { get; private set; } = null!;

    public OpenAlerts Alerts { get; private set; } = null!;

    public IReadOnlyList<ProjectLine> Attention { get; private set; } = [];

    /// <summary>Null for who may not read everybody.</summary>
    public int? ActiveUsers { get; private set; }

    public int Invited { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        Title = OverviewWords.Morning.With(visitor.Name.Split(' ')[0]);
        var list = await SendAsync(new ListProjects());
        if (!list.Succeeded) return Refusal(list.Error);
        var alerts = await SendAsync(new ListOpenAlerts());
        if (!alerts.Succeeded) return Refusal(alerts.Error);

        (List, Alerts) = (list.Value, alerts.Value);
        Attention = [.. List.Lines.Where(line => line.Health is { Level: Health.Bad or Health.Watch }).Take(MostLines)];
        Answer = visitor.RoleName is null ? null : Projects.IndexModel.AnswerOf(List);
        if (visitor.MayForAll("select", "users") && await SendAsync(new ListUsers()) is { Succeeded: true } users)
        {
            ActiveUsers = users.Value!.ByState.GetValueOrDefault(UserState.Active);
            Invited = users.Value.ByState.GetValueOrDefault(UserState.Invited);
        }

        return Page();
    }

    public string Count(Health health) => List.ByHealth.GetValueOrDefault(health).ToString("N0", CultureInfo.CurrentCulture);

    public string? NameOf(int projectId) => List.Lines.FirstOrDefault(line => line.Id == projectId)?.Name;
}
