using System.Text;
using Peppi.DataApi.Errors;

namespace Peppi.DataApi.Tests.Errors;

public class The_database_s_refusals_have_a_status
{
    [Theory]
    [InlineData("42501", true, 403)]
    [InlineData("42501", false, 401)]
    [InlineData("23503", true, 409)]
    [InlineData("23505", true, 409)]
    [InlineData("23P01", true, 400)]
    [InlineData("23502", true, 400)]
    [InlineData("23514", true, 400)]
    [InlineData("22P02", true, 400)]
    [InlineData("25006", true, 405)]
    [InlineData("42883", true, 404)]
    [InlineData("42P01", true, 404)]
    [InlineData("42703", true, 400)]
    [InlineData("57014", true, 500)]
    [InlineData("57P01", true, 503)]
    [InlineData("53300", true, 503)]
    [InlineData("53400", true, 500)]
    [InlineData("P0001", true, 400)]
    [InlineData("P0002", true, 500)]
    [InlineData("PT418", true, 418)]
    [InlineData("PTxyz", true, 500)]
    [InlineData("XX000", true, 500)]
    public void Each_sqlstate_is_looked_up_in_one_table(string state, bool signedIn, int status) =>
        Assert.Equal(status, SqlStates.StatusOf(state, "", signedIn));

    [Fact]
    public void A_function_may_write_the_whole_answer()
    {
        var error = DatabaseErrors.From("PGRST", """{"code":"123","message":"ABC","details":"DEF","hint":"XYZ"}""", """{"status":332,"status_text":"My Text","headers":{"X-Header":"str"}}""", null, true);
        Assert.Equal((332, "123", "ABC", "DEF", "XYZ", "My Text"), (error.Status, error.Code, error.Message, error.Details, error.Hint, error.Reason));
        Assert.Equal([new("X-Header", "str")], error.Headers);
    }

    [Theory]
    [InlineData("no json", "{}", "Invalid JSON value for MESSAGE: 'no json'")]
    [InlineData("""{"code":"1","message":"2"}""", null, "DETAIL is missing in the RAISE statement")]
    [InlineData("""{"code":"1","message":"2"}""", "[]", "Invalid JSON value for DETAIL: '[]'")]
    public void What_it_writes_must_be_readable(string message, string? details, string complaint)
    {
        var error = DatabaseErrors.From("PGRST", message, details, null, true);
        Assert.Equal(("PGRST121", complaint), (error.Code, error.Details));
    }

    [Fact]
    public void A_refusal_is_one_compact_object_with_four_keys() => Assert.Equal(
        """{"code":"PGRST116","details":"The result contains 0 rows","hint":null,"message":"Cannot coerce the result to a single JSON object"}""",
        Encoding.UTF8.GetString(ErrorBody.Write(RequestErrors.NotSingular(0))));
}
