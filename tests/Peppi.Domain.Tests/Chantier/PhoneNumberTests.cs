using Peppi.Domain.Chantier;

namespace Peppi.Domain.Tests.Chantier;

public class PhoneNumberTests
{
    [Theory]
    [InlineData("CM", "6 99 00 11 22", "+237699001122")]
    [InlineData("CM", "222 23 45 67", "+237222234567")]
    [InlineData("CM", "+237 699-00-11-22", "+237699001122")]
    [InlineData("CM", "237699001122", "+237699001122")]
    [InlineData("CM", "00 237 699 001 122", "+237699001122")]
    [InlineData("CI", "07 47 00 22 33", "+2250747002233")]
    [InlineData("CI", "47 00 22 33", "+2250747002233")]
    [InlineData("CI", "05 12 34 56", "+2250505123456")]
    [InlineData("CI", "+225 01 02 03 04", "+2250101020304")]
    [InlineData("CI", "20 21 22 23", "+2252720212223")]
    [InlineData("CM", "2250747002233", "+2250747002233")]
    [InlineData("SN", "77 123 45 67", "+221771234567")]
    [InlineData("SN", "+221 33 821 00 00", "+221338210000")]
    [InlineData("MA", "06 61 23 45 67", "+212661234567")]
    [InlineData("MA", "+212 (0)5 22 12 34 56", "+212522123456")]
    [InlineData("FR", "06.12.34.56.78", "+33612345678")]
    [InlineData("FR", "+33 (0)1 42 00 00 00", "+33142000000")]
    [InlineData("GA", "077 12 34 56", "+24177123456")]
    [InlineData("GA", "07 12 34 56", "+24177123456")]
    [InlineData("GA", "+241 66 12 34 56", "+24166123456")]
    [InlineData("CG", "06 612 34 56", "+242066123456")]
    [InlineData("CG", "+242 22 281 00 00", "+242222810000")]
    [InlineData("BJ", "01 97 12 34 56", "+2290197123456")]
    [InlineData("BJ", "97 12 34 56", "+2290197123456")]
    [InlineData("BJ", "+229 61 00 00 00", "+2290161000000")]
    [InlineData("TG", "90 12 34 56", "+22890123456")]
    [InlineData("TG", "228 22 12 34 56", "+22822123456")]
    [InlineData("CM", "+1 415 555 2671", "+14155552671")]
    [InlineData("CM", "+49 30 123456", "+4930123456")]
    public void A_number_is_brought_to_the_form_that_is_dialled_from_everywhere(string country, string written, string expected)
    {
        Assert.True(PhoneNumber.TryParse(written, country, out var number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("CM", "")]
    [InlineData("CM", "12345")]
    [InlineData("CM", "Jean 699001122")]
    [InlineData("CM", "+237 99")]
    [InlineData("FR", "00 00 00 00 00")]
    [InlineData("TG", "10 12 34 56")]
    [InlineData("CM", "+1234567890123456789")]
    [InlineData("CM", "699001122;ext=1")]
    public void What_is_no_number_is_none(string country, string written) => Assert.False(PhoneNumber.TryParse(written, country, out _));

    [Fact]
    public void Reading_a_number_twice_changes_nothing()
    {
        foreach (var number in new[] { "+237699001122", "+2250747002233", "+24177123456", "+2290197123456", "+242066123456", "+33612345678", "+212661234567", "+221771234567", "+22890123456" })
        {
            Assert.True(PhoneNumber.TryParse(number, "CM", out var again));
            Assert.Equal(number, again);
        }
    }
}
