using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Keys;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>
/// Makes what an instance needs before its first request, once: signing keys, the anon and service keys, and a first administrator
/// where there is none. Asked again, it answers with what is there.
/// </summary>
/// <param name="AdminEmail">Address of the first administrator.</param>
public sealed record PrepareInstance(string AdminEmail) : ICommand<PreparedInstance>, IManagesOwnTransaction;

/// <summary>The keys of an instance.</summary>
/// <param name="AnonKey">JWT of role <c>anon</c>.</param>
/// <param name="ServiceRoleKey">JWT of role <c>service_role</c>: sees everything.</param>
/// <param name="FirstPassword">The administrator's first password, where this call made the account.</param>
public sealed record PreparedInstance(string AnonKey, string ServiceRoleKey, string? FirstPassword);

internal sealed class PrepareInstanceHandler(
    AccountsDbContext accounts, AccountWriter writer, Passwords passwords, AccessTokens tokens, KeyStore keys, KeyRing ring, ISecretSeal seal)
    : IHandler<PrepareInstance, PreparedInstance>
{
    // No look-alikes: somebody will type it from a screen.
    private const string PasswordLetters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public async Task<Result<PreparedInstance>> Handle(PrepareInstance command, CancellationToken cancellationToken)
    {
        await EnsureKeyAsync(KeyRing.Session, KeyStore.Current, cancellationToken);
        await EnsureKeyAsync(KeyRing.Session, KeyStore.Standby, cancellationToken);
        await EnsureKeyAsync(KeyRing.ApiKey, KeyStore.Current, cancellationToken);
        var anon = await EnsureApiKeyAsync("anon", cancellationToken);
        var service = await EnsureApiKeyAsync("service_role", cancellationToken);
        ring.Forget();
        var password = await EnsureAdminAsync(command.AdminEmail, cancellationToken);
        return password.Succeeded
            ? new PreparedInstance(anon, service, password.Value.Length == 0 ? null : password.Value)
            : password.Error;
    }

    private async Task EnsureKeyAsync(string purpose, string status, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await accounts.SigningKeys.AnyAsync(key => key.Purpose == purpose && key.Status == status, cancellationToken)) return;
        keys.Add(purpose, status);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<string> EnsureApiKeyAsync(string role, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var known = await accounts.Set<ApiKeyRecord>().SingleOrDefaultAsync(key => key.Name == role, cancellationToken);
        if (known is not null) return Encoding.UTF8.GetString(seal.Open(known.SealedToken, "api_key:" + role));

        var token = await tokens.IssueApiKeyAsync(role, cancellationToken);
        await keys.KeepApiKeyAsync(role, token, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return token;
    }

    // The password, or "" where an active administrator is there already.
    private async Task<Result<string>> EnsureAdminAsync(string email, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var role = await accounts.Set<Role>().SingleAsync(candidate => candidate.Name == RoleNames.Admin, cancellationToken);
        if (await accounts.Set<Person>().AnyAsync(person => person.RoleId == role.Id && person.Active, cancellationToken)) return "";

        // Within the transaction for once: a start has nobody to wait for it, and of two nodes that start one makes the account.
        var password = RandomNumberGenerator.GetString(PasswordLetters, 16);
        var hash = await passwords.HashAsync(new Account(), password, "password");
        if (!hash.Succeeded) return hash.Error;
        var person = new NewAccount(email, "Administrateur", role.Id, "fr") { PasswordHash = hash.Value, MustChangePassword = true, Confirmed = true };
        var made = await writer.CreateAsync(person, cancellationToken);
        if (!made.Succeeded) return made.Error;
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return password;
    }
}
