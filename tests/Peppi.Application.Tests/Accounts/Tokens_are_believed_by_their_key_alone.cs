using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Peppi.Application.Accounts;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Shared;
using Peppi.Testing;

namespace Peppi.Application.Tests.Accounts;

public sealed class Tokens_are_believed_by_their_key_alone : IAsyncLifetime
{
    private TestDatabase database = null!;
    private SigningKey key = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        await database.RunAsync(Caller.Anonymous, services => services.GetRequiredService<UseCases>().SendAsync(new PrepareInstance("admin@exemple.fr"), CancellationToken.None));
        key = await database.Services.GetRequiredService<KeyRing>().CurrentAsync(KeyRing.Session, CancellationToken.None);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task One_that_is_right_in_every_way_is_believed() => Assert.NotNull((await VerifyAsync(Sign(key.Security))).Caller);

    [Theory]
    [InlineData("iss", "https://elsewhere.example/auth/v1")]
    [InlineData("aud", "somebody else")]
    [InlineData("role", "service_role")]
    [InlineData("role", "anon")]
    [InlineData("sub", "not an id")]
    public async Task One_of_this_key_that_says_something_else_is_not(string claim, string value) =>
        Assert.Equal(TokenFault.Invalid, (await VerifyAsync(Sign(key.Security, (claim, value)))).Fault);

    [Fact]
    public async Task One_that_has_expired_is_not() =>
        Assert.Equal(TokenFault.Expired, (await VerifyAsync(Sign(key.Security, ("exp", DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds())))).Fault);

    [Fact]
    public async Task One_signed_with_another_key_under_the_name_of_ours_is_not()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(TokenFault.Invalid, (await VerifyAsync(Sign(new ECDsaSecurityKey(other) { KeyId = key.Kid }))).Fault);
    }

    [Theory]
    [InlineData(SecurityAlgorithms.HmacSha256)]
    [InlineData(SecurityAlgorithms.HmacSha512)]
    public async Task One_signed_with_our_public_key_as_a_password_is_not(string algorithm)
    {
        // The mistake that this tries is to take the algorithm from the token (RFC 8725 §2.1).
        var published = ((ECDsaSecurityKey)key.Security).ECDsa.ExportSubjectPublicKeyInfo();
        var token = Sign(new SymmetricSecurityKey(published) { KeyId = key.Kid }, algorithm);
        Assert.Equal(TokenFault.Invalid, (await VerifyAsync(token)).Fault);
    }

    private ValueTask<VerifiedToken> VerifyAsync(string token) =>
        database.Services.GetRequiredService<TokenVerifier>().VerifyAsync(token, CancellationToken.None);

    private string Sign(SecurityKey with, params (string Claim, object Value)[] changes) => Sign(with, SecurityAlgorithms.EcdsaSha256, changes);

    private string Sign(SecurityKey with, string algorithm, params (string Claim, object Value)[] changes)
    {
        Dictionary<string, object> claims = new()
        {
            ["iss"] = database.Services.GetRequiredService<AccessTokens>().Issuer,
            ["sub"] = Guid.NewGuid().ToString(),
            ["aud"] = "authenticated",
            ["role"] = "authenticated",
            ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(),
            ["iat"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["session_id"] = Guid.NewGuid().ToString(),
        };
        foreach (var (claim, value) in changes) claims[claim] = value;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
            .CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = new SigningCredentials(with, algorithm) });
    }
}
