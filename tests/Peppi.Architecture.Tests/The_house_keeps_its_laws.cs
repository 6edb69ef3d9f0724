namespace Peppi.Architecture.Tests;

public class The_house_keeps_its_laws
{
    public static TheoryData<string> Laws => [.. Rules.All.Keys];

    [Theory]
    [MemberData(nameof(Laws))]
    public void No_type_of_the_source_breaks(string law)
    {
        var offenders = Rules.All[law](House.Source).Select(type => type.Type.FullName).Order();
        Assert.Equal([], offenders);
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void A_planted_offender_is_found_by(string law)
    {
        var found = Rules.All[law](House.Offenders).Select(type => type.Type.Name).Order();
        var planted = House.Offenders.Where(type => Planted(type.Type) == law).Select(type => type.Type.Name).Order();

        Assert.NotEmpty(planted);
        Assert.Equal(planted, found);
    }

    [Fact]
    public void Every_planted_offender_names_a_law() =>
        Assert.All(House.Offenders.Select(type => Planted(type.Type)).OfType<string>(), law => Assert.Contains(law, Rules.All.Keys));

    private static string? Planted(Type type) => type.GetCustomAttributesData()
        .FirstOrDefault(attribute => attribute.AttributeType.Name == "BreaksAttribute")?.ConstructorArguments[0].Value as string;
}
