using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Peppi.Application.Persistence;

namespace Peppi.Application.Accounts.PasswordRules;

/// <summary>
/// PBKDF2-HMAC-SHA512 for every new hash. A bcrypt hash that came with an import verifies too and asks to be replaced, as does one of
/// fewer rounds: the next sign-in, which alone knows the password, does so.
/// </summary>
internal sealed class AccountPasswordHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<Account>(options)
{
    public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        if (!Bcrypt.IsHash(hashedPassword)) return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        return Bcrypt.Verify(providedPassword, hashedPassword) ? PasswordVerificationResult.SuccessRehashNeeded : PasswordVerificationResult.Failed;
    }
}
