using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Peppi.Application.Accounts.Tokens;

/// <summary>An ES256 key pair, ready to sign and to verify.</summary>
internal sealed class SigningKey
{
    private SigningKey(string kid, string purpose, ECDsa ecdsa)
    {
        Kid = kid;
        Purpose = purpose;
        Security = new ECDsaSecurityKey(ecdsa) { KeyId = kid };
        var parameters = ecdsa.ExportParameters(includePrivateParameters: false);
        X = Base64UrlEncoder.Encode(parameters.Q.X!);
        Y = Base64UrlEncoder.Encode(parameters.Q.Y!);
    }

    /// <summary>Names the key in token headers.</summary>
    public string Kid { get; }

    /// <summary><c>session</c> or <c>api_key</c>.</summary>
    public string Purpose { get; }

    /// <summary>The key as the token library wants it.</summary>
    public ECDsaSecurityKey Security { get; }

    /// <summary>Public coordinate (RFC 7518 §6.2.1.2).</summary>
    public string X { get; }

    /// <summary>Public coordinate (RFC 7518 §6.2.1.3).</summary>
    public string Y { get; }

    public static (SigningKey Key, byte[] PrivateKey) Generate(string purpose)
    {
        var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (new SigningKey(Guid.CreateVersion7().ToString(), purpose, ecdsa), ecdsa.ExportPkcs8PrivateKey());
    }

    public static SigningKey Import(string kid, string purpose, byte[] privateKey)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(privateKey, out _);
        return new SigningKey(kid, purpose, ecdsa);
    }
}
