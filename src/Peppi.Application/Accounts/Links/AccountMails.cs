using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Mail.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Links;

/// <summary>Queues the mails of accounts, each in the transaction that makes its link. The caller saves.</summary>
internal sealed class AccountMails(
    AccountsDbContext accounts, OneTimeTokens tokens, RedirectTargets targets, IOptions<AccountsOptions> options, IOptions<PublicUrlOptions> urls, TimeProvider time)
{
    /// <summary>The address that a link of a purpose opens.</summary>
    public string LinkOf(string token, string purpose, string redirect) =>
        $"{urls.Value.Api.TrimEnd('/')}/auth/v1/verify?token={Uri.EscapeDataString(token)}&type={TokenPurposes.TypeOf(purpose)}&redirect_to={Uri.EscapeDataString(redirect)}";

    /// <summary>Asks the owner of a new account to confirm the address.</summary>
    public async Task ConfirmAsync(Account account, string? redirect, PkceChallenge? challenge, CancellationToken cancellationToken)
    {
        await SendAsync(AccountMailKind.Confirmation, account, account.Email!, TokenPurposes.SignUp, redirect, challenge, cancellationToken);
        account.ConfirmationSentAt = time.GetUtcNow();
    }

    /// <summary>Lets somebody who forgot the password in.</summary>
    public async Task RecoverAsync(Account account, string? redirect, PkceChallenge? challenge, CancellationToken cancellationToken)
    {
        await SendAsync(AccountMailKind.Recovery, account, account.Email!, TokenPurposes.Recovery, redirect, challenge, cancellationToken);
        account.RecoverySentAt = time.GetUtcNow();
    }

    /// <summary>Lets somebody who forgot the password choose another one on the admin site.</summary>
    public async Task RecoverOnAdminSiteAsync(Account account, CancellationToken cancellationToken)
    {
        var issued = await tokens.IssueAsync(account, TokenPurposes.Recovery, account.Email!, null, cancellationToken);
        var link = $"{urls.Value.Admin.TrimEnd('/')}/recovery?token={issued.Token}";
        await QueueAsync(account, account.Email!, new AccountMail { Kind = AccountMailKind.Recovery, Link = link, ExpiresAt = issued.ExpiresAt }, cancellationToken);
        account.RecoverySentAt = time.GetUtcNow();
    }

    /// <summary>Lets somebody in without a password.</summary>
    public async Task MagicLinkAsync(Account account, string? redirect, PkceChallenge? challenge, CancellationToken cancellationToken)
    {
        await SendAsync(AccountMailKind.MagicLink, account, account.Email!, TokenPurposes.MagicLink, redirect, challenge, cancellationToken);
        account.RecoverySentAt = time.GetUtcNow();
    }

    /// <summary>Invites to an app; the link signs in, and the app asks for a password.</summary>
    public async Task InviteAsync(Account account, string? redirect, CancellationToken cancellationToken)
    {
        var issued = await tokens.IssueAsync(account, TokenPurposes.Invite, account.Email!, null, cancellationToken, options.Value.InvitationLifetime);
        await InviteAsync(account, LinkOf(issued.Token, TokenPurposes.Invite, targets.Choose(redirect)), issued, cancellationToken);
    }

    /// <summary>Invites to the admin site, where the first password is chosen.</summary>
    public async Task InviteToAdminAsync(Account account, CancellationToken cancellationToken)
    {
        var issued = await tokens.IssueAsync(account, TokenPurposes.Invite, account.Email!, null, cancellationToken, options.Value.InvitationLifetime);
        await InviteAsync(account, $"{urls.Value.Admin.TrimEnd('/')}/invitation?token={issued.Token}", issued, cancellationToken);
    }

    /// <summary>Asks the new address, and where set the present one too, to confirm a change.</summary>
    public async Task ChangeEmailAsync(Account account, string? redirect, PkceChallenge? challenge, CancellationToken cancellationToken)
    {
        await accounts.OneTimeTokens.Where(token => token.AccountId == account.Id && token.Purpose == TokenPurposes.PresentEmail && token.UsedAt == null)
            .ExecuteDeleteAsync(cancellationToken);
        await SendAsync(AccountMailKind.NewEmail, account, account.NewEmail!, TokenPurposes.NewEmail, redirect, challenge, cancellationToken);
        if (options.Value.SecureEmailChange && account.Email is { Length: > 0 } present)
            await SendAsync(AccountMailKind.PresentEmail, account, present, TokenPurposes.PresentEmail, redirect, challenge, cancellationToken);
        account.EmailChangeSentAt = time.GetUtcNow();
    }

    /// <summary>Sends the code that a change of password asks for.</summary>
    public async Task ReauthenticateAsync(Account account, CancellationToken cancellationToken)
    {
        var issued = await tokens.IssueAsync(account, TokenPurposes.Reauthentication, account.Email!, null, cancellationToken);
        await QueueAsync(account, account.Email!, new AccountMail { Kind = AccountMailKind.Reauthentication, Code = issued.Code, ExpiresAt = issued.ExpiresAt }, cancellationToken);
    }

    /// <summary>Tells the owner that the password was changed: whoever did not do so learns it at once.</summary>
    public Task PasswordChangedAsync(Account account, CancellationToken cancellationToken) =>
        account.Email is not { Length: > 0 } email
            ? Task.CompletedTask
            : QueueAsync(account, email, new AccountMail { Kind = AccountMailKind.PasswordChanged, ExpiresAt = time.GetUtcNow() }, cancellationToken);

    private async Task InviteAsync(Account account, string link, IssuedToken issued, CancellationToken cancellationToken)
    {
        var (name, language) = await ReaderAsync(account, cancellationToken);
        account.InvitedAt = time.GetUtcNow();
        var role = await (
            from person in accounts.People
            join known in accounts.Roles on person.RoleId equals (int?)known.Id
            where person.Id == account.Id
            select known.Name).FirstOrDefaultAsync(cancellationToken);
        Queue(new InvitationMail
        {
            ToAddress = account.Email!,
            ToName = name,
            Language = language,
            Role = role is null ? null : RoleTitles.Of(role, language),
            Link = link,
            ExpiresAt = issued.ExpiresAt,
        }.Compose());
    }

    private async Task SendAsync(AccountMailKind kind, Account account, string to, string purpose, string? redirect, PkceChallenge? challenge, CancellationToken cancellationToken)
    {
        var issued = await tokens.IssueAsync(account, purpose, to, challenge, cancellationToken);
        var mail = new AccountMail
        {
            Kind = kind,
            Link = LinkOf(issued.Token, purpose, targets.Choose(redirect)),
            Code = issued.Code,
            NewAddress = account.NewEmail,
            ExpiresAt = issued.ExpiresAt,
        };
        await QueueAsync(account, to, mail, cancellationToken);
    }

    private async Task QueueAsync(Account account, string to, AccountMail mail, CancellationToken cancellationToken)
    {
        var (name, language) = await ReaderAsync(account, cancellationToken);
        Queue((mail with { ToAddress = to, ToName = name, Language = language }).Compose());
    }

    private void Queue(QueuedMail mail)
    {
        mail.CreatedAt = mail.NextAttemptAt = time.GetUtcNow();
        accounts.Add(mail);
    }

    // The profile of an account that is just being made is not in the database yet.
    private async Task<(string? Name, Language Language)> ReaderAsync(Account account, CancellationToken cancellationToken)
    {
        var person = accounts.People.Local.FirstOrDefault(row => row.Id == account.Id)
            ?? await accounts.People.AsNoTracking().SingleOrDefaultAsync(row => row.Id == account.Id, cancellationToken);
        return (person?.DisplayName, Languages.Parse(person?.Locale) ?? Language.French);
    }
}
