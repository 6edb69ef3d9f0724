using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Application.Webhooks;

/// <summary>
/// The secrets that sign. A receiver computes HMAC-SHA256 over <c>t</c>, a full stop and the body as it came, with its secret, and
/// compares with any <c>v1</c> of the header: while a secret is being replaced there are two.
/// </summary>
internal sealed class WebhookSecrets(ISecretSeal seal, TimeProvider time)
{
    /// <summary>How each begins, so that scanners of source code know one when they see it.</summary>
    public const string Mark = "whsec_";

    private const string Purpose = "webhook";

    /// <summary>A new one.</summary>
    public static string Make() => Mark + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 43);

    /// <summary>What the database keeps of one.</summary>
    public byte[] Sealed(string secret) => seal.Seal(Encoding.UTF8.GetBytes(secret), Purpose);

    /// <summary>The header <c>Peppi-Signature</c> for a body that leaves now.</summary>
    public string Sign(WebhookTarget target, string body)
    {
        var now = time.GetUtcNow();
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"{seconds}.{body}");
        var header = $"t={seconds},v1={Hmac(target.Secret, signed)}";
        return target.PreviousSecret is { } previous && target.PreviousUntil > now ? $"{header},v1={Hmac(previous, signed)}" : header;
    }

    private string Hmac(byte[] sealedSecret, byte[] signed) => Convert.ToHexStringLower(HMACSHA256.HashData(seal.Open(sealedSecret, Purpose), signed));
}
