namespace Peppi.DataApi.Syntax;

/// <summary>One step into JSON: <c>-&gt;key</c>, <c>-&gt;&gt;key</c>, <c>-&gt;0</c>.</summary>
/// <param name="AsText">Two arrows: the value comes out as text.</param>
/// <param name="Key">The key, or the index as written.</param>
/// <param name="IsIndex">A position in an array.</param>
internal sealed record JsonStep(bool AsText, string Key, bool IsIndex)
{
    public override string ToString() => (AsText ? "->>" : "->") + Key;
}

/// <summary>A column as the request names it, with its way into JSON.</summary>
internal sealed record FieldRef(string Name, IReadOnlyList<JsonStep> Path)
{
    public const string Star = "*";

    public static readonly FieldRef Everything = new(Star, []);

    public bool IsStar => Name == Star && Path.Count == 0;

    public override string ToString() => Path.Count == 0 ? Name : Name + string.Concat(Path);
}
