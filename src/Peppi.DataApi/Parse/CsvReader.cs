using System.Text;

namespace Peppi.DataApi.Parse;

/// <summary>Reads comma-separated values as RFC 4180 writes them.</summary>
internal static class CsvReader
{
    public static List<List<string>> Read(string text)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var at = 0;
        while (at < text.Length)
        {
            row.Add(Field(text, ref at));
            if (at < text.Length && text[at] == ',')
            {
                at++;
                if (at == text.Length) row.Add("");
                continue;
            }

            if (at < text.Length && text[at] == '\r') at++;
            if (at < text.Length && text[at] == '\n') at++;
            if (row.Count > 1 || row[0].Length > 0) rows.Add(row);
            row = [];
        }

        if (row.Count > 0) rows.Add(row);
        return rows;
    }

    private static string Field(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '"')
        {
            var start = at;
            while (at < text.Length && text[at] is not (',' or '\n' or '\r')) at++;
            return text[start..at];
        }

        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                field.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else
            {
                at++;
                break;
            }
        }

        while (at < text.Length && text[at] is not (',' or '\n' or '\r')) at++;
        return field.ToString();
    }
}
