using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Factors;

/// <summary>Begins a second factor of the caller. It protects the account once a first code was right.</summary>
/// <param name="Type"><c>totp</c>.</param>
/// <param name="FriendlyName">What its owner calls it.</param>
/// <param name="Issuer">What the app shows above the code; null for Peppi.</param>
public sealed record EnrolFactor(string Type, string? FriendlyName, string? Issuer) : ICommand<EnrolledFactor>, IManagesOwnTransaction;

/// <summary>A factor to be put into an authenticator app: shown this once.</summary>
/// <param name="Id">The factor.</param>
/// <param name="FriendlyName">What its owner calls it.</param>
/// <param name="Secret">To be typed.</param>
/// <param name="Uri">To be opened by an app.</param>
/// <param name="QrCode">To be scanned: raw SVG.</param>
public sealed record EnrolledFactor(Guid Id, string? FriendlyName, string Secret, string Uri, string QrCode);

internal sealed class EnrolFactorHandler(AccountsDbContext accounts, FactorDesk desk, ISecretSeal seal, TimeProvider time) : IHandler<EnrolFactor, EnrolledFactor>
{
    // One that was begun and left is in nobody's app.
    private static readonly TimeSpan Left = TimeSpan.FromMinutes(10);

    public async Task<Result<EnrolledFactor>> Handle(EnrolFactor command, CancellationToken cancellationToken)
    {
        if (command.Type == "phone") return FactorErrors.PhoneDisabled;
        if (command.Type == "webauthn") return FactorErrors.WebAuthnDisabled;
        if (command.Type != "totp") return FactorErrors.UnknownType;

        var (name, issuer) = (Text.OrNull(command.FriendlyName), Text.OrNull(command.Issuer) ?? "Peppi");
        if (name?.Length > FactorDesk.LongestName) return FactorErrors.TooLong("friendly_name");
        if (Uri.EscapeDataString(issuer).Length > FactorDesk.LongestName) return FactorErrors.TooLong("issuer");
        var now = time.GetUtcNow();
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var own = await desk.OwnAsync(cancellationToken);
        if (!own.Succeeded) return own.Error;
        var (account, session) = own.Value;
        await accounts.Factors.Where(factor => factor.AccountId == account.Id && factor.Status == "unverified" && factor.CreatedAt < now - Left).ExecuteDeleteAsync(cancellationToken);

        var factors = await accounts.Factors.AsNoTracking().Where(factor => factor.AccountId == account.Id).ToListAsync(cancellationToken);
        if (factors.Any(factor => factor.Status == "verified") && session.Aal != "aal2") return FactorErrors.InsufficientAal;
        if (factors.Count >= FactorDesk.Most) return FactorErrors.TooMany;
        if (name is not null && factors.Any(factor => factor.FriendlyName == name)) return FactorErrors.NameConflict;

        var secret = Totp.NewSecret();
        var id = Guid.CreateVersion7();
        accounts.Add(new Factor
        {
            Id = id,
            AccountId = account.Id,
            FriendlyName = name,
            SealedSecret = seal.Seal(secret, FactorDesk.PurposeOf(id)),
            CreatedAt = now,
            UpdatedAt = now,
        });
        var text = Totp.Text(secret);
        var uri = Totp.Uri(text, issuer, account.Email ?? "");
        var enrolled = new EnrolledFactor(id, name, text, uri, QrSvg.Of(uri));
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return enrolled;
    }
}
