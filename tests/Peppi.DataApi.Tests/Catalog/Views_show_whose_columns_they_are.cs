using Peppi.DataApi.Catalog;

namespace Peppi.DataApi.Tests.Catalog;

public class Views_show_whose_columns_they_are
{
    private const string Tree =
        """({QUERY :commandType 1 :rtable ({RTE :alias <> :subquery {QUERY :targetList ({TARGETENTRY :resno 9 :resorigtbl 1 :resorigcol 9}) :x 1}}) :targetList ({TARGETENTRY :expr {VAR :varno 1} :resno 1 :resname id :resorigtbl 16 :resorigcol 2 :resjunk false} {TARGETENTRY :expr {CONST :constvalue 4 [ 40 41 ]} :resno 2 :resname odd\{\)name :resorigtbl 0 :resorigcol 0}) :override 0})""";

    [Fact]
    public void Only_the_outermost_list_counts_and_only_columns_with_an_origin() =>
        Assert.Equal([(1, 16u, 2)], ViewColumns.Read(Tree));

    [Theory]
    [InlineData("")]
    [InlineData("({QUERY :targetList <>})")]
    [InlineData("({QUERY :targetList ({TARGETENTRY :resno")]
    public void A_tree_without_a_list_shows_nothing(string tree) => Assert.Empty(ViewColumns.Read(tree));

    [Fact]
    public void A_key_seen_through_a_view_leads_both_ways()
    {
        var facts = SampleCatalog.Facts();
        var view = new RelationFact
        {
            Oid = 99,
            Schema = "public",
            Name = "sites",
            Kind = "v",
            Columns = [new ColumnFact { Number = 1, Name = "site_id" }],
            Definition = "({QUERY :targetList ({TARGETENTRY :resno 1 :resorigtbl 7 :resorigcol 1})})",
        };
        RelationFact[] relations = [.. facts.Relations.Select(r => r.Name == "projects" ? r with { Oid = 7, Columns = [.. r.Columns.Select((c, i) => c with { Number = i + 1 })] } : r), view];
        var catalog = DatabaseCatalog.Build(facts with { Relations = relations }, ["public"], []);
        var sites = catalog.FindAny("public", "sites")!;
        Assert.Equal(["site_id"], sites.PrimaryKey.Select(c => c.Name));
        Assert.Contains(catalog.From(sites), r => r.Target.Name == "finances" && r.Cardinality == Cardinality.OneToMany);
        Assert.Contains(catalog.From(catalog.FindAny("public", "finances")!), r => r.Target.Name == "sites" && r.Cardinality == Cardinality.ManyToOne);
    }
}
