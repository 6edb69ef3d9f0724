namespace Peppi.Architecture.Tests;

/// <summary>The stages inside the data API: each row may use only what stands before it.</summary>
public class The_engine_flows_one_way
{
    private const string Engine = "Peppi.DataApi";

    public static TheoryData<string, string[]> Stages => new()
    {
        { "Errors", [] },
        { "Syntax", ["Errors"] },
        { "Catalog", ["Errors"] },
        { "Parse", ["Errors", "Syntax"] },
        { "Plan", ["Errors", "Syntax", "Catalog"] },
        { "Sql", ["Errors", "Syntax", "Catalog", "Plan"] },
        { "Execute", ["Errors", "Syntax", "Catalog", "Plan", "Sql"] },
        { "Respond", ["Errors", "Syntax", "Catalog", "Plan", "Execute"] },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_stage_uses_only_the_stages_before_it(string stage, string[] allowed)
    {
        var room = $"{Engine}.{stage}";
        var types = House.Source.Where(type => type.IsIn(room)).ToList();
        Assert.NotEmpty(types);

        var arrows = types.SelectMany(type => type.Touches.Types
                .Select(touched => touched.Namespace ?? "")
                .Where(name => name.StartsWith(Engine + ".", StringComparison.Ordinal))
                .Select(name => name.Split('.')[2])
                .Where(other => other != stage && !allowed.Contains(other))
                .Select(other => $"{type.Type.Name} -> {other}"))
            .Distinct()
            .Order();
        Assert.Equal([], arrows);
    }

    [Fact]
    public void Parsing_planning_writing_sql_and_responding_do_no_input_or_output()
    {
        string[] pure = ["Errors", "Syntax", "Parse", "Plan", "Sql"];
        var impure = House.Source
            .Where(type => pure.Any(stage => type.IsIn($"{Engine}.{stage}")))
            .Where(type => type.TouchesRoom("System.Data", "System.Net", "System.Threading.Tasks", "Npgsql"))
            .Select(type => type.Type.FullName);
        Assert.Equal([], impure);
    }
}
