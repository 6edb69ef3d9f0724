using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;

namespace Peppi.Application.Alerts.Rules;

/// <summary>A field message that says it is urgent: at once, and until somebody has acknowledged it.</summary>
internal sealed class UrgentMessage(PeppiDbContext db) : IAlertRule
{
    private const int Shown = 200;

    public string Code => AlertRuleKinds.UrgentMessage;

    public IReadOnlyList<string> Tables => ["chantier_messages"];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var since = scope.Now.AddDays(-(double)scope.Settings.Most("days"));

        // What somebody has seen, or what is over, is not raised again.
        var dealtWith = await db.Alerts.Where(row => row.AlertType == Code && row.CreatedAt >= since && row.DedupKey != null
            && (row.Status == AlertStatuses.Resolved || row.Status == AlertStatuses.Acknowledged)).Select(row => row.DedupKey!).ToListAsync(cancellationToken);

        // What nobody has seen does not end by getting old.
        var unseen = (await db.Alerts.Where(row => row.AlertType == Code && row.DedupKey != null && (row.Status == AlertStatuses.Open || row.Status == AlertStatuses.Snoozed)).Select(row => row.DedupKey!)
            .ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var waiting = unseen.Select(key => int.TryParse(key.AsSpan(Code.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).ToList();
        var rows = await db.ChantierMessages.AsNoTracking().Within(scope, row => row.ProjectId)
            .Where(row => row.IsUrgent && ((row.ReceivedAt ?? row.CreatedAt) >= since || waiting.Contains(row.Id)))
            .Select(row => new { row.Id, row.ProjectId, row.Sender, row.MessageText, At = row.ReceivedAt ?? row.CreatedAt }).ToListAsync(cancellationToken);
        var done = dealtWith.ToHashSet(StringComparer.Ordinal);
        return [.. rows.Where(row => (unseen.Contains($"{Code}:{row.Id}") || row.At >= scope.Now.AddDays(-(double)scope.Settings.Number("days", row.ProjectId))) && !done.Contains($"{Code}:{row.Id}")).Select(row =>
        {
            var text = row.MessageText is { Length: > Shown } long_ ? long_[..Shown] + "…" : row.MessageText ?? "";
            // The same words as the inbox's own, which raises as the message comes in.
            return new Finding($"{Code}:{row.Id}", row.ProjectId, AlertPriorities.Critical, $"{row.Sender ?? "Le chantier"} : {text}", $"{row.Sender ?? "The site"}: {text}")
            {
                Details = Facts.Of("chantier_messages", row.Id),
                Link = $"/diary?message={row.Id}",
            };
        })];
    }
}
