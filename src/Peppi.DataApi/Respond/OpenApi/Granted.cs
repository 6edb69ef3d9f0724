using System.Text.Json;

namespace Peppi.DataApi.Respond.OpenApi;

/// <summary>What the caller may use, by object id; null means all of it.</summary>
/// <param name="Relations">Tables and views.</param>
/// <param name="Functions">Functions.</param>
/// <param name="Description">The schema's comment.</param>
internal sealed record Granted(IReadOnlySet<uint>? Relations, IReadOnlySet<uint>? Functions, string? Description)
{
    public static Granted Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new Granted(Ids(root, "relations"), Ids(root, "functions"), root.GetProperty("description").GetString());
    }

    private static HashSet<uint>? Ids(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var list)) return null;
        return list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(e => e.GetUInt32())] : [];
    }
}
