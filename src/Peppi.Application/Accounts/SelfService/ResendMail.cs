using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.SelfService;

/// <summary>Sends a confirmation once more; the earlier link stops working. The answer is the same where there is nothing to confirm.</summary>
/// <param name="Type"><c>signup</c> or <c>email_change</c>.</param>
/// <param name="Email">The address of the account.</param>
/// <param name="RedirectTo">Where the link of the mail shall lead.</param>
public sealed record ResendMail(string Type, string Email, string? RedirectTo) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class ResendMailHandler(AccountsDbContext accounts, AccountMails mails, MailLimits limits, TimeProvider time) : IHandler<ResendMail, Done>
{
    public async Task<Result<Done>> Handle(ResendMail command, CancellationToken cancellationToken)
    {
        if (command.Type is not ("signup" or "email_change")) return AccountErrors.Invalid("Missing one of these types: signup, email_change, sms, phone_change");
        if (!EmailText.IsAddress(command.Email)) return AccountErrors.EmailInvalid;
        if (await limits.RefusalAsync(command.Email, cancellationToken) is { } refusal) return refusal;

        var (normalized, now) = (EmailText.Normalized(command.Email), time.GetUtcNow());
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.Users.SingleOrDefaultAsync(row => row.NormalizedEmail == normalized, cancellationToken);
        if (account is null || account.BannedUntil > now) return Done.Value;

        if (command.Type == "signup" && !account.EmailConfirmed) await mails.ConfirmAsync(account, command.RedirectTo, challenge: null, cancellationToken);
        else if (command.Type == "email_change" && account.NewEmail is not null) await mails.ChangeEmailAsync(account, command.RedirectTo, challenge: null, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
