using System.Security.Cryptography;
using System.Text;

namespace Peppi.Infrastructure.Instance;

/// <summary>The one secret of an instance: every other secret that must be the same on each node is derived from it.</summary>
internal sealed class MasterKey
{
    /// <summary>Length of the key in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] bytes;

    private MasterKey(byte[] bytes) => this.bytes = bytes;

    /// <summary>Reads the key as given in the configuration.</summary>
    /// <param name="base64">32 bytes in base64.</param>
    /// <exception cref="InvalidOperationException">The text is not 32 bytes of base64.</exception>
    public static MasterKey Parse(string base64)
    {
        var buffer = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64.Trim(), buffer, out var written) || written != Length)
        {
            throw new InvalidOperationException($"The master key must be {Length} bytes in base64 (make one with: openssl rand -base64 {Length}).");
        }

        return new MasterKey(buffer[..written]);
    }

    /// <summary>Reads the key file, or makes it where there is none; several processes may do so at once and get the same key.</summary>
    /// <param name="path">The key file; its folder is made when missing, readable by its owner only.</param>
    public static MasterKey LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            PrivateFiles.WriteNew(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)) + "\n");
        }

        return Parse(File.ReadAllText(path));
    }

    /// <summary>Derives a key for one purpose (HKDF-SHA256); the same purpose gives the same key on every node.</summary>
    /// <param name="purpose">The purpose, such as <c>peppi/seal</c>.</param>
    /// <param name="length">How many bytes are wanted.</param>
    public byte[] Derive(string purpose, int length = 32) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, length, salt: null, Encoding.UTF8.GetBytes(purpose));

    /// <summary>The password of a database login: derived, so that nothing need be stored and each node knows it.</summary>
    /// <param name="login">The login, such as <c>peppi_api</c>.</param>
    public string PasswordOf(string login) =>
        System.Buffers.Text.Base64Url.EncodeToString(Derive("peppi/login/" + login));
}
