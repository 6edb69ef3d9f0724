using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Peppi.Application.Files;
using Peppi.Application.Files.Objects;
using Peppi.Application.Shared;

namespace Peppi.WebApi.Storage;

/// <summary>/storage/v1/object/list and list-v2.</summary>
internal static class ListEndpoints
{
    private const int Most = 1000;

    // What stands in a folder sorts before this.
    private const string AfterFolder = "/\U0010FFFF";

    public static async Task ListAsync(HttpContext http, UseCases useCases, string bucket)
    {
        var body = await StorageBody.ReadAsync(http);
        if (!body.Succeeded)
        {
            await http.RefuseAsync(body.Error);
            return;
        }

        var given = (body.Value.Text("prefix") ?? "").TrimStart('/');
        var prefix = given.Length == 0 || given.EndsWith('/') ? given : given + "/";
        var (column, descending) = Sort(body.Value);
        var page = new PageOfFiles(bucket, prefix, Delimited: true, After: null, (int)Math.Clamp(body.Value.Number("offset") ?? 0, -1, int.MaxValue),
            (int)Math.Clamp(body.Value.Number("limit") ?? 100, 1, Most), body.Value.Text("search"), column, descending);
        var listed = await useCases.SendAsync(new ListFiles(page), http.RequestAborted);
        var length = prefix.Normalize(NormalizationForm.FormC).Length;
        await http.AnswerAsync(listed, entries => new JsonArray([.. entries.Select(entry => StorageAnswers.Entry(entry, entry.Name[length..]))]));
    }

    public static async Task ListPageAsync(HttpContext http, UseCases useCases, string bucket)
    {
        var body = await StorageBody.ReadAsync(http);
        var after = body.Value?.Text("cursor") is { Length: > 0 } cursor ? Read(cursor) : new Cursor(null, 0);
        if (!body.Succeeded || after is null)
        {
            await http.RefuseAsync(body.Error ?? FileErrors.InvalidParameter("The cursor is none of this list"));
            return;
        }

        var count = (int)Math.Clamp(body.Value.Number("limit") ?? Most, 1, Most);
        var prefix = (body.Value.Text("prefix") ?? "").TrimStart('/');
        var (column, descending) = Sort(body.Value);
        var page = new PageOfFiles(bucket, prefix, body.Value.Flag("with_delimiter") ?? false, after.Name, after.Skip, count + 1, null, column, descending);
        var listed = await useCases.SendAsync(new ListFiles(page), http.RequestAborted);
        await http.AnswerAsync(listed, entries =>
        {
            var shown = entries.Take(count).ToList();
            var answer = new JsonObject
            {
                ["hasNext"] = entries.Count > count,
                ["folders"] = new JsonArray([.. shown.Where(entry => entry.File is null).Select(entry => new JsonObject { ["name"] = entry.Name + "/", ["key"] = entry.Name + "/" })]),
                ["objects"] = new JsonArray([.. shown.Where(entry => entry.File is not null).Select(Listed)]),
            };
            if (entries.Count > count) answer["nextCursor"] = Write(Next(shown[^1], column, descending, after.Skip + count));
            return answer;
        });
    }

    private static JsonObject Listed(FileEntry entry)
    {
        var file = StorageAnswers.Entry(entry, entry.Name);
        file["key"] = entry.Name;
        return file;
    }

    private static (string Column, bool Descending) Sort(StorageBody body) =>
        body.Find("sortBy") is { ValueKind: JsonValueKind.Object } sort
            ? (Member(sort, "column") ?? "name", string.Equals(Member(sort, "order"), "desc", StringComparison.OrdinalIgnoreCase))
            : ("name", false);

    private static string? Member(JsonElement value, string name) => value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    // By name a list goes on behind a name, whatever changes before it; otherwise it can only count.
    private static Cursor Next(FileEntry last, string column, bool descending, int skip) =>
        column != "name" ? new Cursor(null, skip) : new Cursor(last.File is not null ? last.Name : last.Name + (descending ? "/" : AfterFolder), 0);

    private static string Write(Cursor cursor) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(cursor));

    private static Cursor? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Cursor>(Convert.FromBase64String(text)) is { Skip: >= 0 } cursor && cursor.Name?.Contains('\0', StringComparison.Ordinal) != true ? cursor : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    private sealed record Cursor(string? Name, int Skip);
}
