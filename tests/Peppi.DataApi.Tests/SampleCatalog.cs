using Peppi.DataApi.Catalog;

namespace Peppi.DataApi.Tests;

/// <summary>A small house of tables, with one of everything that planning meets.</summary>
internal static class SampleCatalog
{
    public static readonly DatabaseCatalog Instance = DatabaseCatalog.Build(Facts(), ["public"], []);

    public static CatalogFacts Facts() => new()
    {
        Relations =
        [
            Table("projects", ["id"], Int("id"), Text("name"), Text("region"), Int("manager_id"), Json("data"), new ColumnFact { Name = "tags", Type = "text[]", BaseType = "text[]" }),
            Table("finances", ["id"], Int("id"), Int("project_id"), Text("type"), new ColumnFact { Name = "amount", Type = "numeric(18,2)", BaseType = "numeric", Default = "0" }),
            Table("people", ["id"], Int("id"), Text("name"), Int("chief_id")),
            Table("permits", ["project_id"], Int("project_id"), Text("number")),
            Table("members", ["project_id", "person_id"], Int("project_id"), Int("person_id")),
            Table("odd \"name\"", [], Int("id"), Text("a\"b"), new ColumnFact { Name = "search", Type = "tsvector", BaseType = "tsvector" }),
            new RelationFact { Schema = "hidden", Name = "secrets", Columns = [Int("id")] },
        ],
        ForeignKeys =
        [
            Key("finances_project_id_fkey", "finances", "project_id", "projects"),
            Key("projects_manager_id_fkey", "projects", "manager_id", "people"),
            Key("people_chief_id_fkey", "people", "chief_id", "people"),
            Key("permits_project_id_fkey", "permits", "project_id", "projects") with { IsUnique = true },
            Key("members_project_id_fkey", "members", "project_id", "projects"),
            Key("members_person_id_fkey", "members", "person_id", "people"),
        ],
        Functions =
        [
            Function("label", Arg("p", "projects")) with { RowSchema = "public", RowRelation = "projects", ReturnType = "text", Volatility = "s" },
            Function("late", Arg("days", "integer"), Arg("region", "text") with { Required = false }) with
            {
                ReturnsSet = true, ReturnsComposite = true, ReturnSchema = "public", ReturnType = "projects", Volatility = "s",
            },
            Function("add", Arg("a", "integer"), Arg("b", "integer")) with { ReturnType = "int4", Volatility = "i" },
            Function("close", Arg("id", "integer")) with { ReturnType = "void" },
            Function("take", Arg("", "json")) with { ReturnType = "int4" },
            Function("sum_of", Arg("numbers", "integer[]") with { Variadic = true }) with { ReturnType = "int4", Volatility = "i" },
        ],
        Types = [new TypeFact("pg_catalog", "text", "text"), new TypeFact("pg_catalog", "int4", "integer"), new TypeFact("pg_catalog", "int8", "bigint")],
    };

    private static RelationFact Table(string name, string[] key, params ColumnFact[] columns) =>
        new() { Schema = "public", Name = name, PrimaryKey = key, Columns = columns };

    private static ColumnFact Int(string name) => new() { Name = name, Type = "integer", BaseType = "integer" };

    private static ColumnFact Text(string name) => new() { Name = name };

    private static ColumnFact Json(string name) => new() { Name = name, Type = "jsonb", BaseType = "jsonb" };

    private static ForeignKeyFact Key(string name, string table, string column, string target) => new()
    {
        Name = name,
        Schema = "public",
        Table = table,
        Columns = [column],
        TargetSchema = "public",
        TargetTable = target,
        TargetColumns = ["id"],
    };

    private static FunctionFact Function(string name, params ArgumentFact[] arguments) => new() { Schema = "public", Name = name, Arguments = arguments };

    private static ArgumentFact Arg(string name, string type) => new() { Name = name, Type = type, WideType = type };
}
