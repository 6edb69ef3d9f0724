using System.Security.Cryptography;
using System.Text;
using Peppi.Application.Shared;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Accounts;

/// <summary>AES-256-GCM under a key derived from the instance's master key (NIST SP 800-38D). Layout: version, nonce, tag, text.</summary>
internal sealed class AesSecretSeal(MasterKey masterKey) : ISecretSeal
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] key = masterKey.Derive("peppi/seal");
    private readonly byte[] digestKey = masterKey.Derive("peppi/digest");

    public byte[] Seal(ReadOnlySpan<byte> secret, string purpose)
    {
        var output = new byte[1 + NonceSize + TagSize + secret.Length];
        output[0] = Version;
        var nonce = output.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, secret, output.AsSpan(1 + NonceSize + TagSize), output.AsSpan(1 + NonceSize, TagSize), Encoding.UTF8.GetBytes(purpose));
        return output;
    }

    public byte[] Open(ReadOnlySpan<byte> sealedSecret, string purpose)
    {
        if (sealedSecret.Length < 1 + NonceSize + TagSize || sealedSecret[0] != Version)
            throw new CryptographicException("This is not a sealed secret of a known version.");
        var secret = new byte[sealedSecret.Length - 1 - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(sealedSecret.Slice(1, NonceSize), sealedSecret[(1 + NonceSize + TagSize)..], sealedSecret.Slice(1 + NonceSize, TagSize), secret, Encoding.UTF8.GetBytes(purpose));
        return secret;
    }

    public byte[] Digest(ReadOnlySpan<byte> secret, string purpose)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(purpose), 0, .. secret];
        return HMACSHA256.HashData(digestKey, text);
    }
}
