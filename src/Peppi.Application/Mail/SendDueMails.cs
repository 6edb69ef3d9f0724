using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Mail.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Mail;

/// <summary>Sends every queued mail whose time has come; answers how many were tried. Background work, on any number of nodes at once.</summary>
public sealed record SendDueMails : ICommand<int>, IManagesOwnTransaction;

internal sealed partial class SendDueMailsHandler(
    PeppiDbContext db, IMailTransport transport, UseCases useCases, IMailOutcomes outcomes, TimeProvider time, ILogger<SendDueMailsHandler> logger)
    : IHandler<SendDueMails, int>
{
    private const string Pending = "pending";

    /// <summary>A node that died while it sent is not waited for longer than this.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6)];

    public async Task<Result<int>> Handle(SendDueMails command, CancellationToken cancellationToken)
    {
        var tried = 0;
        while (await ClaimAsync(cancellationToken) is { } mail)
        {
            tried++;
            await FinishAsync(mail.Id, mail.Attempts, await SendAsync(mail, cancellationToken), cancellationToken);
        }

        return tried;
    }

    // The row's attempt is the claim: of two nodes that read the same row, only one moves it on.
    private async Task<QueuedMail?> ClaimAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var mail = await db.Mails.AsNoTracking().Where(row => row.Status == Pending && row.NextAttemptAt <= now).OrderBy(row => row.NextAttemptAt).ThenBy(row => row.Id)
                .FirstOrDefaultAsync(cancellationToken);
            if (mail is null) return null;
            var until = now + Lease;
            var claimed = await db.Mails.Where(row => row.Id == mail.Id && row.Status == Pending && row.Attempts == mail.Attempts)
                .ExecuteUpdateAsync(row => row.SetProperty(it => it.Attempts, mail.Attempts + 1).SetProperty(it => it.NextAttemptAt, until), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            mail.Attempts++;
            if (claimed == 1) return mail;
        }
    }

    private async Task<Result<string>> SendAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        try
        {
            return await CarryAsync(mail, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A full disk or a row that cannot be read must not hold up the mails behind it, nor leave this one without an end.
            Faulted(exception, mail.Id);
            return new Error(ErrorKind.Unavailable, "mail_unavailable", "The mail could not be handed over: the log says why.");
        }
    }

    private async Task<Result<string>> CarryAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        List<MailAttachment> attachments = [];
        foreach (var file in JsonSerializer.Deserialize<List<StoredAttachment>>(mail.Attachments, JsonSerializerOptions.Web) ?? [])
        {
            // Bucket, then name.
            var slash = file.Path.IndexOf('/', StringComparison.Ordinal);
            var opened = await useCases.SendAsync(new OpenFile(file.Path[..slash], file.Path[(slash + 1)..]), cancellationToken);
            await using var content = opened.Succeeded ? await opened.Value.ReadAsync(0, cancellationToken) : null;
            if (content is null) return new Error(ErrorKind.NotFound, "file_not_found", $"The attachment {file.Name} is no longer in the store.");
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy, cancellationToken);
            attachments.Add(new MailAttachment(file.Name, file.Type, copy.ToArray()));
        }

        return await transport.SendAsync(mail, attachments, cancellationToken);
    }

    private async Task FinishAsync(long id, int attempt, Result<string> sent, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Somebody else took it over after the lease: what that node notes is what counts.
        if (await db.Mails.SingleOrDefaultAsync(row => row.Id == id && row.Status == Pending && row.Attempts == attempt, cancellationToken) is not { } mail) return;
        var now = time.GetUtcNow();
        if (sent.Succeeded)
        {
            (mail.Status, mail.SentAt, mail.MessageId, mail.LastError) = ("sent", now, sent.Value, null);
            if (mail.DeliveryId is { } delivery) await outcomes.SentAsync(delivery, sent.Value, now, cancellationToken);
        }
        else if (sent.Error.Kind == ErrorKind.Unavailable && attempt <= Waits.Length)
        {
            (mail.NextAttemptAt, mail.LastError) = (now + Waits[attempt - 1], Reason(sent.Error));
        }
        else
        {
            (mail.Status, mail.LastError) = ("failed", Reason(sent.Error));
            if (mail.DeliveryId is { } delivery) await outcomes.FailedAsync(delivery, Reason(sent.Error), cancellationToken);
        }

        if (mail is { Secret: true, Status: not Pending }) (mail.Text, mail.Html) = ("", null);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    [LoggerMessage(LogLevel.Error, "Mail {Mail} could not be handed over")]
    private partial void Faulted(Exception exception, long mail);

    private static string Reason(Error error) => error.Details is null ? error.Message : $"{error.Message} {error.Details}";
}
