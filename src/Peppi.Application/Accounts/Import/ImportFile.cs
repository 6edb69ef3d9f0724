using System.Text;
using System.Text.Json;

namespace Peppi.Application.Accounts.Import;

/// <summary>
/// Reads an export of <c>auth.users</c>: a JSON array, an object with <c>users</c>, one JSON object a line, or CSV with a header (as
/// psql's <c>\copy … csv header</c> and Supabase's dashboard write it).
/// </summary>
internal static class ImportFile
{
    /// <summary>The accounts of the file, or the first place that cannot be read.</summary>
    public static (IReadOnlyList<ImportedUser> Users, ImportFault? Fault) Read(string text)
    {
        var trimmed = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return trimmed.Length == 0 ? ([], new ImportFault(0, "The file is empty."))
            : trimmed[0] == '[' || trimmed[0] == '{' ? ReadJson(trimmed)
            : ReadCsv(trimmed);
    }

    private static (IReadOnlyList<ImportedUser>, ImportFault?) ReadJson(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        List<ImportedUser> users = [];
        try
        {
            // Several values one after the other are one object a line.
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read())
            {
                var root = JsonElement.ParseValue(ref reader);
                var list = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToList()
                    : root.ValueKind == JsonValueKind.Object && root.TryGetProperty("users", out var inner) && inner.ValueKind == JsonValueKind.Array ? inner.EnumerateArray().ToList()
                    : [root];
                foreach (var entry in list)
                {
                    if (entry.ValueKind != JsonValueKind.Object) return ([], new ImportFault(users.Count + 1, "An object with the columns of auth.users is expected."));
                    users.Add(new ImportedUser(users.Count + 1, Members(entry)));
                }
            }

            return (users, null);
        }
        catch (JsonException exception)
        {
            return ([], new ImportFault((int)(exception.LineNumber ?? 0) + 1, "This is not JSON: " + exception.Message.Split(" LineNumber")[0]));
        }
    }

    private static Dictionary<string, string> Members(JsonElement entry)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var member in entry.EnumerateObject())
        {
            var value = member.Value.ValueKind switch
            {
                JsonValueKind.Null or JsonValueKind.Undefined => "",
                JsonValueKind.String => member.Value.GetString()!,
                _ => member.Value.GetRawText(),
            };
            if (value.Length > 0) values[member.Name] = value;
        }

        return values;
    }

    private static (IReadOnlyList<ImportedUser>, ImportFault?) ReadCsv(string text)
    {
        var (records, fault) = Records(text);
        if (fault is not null) return ([], fault);
        var header = records[0].Cells;
        if (!header.Contains("email")) return ([], new ImportFault(1, "The first line must name the columns, email among them."));

        List<ImportedUser> users = [];
        foreach (var (line, cells) in records.Skip(1))
        {
            if (cells.Count != header.Count) return ([], new ImportFault(line, $"{header.Count} values are expected, {cells.Count} are there."));
            Dictionary<string, string> values = new(StringComparer.Ordinal);
            for (var at = 0; at < cells.Count; at++)
            {
                if (cells[at].Length > 0 && cells[at] is not ("\\N" or "NULL" or "null")) values[header[at]] = cells[at];
            }

            users.Add(new ImportedUser(line, values));
        }

        return (users, null);
    }

    // RFC 4180: quoted cells may hold commas, doubled quotes and line breaks.
    private static (List<(int Line, List<string> Cells)>, ImportFault?) Records(string text)
    {
        List<(int, List<string>)> records = [];
        List<string> cells = [];
        var cell = new StringBuilder();
        var (line, startLine, quoted, at) = (1, 1, false, 0);
        for (; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '\n') line++;
            if (quoted)
            {
                if (letter != '"') cell.Append(letter);
                else if (at + 1 < text.Length && text[at + 1] == '"') { cell.Append('"'); at++; }
                else quoted = false;
            }
            else if (letter == '"') quoted = true;
            else if (letter == ',') EndCell();
            else if (letter == '\n') EndRecord();
            else if (letter != '\r') cell.Append(letter);
        }

        if (quoted) return ([], new ImportFault(startLine, "A quotation mark is opened and never closed."));
        if (cell.Length > 0 || cells.Count > 0) EndRecord();
        return (records, null);

        void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }

        void EndRecord()
        {
            EndCell();
            if (cells is not [""]) records.Add((startLine, cells));
            cells = [];
            startLine = line;
        }
    }
}
