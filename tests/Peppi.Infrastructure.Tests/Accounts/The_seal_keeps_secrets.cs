using System.Security.Cryptography;
using Peppi.Infrastructure.Accounts;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Tests.Accounts;

public class The_seal_keeps_secrets
{
    private readonly AesSecretSeal seal = new(MasterKey.Parse(Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(number => (byte)number)])));

    [Fact]
    public void A_sealed_secret_opens_for_the_same_purpose() =>
        Assert.Equal("clé privée"u8.ToArray(), seal.Open(seal.Seal("clé privée"u8, "kid"), "kid"));

    [Fact]
    public void It_does_not_open_for_another_purpose() =>
        Assert.ThrowsAny<CryptographicException>(() => seal.Open(seal.Seal("secret"u8, "one"), "two"));

    [Fact]
    public void It_does_not_open_under_another_master_key() =>
        Assert.ThrowsAny<CryptographicException>(() => new AesSecretSeal(MasterKey.Parse(Convert.ToBase64String(new byte[32]))).Open(seal.Seal("secret"u8, "one"), "one"));

    [Fact]
    public void An_altered_byte_is_noticed_wherever_it_is()
    {
        var kept = seal.Seal("secret"u8, "one");
        for (var at = 0; at < kept.Length; at++)
        {
            var altered = (byte[])kept.Clone();
            altered[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => seal.Open(altered, "one"));
        }
    }

    [Fact]
    public void The_same_secret_never_looks_the_same_twice() =>
        Assert.NotEqual(seal.Seal("secret"u8, "one"), seal.Seal("secret"u8, "one"));

    [Fact]
    public void Text_that_was_never_sealed_is_refused() =>
        Assert.ThrowsAny<CryptographicException>(() => seal.Open("short"u8, "one"));
}
