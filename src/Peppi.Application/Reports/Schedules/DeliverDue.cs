using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Peppi.Application.Mail.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Reports.Document;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Schedules;

/// <summary>
/// Makes every delivery whose time has come, each with its recipient's own rights, and hands it to the mail queue; answers how many
/// were tried. Background work, on any number of nodes at once.
/// </summary>
public sealed record DeliverDue : ICommand<int>, IManagesOwnTransaction;

internal sealed partial class DeliverDueHandler(
    PeppiDbContext db, CallerScopes scopes, ReportFiles files, SlotOutcomes slots, TimeProvider time, ILogger<DeliverDueHandler> logger)
    : IHandler<DeliverDue, int>
{
    /// <summary>A node that died is not waited for longer than this; one that lives says so in time.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    private static readonly string[] Unfinished = [DeliveryStatuses.Pending, DeliveryStatuses.Running];

    public async Task<Result<int>> Handle(DeliverDue command, CancellationToken cancellationToken)
    {
        var tried = 0;
        while (await ClaimAsync(cancellationToken) is { } delivery)
        {
            tried++;
            await CarryOutAsync(delivery, cancellationToken);
        }

        return tried;
    }

    // The row's attempt is the claim: of two nodes that read the same row, only one moves it on.
    private async Task<ReportDelivery?> ClaimAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var due = await db.ReportDeliveries.AsNoTracking().Where(row => Unfinished.Contains(row.Status) && row.NextAttemptAt <= now)
                .OrderBy(row => row.NextAttemptAt).ThenBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);
            if (due is null) return null;
            var until = now + Lease;
            var claimed = await db.ReportDeliveries.Where(row => row.Id == due.Id && row.Attempts == due.Attempts && Unfinished.Contains(row.Status) && row.NextAttemptAt <= now)
                .ExecuteUpdateAsync(row => row.SetProperty(it => it.Status, DeliveryStatuses.Running).SetProperty(it => it.Attempts, due.Attempts + 1).SetProperty(it => it.NextAttemptAt, until), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            due.Attempts++;
            if (claimed == 1) return due;
        }
    }

    private async Task CarryOutAsync(ReportDelivery delivery, CancellationToken cancellationToken)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var living = KeepLeaseAsync(delivery, work.Token);
        Result<Made> made;
        try
        {
            made = await MakeAsync(delivery, work.Token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A fault in one copy must not keep the others from their readers.
            Faulted(exception, delivery.Id);
            made = new Error(ErrorKind.Unavailable, "report_failed", "The report could not be made: the log says why.");
        }

        await work.CancelAsync();
        await living.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndAsync(delivery, made, cancellationToken);
    }

    private async Task<Result<Made>> MakeAsync(ReportDelivery delivery, CancellationToken cancellationToken)
    {
        var (schedule, person) = await PartiesAsync(delivery, cancellationToken);
        if (schedule is null) return Skip("The schedule was deleted.");
        if (person is null) return Skip("The account is gone.");
        if (!person.Active) return Skip("The account is deactivated.");

        var filters = ScheduleFilters.Read(schedule.Filters);
        var built = await scopes.RunAsync(Caller.OnBehalfOf(person.Id, person.Email), services => services.GetRequiredService<UseCases>().SendAsync(new BuildReport
        {
            ReportType = schedule.ReportType,
            ProjectId = filters.ProjectId,
            Period = filters.Period,
            Language = Languages.Parse(person.Locale) ?? Languages.Parse(schedule.Locale),
            TimeZone = schedule.TimeZone,
            Reference = ReportFiles.NewReference(),
        }, cancellationToken));
        if (!built.Succeeded) return built.Error;

        List<StoredReport> stored = [];
        foreach (var format in schedule.Formats)
        {
            var file = await files.MakeAsync(built.Value, schedule.ReportType, filters.ProjectId, format, cancellationToken);
            if (!file.Succeeded) return file.Error;
            stored.Add(file.Value);
        }

        return new Made(schedule, person, built.Value, stored);
    }

    private static Error Skip(string reason) => new(ErrorKind.Forbidden, "delivery_skipped", reason);

    private async Task<(ReportSchedule? Schedule, Person? Person)> PartiesAsync(ReportDelivery delivery, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        return (await db.ReportSchedules.AsNoTracking().SingleOrDefaultAsync(row => row.Id == delivery.ScheduleId, cancellationToken),
            await db.People.AsNoTracking().SingleOrDefaultAsync(row => row.Id == delivery.RecipientId, cancellationToken));
    }

    // One transaction for the outcome, the files' rows and the queued mail, and only by the attempt that still holds the row: a copy
    // that another node has taken over is never queued twice.
    private async Task EndAsync(ReportDelivery delivery, Result<Made> made, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var row = await db.ReportDeliveries.SingleOrDefaultAsync(it => it.Id == delivery.Id && it.Attempts == delivery.Attempts && it.Status == DeliveryStatuses.Running, cancellationToken);
        if (row is null) return;
        if (made.Succeeded) Queue(row, made.Value);
        else if (made.Error.Kind is ErrorKind.Forbidden or ErrorKind.NotFound) (row.Status, row.Error, row.NextAttemptAt) = (DeliveryStatuses.Skipped, Reason(made.Error), null);
        else if (row.Attempts <= Waits.Length) (row.Status, row.Error, row.NextAttemptAt) = (DeliveryStatuses.Pending, Reason(made.Error), time.GetUtcNow() + Waits[row.Attempts - 1]);
        else (row.Status, row.Error, row.NextAttemptAt) = (DeliveryStatuses.Failed, Reason(made.Error), null);
        await db.SaveChangesAsync(cancellationToken);
        if (row is { ScheduleId: { } schedule, Status: DeliveryStatuses.Skipped or DeliveryStatuses.Failed }) await slots.CloseAsync(schedule, row.Slot, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private void Queue(ReportDelivery row, Made made)
    {
        var (schedule, person, document, stored) = made;
        var filters = ScheduleFilters.Read(schedule.Filters);
        foreach (var file in stored)
        {
            var report = file.ToRow(document, schedule.ReportType, filters.ProjectId, filters.Period, person.Id);
            (report.ScheduledFor, report.ScheduleId, report.DeliveryId) = (row.Slot, schedule.Id, row.Id);
            db.Reports.Add(report);
        }

        db.Mails.Add(new QueuedMail
        {
            ToAddress = person.Email,
            ToName = person.DisplayName,
            Subject = ReportMail.Subject(document, schedule.Name),
            Html = ReportMail.Html(document, schedule.Name),
            Text = ReportMail.Text(document, schedule.Name),
            Attachments = JsonSerializer.Serialize(
                stored.Select(file => new StoredAttachment(file.Path, file.Path[(file.Path.LastIndexOf('/') + 1)..], ReportFormats.ContentTypeOf(file.Path))), JsonSerializerOptions.Web),
            DeliveryId = row.Id,
            NextAttemptAt = time.GetUtcNow(),
        });
        (row.Status, row.RecipientEmail, row.Error, row.NextAttemptAt) = (DeliveryStatuses.Queued, person.Email, null, null);
    }

    private async Task KeepLeaseAsync(ReportDelivery delivery, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Lease / 3, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await scopes.RunAsync(Caller.Jobs, async services =>
            {
                var other = services.GetRequiredService<PeppiDbContext>();
                var until = time.GetUtcNow() + Lease;
                await using var transaction = await other.Database.BeginTransactionAsync(cancellationToken);
                await other.ReportDeliveries.Where(row => row.Id == delivery.Id && row.Attempts == delivery.Attempts && row.Status == DeliveryStatuses.Running)
                    .ExecuteUpdateAsync(row => row.SetProperty(it => it.NextAttemptAt, until), cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return Done.Value;
            });
        }
    }

    private static string Reason(Error error) => string.Join(' ', new[] { error.Message, error.Details }.Where(part => part is not null));

    [LoggerMessage(LogLevel.Error, "Delivery {Delivery} of a scheduled report failed")]
    private partial void Faulted(Exception exception, int delivery);

    private sealed record Made(ReportSchedule Schedule, Person Person, ReportDocument Document, IReadOnlyList<StoredReport> Files);
}
