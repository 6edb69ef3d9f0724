using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Peppi.WebApi.Postgrest;

/// <summary>A key that may have signed a token.</summary>
/// <param name="Id">Its <c>kid</c>, if it has one.</param>
/// <param name="Family">HS, RS (which serves PS too) or ES.</param>
/// <param name="Verify">Whether this signature of these bytes holds under this hash; the last tells PSS from PKCS#1.</param>
internal sealed record TokenKey(string? Id, string Family, Func<byte[], byte[], HashAlgorithmName, bool, bool> Verify);

/// <summary>Reads keys: a plain secret, a JWK or a set of them.</summary>
internal static class TokenKeys
{
    /// <summary>A sentence about a secret that cannot be used; null where it can.</summary>
    public static string? Fault(string secret, bool isBase64, int shortest)
    {
        try
        {
            if (!isBase64 && !secret.TrimStart().StartsWith('{') && Encoding.UTF8.GetByteCount(secret) < shortest)
                return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The JWT secret must be at least {shortest} characters long.");
            Read(secret, isBase64);
            return null;
        }
        catch (Exception cause) when (cause is FormatException or JsonException or CryptographicException or KeyNotFoundException or InvalidOperationException)
        {
            return "jwt-secret cannot be read: " + cause.Message;
        }
    }

    public static IReadOnlyList<TokenKey> Read(string secret, bool isBase64)
    {
        if (!isBase64 && secret.TrimStart().StartsWith('{'))
        {
            using var document = JsonDocument.Parse(secret);
            return document.RootElement.TryGetProperty("keys", out var keys)
                ? [.. keys.EnumerateArray().Select(FromJwk).OfType<TokenKey>()]
                : [.. new[] { FromJwk(document.RootElement) }.OfType<TokenKey>()];
        }

        var bytes = isBase64 ? Convert.FromBase64String(Padded(secret.Replace('-', '+').Replace('_', '/').Replace('.', '='))) : Encoding.UTF8.GetBytes(secret);
        return [Symmetric(null, bytes)];
    }

    private static TokenKey? FromJwk(JsonElement jwk)
    {
        byte[] Part(string name) => Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString());
        var id = jwk.TryGetProperty("kid", out var kid) ? kid.GetString() : null;
        switch (jwk.GetProperty("kty").GetString())
        {
            case "oct":
                return Symmetric(id, Part("k"));
            case "RSA":
                var rsa = RSA.Create(new RSAParameters { Modulus = Part("n"), Exponent = Part("e") });
                return new TokenKey(id, "RS", (data, signature, hash, pss) =>
                    rsa.VerifyData(data, signature, hash, pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
            case "EC":
                var curve = jwk.GetProperty("crv").GetString() switch
                {
                    "P-384" => ECCurve.NamedCurves.nistP384,
                    "P-521" => ECCurve.NamedCurves.nistP521,
                    _ => ECCurve.NamedCurves.nistP256,
                };
                var ec = ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = Part("x"), Y = Part("y") } });
                return new TokenKey(id, "ES", (data, signature, hash, _) => ec.VerifyData(data, signature, hash));
            default:
                return null;
        }
    }

    private static TokenKey Symmetric(string? id, byte[] key) => new(id, "HS", (data, signature, hash, _) =>
        CryptographicOperations.FixedTimeEquals(CryptographicOperations.HmacData(hash, key, data), signature));

    private static string Padded(string text) => text.TrimEnd('=') + new string('=', (4 - (text.TrimEnd('=').Length % 4)) % 4);
}
