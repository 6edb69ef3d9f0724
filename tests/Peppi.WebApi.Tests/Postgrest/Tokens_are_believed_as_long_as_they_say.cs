using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Peppi.DataApi.Errors;
using Peppi.WebApi.Postgrest;

namespace Peppi.WebApi.Tests.Postgrest;

public class Tokens_are_believed_as_long_as_they_say
{
    private const string Secret = "a secret of more than thirty-two letters";
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Clock clock = new();

    [Theory]
    [InlineData("""{"role":"editor"}""", null)]
    [InlineData("""{"role":"editor","exp":-29}""", null)]
    [InlineData("""{"role":"editor","exp":-31}""", "JWT expired")]
    [InlineData("""{"role":"editor","nbf":29,"iat":29}""", null)]
    [InlineData("""{"role":"editor","nbf":31}""", "JWT not yet valid")]
    [InlineData("""{"role":"editor","iat":31}""", "JWT issued at future")]
    [InlineData("""{"role":"editor","exp":"soon"}""", "The JWT 'exp' claim must be a number")]
    [InlineData("""{"role":"editor","exp":null,"aud":null}""", null)]
    [InlineData("""{"role":"editor","aud":"us"}""", null)]
    [InlineData("""{"role":"editor","aud":["them","us"]}""", null)]
    [InlineData("""{"role":"editor","aud":[]}""", null)]
    [InlineData("""{"role":"editor","aud":"them"}""", "JWT not in audience")]
    [InlineData("""{"role":"editor","aud":7}""", "The JWT 'aud' claim must be a string or an array of strings")]
    [InlineData("""{"role":"editor","exp":-99,"aud":"them"}""", "JWT expired")]
    public void Its_times_and_its_audience_are_looked_at(string claims, string? fault)
    {
        var verifier = Verifier();
        var token = Token(Relative(claims));
        for (var turn = 0; turn < 2; turn++)
        {
            var refused = verifier.Verify("Bearer " + token).Refused(out var caller);
            Assert.Equal(fault, refused?.Message);
            if (refused is null) Assert.Equal(("editor", true), (caller.Role, caller.SignedIn));
            else Assert.Equal((401, "PGRST303", $"Bearer error=\"invalid_token\", error_description=\"{fault}\""), (refused.Status, refused.Code, refused.Headers.Single().Value));
        }
    }

    [Fact]
    public void A_token_that_is_remembered_still_ends()
    {
        var verifier = Verifier();
        var token = "Bearer " + Token(Relative("""{"role":"editor","exp":10}"""));
        Assert.Null(verifier.Verify(token).Refused(out _));
        clock.At = Now.AddSeconds(45);
        Assert.Equal("JWT expired", verifier.Verify(token).Refused(out _)?.Message);
    }

    [Theory]
    [InlineData("Bearer ", 401, "PGRST301", "Empty JWT is sent in Authorization header")]
    [InlineData("Bearer a.b", 401, "PGRST301", "Expected 3 parts in JWT; got 2")]
    [InlineData("Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA", 401, "PGRST301", "No suitable key or wrong key type")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.", 401, "PGRST301", "Wrong or unsupported encoding algorithm")]
    public void What_is_no_token_is_refused(string header, int status, string code, string message)
    {
        var refused = Assert.IsType<DataApiError>(Verifier().Verify(header).Refused(out _));
        Assert.Equal((status, code, message), (refused.Status, refused.Code, refused.Message));
    }

    [Fact]
    public void Nobody_is_the_anonymous_role_or_refused()
    {
        Assert.Null(Verifier().Verify(null).Refused(out var caller));
        Assert.Equal(("nobody", false), (caller.Role, caller.SignedIn));
        Assert.Equal("PGRST302", new TokenVerifier(new TokenSettings { Secret = Secret }, null, clock).Verify(null).Refused(out _)?.Code);
        Assert.Equal("PGRST300", new TokenVerifier(new TokenSettings(), "nobody", clock).Verify("Bearer x").Refused(out _)?.Code);
    }

    private TokenVerifier Verifier() => new(new TokenSettings { Secret = Secret, Audience = "us" }, "nobody", clock);

    // Times are written as seconds from now.
    private static string Relative(string claims) => System.Text.RegularExpressions.Regex.Replace(claims, "\"(exp|nbf|iat)\":(-?[0-9]+)",
        m => $"\"{m.Groups[1].Value}\":{Now.ToUnixTimeSeconds() + long.Parse(m.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)}");

    private static string Token(string claims)
    {
        var body = Base64Url.EncodeToString("""{"alg":"HS256"}"""u8) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims));
        return body + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(body)));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset At { get; set; } = Now;

        public override DateTimeOffset GetUtcNow() => At;
    }
}
