using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Import;

/// <summary>
/// Brings in the accounts of another instance or of Supabase with their passwords: all of them, or none and every reason why not.
/// A bcrypt hash goes on working and is replaced at the person's next sign-in.
/// </summary>
/// <param name="File">The text of the file: JSON or CSV.</param>
/// <param name="RoleName">The role that they get; null for none.</param>
public sealed record ImportUsers(string File, string? RoleName) : ICommand<ImportedUsers>, IManagesOwnTransaction;

/// <summary>What was imported.</summary>
/// <param name="Accounts">How many accounts.</param>
/// <param name="WithoutPassword">How many of them have no password yet: they set one through an invitation or a recovery.</param>
/// <param name="Skipped">How many lines were of deleted or anonymous accounts.</param>
public sealed record ImportedUsers(int Accounts, int WithoutPassword, int Skipped);

internal sealed class ImportUsersHandler(AccountsDbContext accounts, TimeProvider time) : IHandler<ImportUsers, ImportedUsers>
{
    public async Task<Result<ImportedUsers>> Handle(ImportUsers command, CancellationToken cancellationToken)
    {
        var (lines, unreadable) = ImportFile.Read(command.File);
        if (unreadable is not null) return Refusal([unreadable]);

        var wanted = lines.Where(line => line["deleted_at"] is null && line["is_anonymous"] is not ("true" or "t")).ToList();
        List<ImportFault> faults = [];
        var read = wanted.Select(line => new ImportLine(line, time.GetUtcNow(), faults).Read()).OfType<(Account Account, Person Person, int Line)>().ToList();

        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var role = command.RoleName is null ? null : await accounts.Roles.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Name == command.RoleName, cancellationToken);
        if (command.RoleName is not null && role is null) faults.Add(new ImportFault(0, $"There is no role '{command.RoleName}'."));

        var ids = (await accounts.Users.Select(account => account.Id).ToListAsync(cancellationToken)).ToHashSet();
        var addresses = (await accounts.Users.Select(account => account.NormalizedEmail).ToListAsync(cancellationToken)).ToHashSet();
        foreach (var (account, person, line) in read)
        {
            if (!ids.Add(account.Id)) faults.Add(new ImportFault(line, $"There is an account with the id {account.Id} already."));
            if (!addresses.Add(account.NormalizedEmail)) faults.Add(new ImportFault(line, $"There is an account with the address {account.Email} already."));
            person.RoleId = role?.Id;
            accounts.Add(account);
            accounts.Add(person);
        }

        if (faults.Count > 0) return Refusal([.. faults.OrderBy(fault => fault.Line)]);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ImportedUsers(read.Count, read.Count(entry => entry.Account.PasswordHash is null), lines.Count - wanted.Count);
    }

    private static Error Refusal(IReadOnlyList<ImportFault> faults) => new(ErrorKind.Invalid, "import_refused",
        "Nothing was imported.",
        string.Join('\n', faults.Select(fault => fault.Line == 0 ? fault.Message : $"Line {fault.Line}: {fault.Message}")),
        "Mend the file and import it again: it is all or nothing.");
}

/// <summary>Judges one line; its faults go into a list, so that all are told at once.</summary>
internal sealed class ImportLine(ImportedUser line, DateTimeOffset now, List<ImportFault> faults)
{
    /// <summary>The account and the person, or null where the line has a fault.</summary>
    public (Account Account, Person Person, int Line)? Read()
    {
        var before = faults.Count;
        var email = line["email"]?.Trim() ?? "";
        if (email.Length is 0 or > 254 || email.IndexOf('@', StringComparison.Ordinal) is < 1 || email.EndsWith('@') || email.Any(char.IsWhiteSpace))
            Fault(email.Length == 0 ? "It has no email." : $"'{email}' is not an e-mail address.");
        if (line["id"] is { } text && !Guid.TryParse(text, out _)) Fault($"The id '{text}' is not a UUID.");
        var hash = line["encrypted_password", "password_hash"];
        if (hash is not null && !PasswordRules.Bcrypt.IsHash(hash))
            Fault("encrypted_password is no bcrypt hash of cost 4 to 14; leave it empty, and the person sets a password through a recovery.");
        var metadata = line["raw_user_meta_data", "user_metadata"] ?? "{}";
        if (Metadata(metadata) is not { } values)
        {
            Fault("raw_user_meta_data is not a JSON object.");
            values = [];
        }
        else if (Accounts.Metadata.Refusal("raw_user_meta_data", metadata) is { } tooLong)
        {
            Fault(tooLong.Message + ".");
        }

        var (confirmed, created, updated) = (Instant("email_confirmed_at", "confirmed_at"), Instant("created_at"), Instant("updated_at"));
        var (invited, seen, banned) = (Instant("invited_at"), Instant("last_sign_in_at"), Instant("banned_until"));
        if (faults.Count > before) return null;

        var account = new Account
        {
            Id = line["id"] is { } id ? Guid.Parse(id) : Guid.CreateVersion7(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = confirmed is not null,
            EmailConfirmedAt = confirmed,
            PasswordHash = hash,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            ConcurrencyStamp = Guid.NewGuid().ToString(),
            UserMetadata = metadata,
            InvitedAt = invited,
            LastSignInAt = seen,
            BannedUntil = banned > now ? banned : null,
            CreatedAt = created ?? now,
            UpdatedAt = updated ?? now,
        };
        var person = new Person
        {
            Id = account.Id,
            Email = email,
            DisplayName = values.GetValueOrDefault("full_name") ?? values.GetValueOrDefault("name") ?? values.GetValueOrDefault("display_name"),
            Phone = line["phone"] is { } phone ? "+" + phone.TrimStart('+') : null,
            Active = !(banned > now),
        };
        return (account, person, line.Line);
    }

    private DateTimeOffset? Instant(params ReadOnlySpan<string> columns)
    {
        if (line[columns] is not { } text) return null;
        if (text == "infinity") return DateTimeOffset.MaxValue;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)) return instant;
        Fault($"{columns[0]} '{text}' is not an instant.");
        return null;
    }

    private static Dictionary<string, string?>? Metadata(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind != JsonValueKind.Object ? null
                : document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String)
                    .GroupBy(member => member.Name).ToDictionary(group => group.Key, group => group.Last().Value.GetString());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Fault(string message) => faults.Add(new ImportFault(line.Line, message));
}
