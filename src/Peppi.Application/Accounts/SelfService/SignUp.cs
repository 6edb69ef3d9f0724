using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.SelfService;

/// <summary>Opens an account for whoever asks, where the instance lets anybody.</summary>
public sealed record SignUp : ICommand<SignedUp>, IManagesOwnTransaction
{
    /// <summary>Address to sign in with.</summary>
    public required string Email { get; init; }

    /// <summary>The password.</summary>
    public required string Password { get; init; }

    /// <summary>What the person says about themself (JSON object).</summary>
    public string UserMetadata { get; init; } = "{}";

    /// <summary>Where the link of the mail shall lead.</summary>
    public string? RedirectTo { get; init; }

    /// <summary>What the app will prove to know.</summary>
    public PkceChallenge? Challenge { get; init; }

    /// <summary>The program that asks, as it names itself.</summary>
    public string? UserAgent { get; init; }
}

/// <summary>What came of it: a session at once, or an account that waits for its confirmation.</summary>
/// <param name="Session">The session, where no confirmation is asked for.</param>
/// <param name="Account">The account otherwise, made up where the address is taken.</param>
public sealed record SignedUp(SignedIn? Session, AccountView? Account);

internal sealed class SignUpHandler(
    AccountsDbContext accounts, AccountWriter writer, Passwords passwords, AccountMails mails, MailLimits limits, Sessions sessions, IOptions<AccountsOptions> options)
    : IHandler<SignUp, SignedUp>
{
    public async Task<Result<SignedUp>> Handle(SignUp command, CancellationToken cancellationToken)
    {
        if (!options.Value.SignUp) return AccountErrors.SignupDisabled;
        if (!EmailText.IsAddress(command.Email)) return AccountErrors.EmailInvalid;

        // Judged for addresses that are taken too, which would get no answer about it.
        if (Metadata.Refusal("data", command.UserMetadata) is { } unfit) return unfit;
        if (!options.Value.Autoconfirm && await limits.RefusalAsync(command.Email, cancellationToken) is { } refusal) return refusal;

        // Hashed whether or not the address is taken: the time must not tell.
        var hash = await passwords.HashAsync(new Account { Email = command.Email }, command.Password, "password");
        if (!hash.Succeeded) return hash.Error;

        var normalized = EmailText.Normalized(command.Email);
        await sessions.PrepareAsync(cancellationToken);
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await accounts.Users.SingleOrDefaultAsync(row => row.NormalizedEmail == normalized, cancellationToken) is { } taken)
        {
            if (options.Value.Autoconfirm) return AccountErrors.UserAlreadyExists;

            if (!taken.EmailConfirmed && taken.BannedUntil is null) await OnceMoreAsync(taken, hash.Value, command, cancellationToken);
            await accounts.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new SignedUp(null, writer.MadeUp(command.Email, command.UserMetadata));
        }

        // A profile that waits for this person may carry a role: only the owner of the address may enter it.
        var waiting = await writer.WaitingProfileAsync(command.Email, cancellationToken) is not null;
        var confirmed = options.Value.Autoconfirm && !waiting;
        var metadata = JsonNode.Parse(command.UserMetadata)!.AsObject();
        var made = await writer.CreateAsync(
            new NewAccount(command.Email, EmailText.NameIn(metadata), RoleId: null, EmailText.LocaleIn(metadata))
            {
                // Its password is chosen by whoever opens the mail, not by whoever asked for it.
                PasswordHash = waiting ? null : hash.Value,
                Confirmed = confirmed,
                UserMetadata = command.UserMetadata,
            },
            cancellationToken);
        if (!made.Succeeded) return made.Error;

        SignedIn? session = null;
        if (confirmed)
        {
            made.Value.LastSignInAt = made.Value.CreatedAt;
            session = await sessions.IssueAsync(made.Value, sessions.Open(made.Value, Sessions.Api, command.UserAgent, SignInMethods.Password), parent: null, cancellationToken);
        }
        else
        {
            await mails.ConfirmAsync(made.Value, command.RedirectTo, command.Challenge, cancellationToken);
        }

        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SignedUp(session, session is null ? AccountView.Of(made.Value) : null);
    }

    // Never confirmed, it may be the same person once more, or the owner after a stranger: the newest mail confirms the password that it
    // was asked for with, and with the password go the links and codes of the sign-up before.
    private async Task OnceMoreAsync(Account taken, string hash, SignUp command, CancellationToken cancellationToken)
    {
        await accounts.LockAsync([taken.Id], cancellationToken);
        await accounts.Entry(taken).ReloadAsync(cancellationToken);
        if (taken.EmailConfirmed) return;

        // What an administrator or a server made is not a stranger's to give a password to, nor is what waits with a role.
        var ownSignUp = taken is { PasswordHash: not null, InvitedAt: null, ConfirmationSentAt: not null }
            && !await accounts.People.AnyAsync(person => person.Id == taken.Id && person.RoleId != null, cancellationToken);
        if (ownSignUp)
        {
            (taken.PasswordHash, taken.SecurityStamp) = (hash, Guid.NewGuid().ToString("N"));
            await accounts.SaveChangesAsync(cancellationToken);
        }

        await mails.ConfirmAsync(taken, command.RedirectTo, command.Challenge, cancellationToken);
    }
}
