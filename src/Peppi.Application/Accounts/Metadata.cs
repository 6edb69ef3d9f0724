using System.Text.Json;
using System.Text.Json.Nodes;

namespace Peppi.Application.Accounts;

/// <summary>What is said about a person: JSON objects whose keys are changed one by one, as GoTrue does.</summary>
internal static class Metadata
{
    /// <summary>The object with the keys of <paramref name="changes"/> set; a null takes its key away.</summary>
    public static string Merged(string present, string changes)
    {
        var merged = JsonNode.Parse(present)!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(changes)!.AsObject())
        {
            if (value is null) merged.Remove(key);
            else merged[key] = value.DeepClone();
        }

        return merged.ToJsonString(JsonSerializerOptions.Web);
    }
}
