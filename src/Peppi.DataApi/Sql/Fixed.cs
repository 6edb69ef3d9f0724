using Peppi.DataApi.Catalog;

namespace Peppi.DataApi.Sql;

/// <summary>The names that the engine itself gives inside a statement.</summary>
internal static class Fixed
{
    public static readonly Identifier Source = Identifier.Constant("_source");
    public static readonly Identifier Written = Identifier.Constant("_written");
    public static readonly Identifier Whole = Identifier.Constant("_whole");
    public static readonly Identifier Row = Identifier.Constant("_row");
    public static readonly Identifier Target = Identifier.Constant("_target");
    public static readonly Identifier Body = Identifier.Constant("_body");
    public static readonly Identifier Call = Identifier.Constant("_call");
    public static readonly Identifier Scalar = Identifier.Constant("pgrst_scalar");
    public static readonly Identifier Json = Identifier.Constant("\"?json\"");
    public static readonly Identifier Rows = Identifier.Constant("\"?rows\"");
    public static readonly Identifier IsNew = Identifier.Constant("\"?new\"");
}
