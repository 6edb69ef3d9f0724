using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Rules;

/// <summary>Changes that wait for too long, or that nobody could take.</summary>
internal sealed class OutboxDeep(PeppiDbContext db, IAlertMarks marks) : IAlertRule
{
    public string Code => AlertRuleKinds.OutboxDeep;

    public IReadOnlyList<string> Tables => [];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        var most = (int)scope.Settings.Number("rows", null);
        var before = scope.Now.AddMinutes(-(double)scope.Settings.Number("minutes", null));
        var waiting = await db.Outbox.OrderBy(row => row.Id).Skip(most).AnyAsync(cancellationToken);
        var old = await db.Outbox.OrderBy(row => row.Id).Select(row => (DateTimeOffset?)row.At).FirstOrDefaultAsync(cancellationToken) < before;
        if (waiting || old || await marks.WaitSinceAsync(before, cancellationToken))
        {
            findings.Add(new Finding($"{Code}:waiting", null, AlertPriorities.Critical,
                "Les changements ne sont plus transmis assez vite : alertes et webhooks ont du retard.", "Changes are not handed on fast enough: alerts and webhooks lag behind."));
        }

        var parked = await db.OutboxRetries.Where(row => row.Attempts >= OutboxRetry.ManyAttempts).GroupBy(row => row.Listener).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        findings.AddRange(parked.Select(row => new Finding($"{Code}:parked:{row.Key}", null, AlertPriorities.Critical,
            $"{row.Count} changements n'ont pas pu être traités par « {row.Key} » ; ils sont gardés dans app.outbox_retries.", $"{row.Count} changes could not be taken by “{row.Key}”; they are kept in app.outbox_retries.")));
        return findings;
    }
}

/// <summary>Mail that does not leave, or was given up within a day.</summary>
internal sealed class MailStuck(PeppiDbContext db) : IAlertRule
{
    public string Code => AlertRuleKinds.MailStuck;

    public IReadOnlyList<string> Tables => [];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var (before, since) = (scope.Now.AddMinutes(-(double)scope.Settings.Number("minutes", null)), scope.Now.AddDays(-1));
        var stuck = await db.Mails.AnyAsync(mail => mail.Status == "pending" && mail.CreatedAt < before && mail.NextAttemptAt < scope.Now.AddHours(12) && mail.Attempts > 0, cancellationToken)
            || await db.Mails.AnyAsync(mail => mail.Status == "pending" && mail.Attempts == 0 && mail.NextAttemptAt < before, cancellationToken);
        var failed = await db.Mails.AnyAsync(mail => mail.Status == "failed" && mail.CreatedAt >= since, cancellationToken);
        return stuck || failed
            ? [new Finding($"{Code}:queue", null, AlertPriorities.Critical, "Des courriels ne partent plus : vérifiez le serveur SMTP.", "Mail does not leave: check the SMTP server.")]
            : [];
    }
}

/// <summary>A source of incoming messages that used to write and has stopped.</summary>
internal sealed class WebhookSilent(PeppiDbContext db) : IAlertRule
{
    public string Code => AlertRuleKinds.WebhookSilent;

    public IReadOnlyList<string> Tables => [];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var hours = (int)scope.Settings.Number("hours", null);
        var before = scope.Now.AddHours(-hours);

        // A source that never wrote is not set up; one that has been still for a month is given up.
        var since = scope.Now.AddDays(-30);
        var last = await db.Set<WebhookDelivery>().GroupBy(row => row.Source).Select(group => new { Source = group.Key, At = group.Max(row => row.ReceivedAt) })
            .Where(row => row.At < before && row.At > since).ToListAsync(cancellationToken);
        return [.. last.Select(row => new Finding($"{Code}:{row.Source}", null, AlertPriorities.High,
            $"Le webhook {row.Source} n'a rien reçu depuis {hours} h.", $"Webhook {row.Source} has received nothing for {hours} h."))];
    }
}

/// <summary>Backups that whoever runs Peppi makes have stopped: seen by their folder, and by what PostgreSQL tells of its archive.</summary>
internal sealed class BackupOld(IBackups backups) : IAlertRule
{
    // A segment is tried again each minute.
    private static readonly TimeSpan ArchiveLag = TimeSpan.FromMinutes(5);

    public string Code => AlertRuleKinds.BackupOld;

    public IReadOnlyList<string> Tables => [];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        var hours = (int)scope.Settings.Number("hours", null);
        var (watched, newest) = backups.Look();
        if (watched && newest is null)
        {
            findings.Add(new Finding($"{Code}:never", null, AlertPriorities.Critical, "Le dossier des sauvegardes est vide ou illisible.", "The folder of backups is empty or cannot be read."));
        }
        else if (newest is { } last && last < scope.Now.AddHours(-hours))
        {
            findings.Add(new Finding($"{Code}:old", null, AlertPriorities.Critical,
                $"La dernière sauvegarde date du {Figures.French.Moment(last.ToUniversalTime())} UTC (plus de {hours} h).", $"The last backup is of {Figures.English.Moment(last.ToUniversalTime())} UTC (more than {hours} h ago)."));
        }

        if (await backups.ArchiveFailsSinceAsync(cancellationToken) is { } since && since < scope.Now - ArchiveLag)
        {
            findings.Add(new Finding($"{Code}:archive", null, AlertPriorities.Critical,
                "PostgreSQL n'archive plus son journal (WAL) : la dernière sauvegarde ne suffira pas.", "PostgreSQL no longer archives its write-ahead log: the last backup will not be enough."));
        }

        return findings;
    }
}
