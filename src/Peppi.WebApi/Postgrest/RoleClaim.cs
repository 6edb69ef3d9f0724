using System.Text.Json;

namespace Peppi.WebApi.Postgrest;

/// <summary>Finds the role in the claims by a path such as <c>.app.roles[0]</c> or <c>."https://x/role"</c>.</summary>
internal static class RoleClaim
{
    public static string? Find(string path, JsonElement claims)
    {
        var at = claims;
        var place = 0;
        while (place < path.Length)
        {
            if (path[place] == '.')
            {
                place++;
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(Key(path, ref place), out at)) return null;
            }
            else if (path[place] == '[')
            {
                var close = path.IndexOf(']', place);
                if (close < 0 || !int.TryParse(path.AsSpan(place + 1, close - place - 1), out var index)
                    || at.ValueKind != JsonValueKind.Array || index < 0 || index >= at.GetArrayLength())
                    return null;
                at = at[index];
                place = close + 1;
            }
            else
            {
                return null;
            }
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
    }

    private static string Key(string path, ref int place)
    {
        if (place < path.Length && path[place] == '"')
        {
            var close = path.IndexOf('"', place + 1);
            if (close < 0) close = path.Length;
            var quoted = path[(place + 1)..close];
            place = Math.Min(path.Length, close + 1);
            return quoted;
        }

        var start = place;
        while (place < path.Length && path[place] is not ('.' or '[')) place++;
        return path[start..place];
    }
}
