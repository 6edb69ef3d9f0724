using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.SelfService;

/// <summary>Sends somebody who forgot the password a way in. The answer is the same for addresses that nobody has.</summary>
/// <param name="Email">The address.</param>
/// <param name="RedirectTo">Where the link of the mail shall lead.</param>
/// <param name="Challenge">What the app will prove to know.</param>
public sealed record RequestRecovery(string Email, string? RedirectTo, PkceChallenge? Challenge) : ICommand<Done>, IManagesOwnTransaction
{
    /// <summary>The link leads to the admin site, where a password is chosen, and not to an app.</summary>
    public bool OnAdminSite { get; init; }
}

internal sealed class RequestRecoveryHandler(AccountsDbContext accounts, AccountMails mails, MailLimits limits, TimeProvider time) : IHandler<RequestRecovery, Done>
{
    public async Task<Result<Done>> Handle(RequestRecovery command, CancellationToken cancellationToken)
    {
        if (!EmailText.IsAddress(command.Email)) return AccountErrors.EmailInvalid;
        if (await limits.RefusalAsync(command.Email, cancellationToken) is { } refusal) return refusal;

        var (normalized, now) = (EmailText.Normalized(command.Email), time.GetUtcNow());
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.Users.SingleOrDefaultAsync(row => row.NormalizedEmail == normalized, cancellationToken);
        if (account is null || account.BannedUntil > now) return Done.Value;

        if (command.OnAdminSite) await mails.RecoverOnAdminSiteAsync(account, cancellationToken);
        else await mails.RecoverAsync(account, command.RedirectTo, command.Challenge, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
