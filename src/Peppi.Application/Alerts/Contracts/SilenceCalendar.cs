using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;

namespace Peppi.Application.Alerts.Contracts;

/// <summary>The days that sites work on, as the rule of silence counts them: whoever tells of silence counts the same.</summary>
public sealed class SilenceCalendar(PeppiDbContext db)
{
    /// <summary>Whether Saturdays are worked there. Within the caller's transaction.</summary>
    public async Task<Func<int, bool>> SaturdaysWorkedAsync(CancellationToken cancellationToken)
    {
        var rows = await db.AlertRules.AsNoTracking().Where(row => row.Code == AlertRuleKinds.SiteSilent).ToListAsync(cancellationToken);
        var settings = new RuleSettings(AlertRuleKinds.All.First(kind => kind.Code == AlertRuleKinds.SiteSilent), rows);
        return project => settings.Number("saturdays_worked", project) >= 1;
    }
}
