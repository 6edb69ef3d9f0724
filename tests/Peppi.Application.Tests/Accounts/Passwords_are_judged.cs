using Peppi.Application.Accounts.PasswordRules;

namespace Peppi.Application.Tests.Accounts;

public sealed class Passwords_are_judged
{
    [Theory]
    [InlineData("password123")]
    [InlineData("Password123!")]
    [InlineData("P@ssw0rd2024")]
    [InlineData("motdepasse")]
    [InlineData("MotDePasse1!")]
    [InlineData("Sunshine2026")]
    [InlineData("azertyuiop")]
    [InlineData("qwertyuiop123")]
    [InlineData("1234567890")]
    [InlineData("abcdefghij")]
    [InlineData("aaaabbbbcccc")]
    [InlineData("passwordpassword")]
    [InlineData("abc1abc1abc1")]
    [InlineData("Chantier2026!")]
    public void What_is_guessed_first_is_refused(string password) => Assert.True(CommonPasswords.Contains(password, []));

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("une grue jaune dort mal")]
    [InlineData("k7p9d-mx2wn-hq4zt")]
    [InlineData("Soleil bleu, 3 tortues")]
    [InlineData("horse8362917465829")]
    public void What_is_not_guessed_first_is_taken(string password) => Assert.False(CommonPasswords.Contains(password, []));

    [Fact]
    public void One_s_own_address_with_a_little_dress_is_refused()
    {
        Assert.True(CommonPasswords.Contains("amelie.durand1985", ["amelie.durand"]));
        Assert.False(CommonPasswords.Contains("amelie.durand likes grey herons", ["amelie.durand"]));
    }

    [Theory]
    [InlineData("", "$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s.")]
    [InlineData("a", "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe")]
    [InlineData("abc", "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i")]
    [InlineData("mot de passe né à Yaoundé", "$2a$04$abcdefghijklmnopqrstuuf0JQ6Kg/9R/G610Wn4pX.tA6il1m0tW")]
    public void A_bcrypt_hash_of_elsewhere_verifies(string password, string hash)
    {
        Assert.True(Bcrypt.Verify(password, hash));
        Assert.False(Bcrypt.Verify(password + "x", hash));
        Assert.True(Bcrypt.IsHash(hash));
    }

    [Fact]
    public void A_password_longer_than_bcrypt_reads_never_matches_by_its_beginning()
    {
        const string hash = "$2y$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i";
        Assert.True(Bcrypt.Verify(new string('x', 72), hash));
        Assert.False(Bcrypt.Verify(new string('x', 73), hash));
    }

    [Theory]
    [InlineData("$2a$20$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s.")]
    [InlineData("$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaA")]
    [InlineData("plain words")]
    public void A_hash_that_would_occupy_the_server_or_is_none_is_not_believed(string hash) => Assert.False(Bcrypt.IsHash(hash));
}
