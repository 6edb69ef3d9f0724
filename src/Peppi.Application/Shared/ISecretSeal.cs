namespace Peppi.Application.Shared;

/// <summary>Encrypts what must not be readable in a stolen database or backup: private keys, service keys, key rings.</summary>
public interface ISecretSeal
{
    /// <summary>Encrypts and authenticates <paramref name="secret"/>; <paramref name="purpose"/> must be the same when opening.</summary>
    byte[] Seal(ReadOnlySpan<byte> secret, string purpose);

    /// <summary>The secret back. Throws <see cref="System.Security.Cryptography.CryptographicException"/> where it was altered or sealed under another master key.</summary>
    byte[] Open(ReadOnlySpan<byte> sealedSecret, string purpose);

    /// <summary>What to keep of a secret too short to be hashed alone: whoever has the database but not the master key cannot try all of them.</summary>
    byte[] Digest(ReadOnlySpan<byte> secret, string purpose);
}
