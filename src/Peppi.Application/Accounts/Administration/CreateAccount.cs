using System.Text.Json.Nodes;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Administration;

/// <summary>Makes an account without asking its owner, for holders of the service key. No mail leaves.</summary>
public sealed record CreateAccount : ICommand<AccountView>, IManagesOwnTransaction
{
    /// <summary>Address to sign in with.</summary>
    public required string Email { get; init; }

    /// <summary>The password; without one, or a hash, the account is entered by mail.</summary>
    public string? Password { get; init; }

    /// <summary>The address is known to be the person's.</summary>
    public bool Confirmed { get; init; }

    /// <summary>What the person says about themself (JSON object).</summary>
    public string UserMetadata { get; init; } = "{}";

    /// <summary>What servers say about the person (JSON object).</summary>
    public string AppMetadata { get; init; } = "{}";

    /// <summary>For how long it shall not be usable; null for usable at once.</summary>
    public TimeSpan? BannedFor { get; init; }
}

internal sealed class CreateAccountHandler(AccountsDbContext accounts, AccountWriter writer, Passwords passwords, TimeProvider time) : IHandler<CreateAccount, AccountView>
{
    public async Task<Result<AccountView>> Handle(CreateAccount command, CancellationToken cancellationToken)
    {
        if (!EmailText.IsAddress(command.Email)) return AccountErrors.EmailInvalid;
        string? hash = null;
        if (command.Password is not null)
        {
            var hashed = await passwords.HashAsync(new Account { Email = command.Email }, command.Password, "password");
            if (!hashed.Succeeded) return hashed.Error;
            hash = hashed.Value;
        }

        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var metadata = JsonNode.Parse(command.UserMetadata)!.AsObject();
        var made = await writer.CreateAsync(
            new NewAccount(command.Email, EmailText.NameIn(metadata), RoleId: null, EmailText.LocaleIn(metadata))
            {
                PasswordHash = hash,
                Confirmed = command.Confirmed,
                UserMetadata = command.UserMetadata,
                AppMetadata = command.AppMetadata,
            },
            cancellationToken);
        if (!made.Succeeded) return made.Error;
        if (command.BannedFor is { } ban && ban > TimeSpan.Zero) made.Value.BannedUntil = time.GetUtcNow() + ban;
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return AccountView.Of(made.Value);
    }
}
