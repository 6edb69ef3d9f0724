using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Rest;

/// <summary>Each role, each table, each action, on an own row and on another's: the answer is what the matrix says.</summary>
public sealed class The_matrix_holds_through_rest(RightsApi api) : IClassFixture<RightsApi>
{
    public static TheoryData<string, string> PeopleAndTables()
    {
        var data = new TheoryData<string, string>();
        foreach (var person in RightsScene.Everyone.Where(person => person != RightsScene.Deactivated))
        {
            foreach (var table in ExposedTables.All) data.Add(person, table.Name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(PeopleAndTables))]
    public async Task A_person_can_do_with_a_row_what_the_matrix_says_and_nothing_else(string person, string tableName)
    {
        var table = ExposedTables.Find(tableName)!;
        List<string> surprises = [];
        foreach (var action in PermissionActions.All)
        {
            foreach (var own in new[] { true, false })
            {
                if (RightsScene.Attempt(person, table, action, own) is not { } attempt) continue;
                var expected = (RightsScene.Allows(person, table, action, own), action) switch
                {
                    (true, PermissionActions.Insert) => "201 1",
                    (true, _) => "200 1",
                    (false, PermissionActions.Insert) => "403 42501",
                    _ => "200 0",
                };
                var outcome = await TryAsync(person, table.Name, action, attempt);
                if (!outcome.StartsWith(expected, StringComparison.Ordinal)) surprises.Add($"{action} {table.Name} {(own ? "own" : "other")} gave {outcome} instead of {expected}");
            }
        }

        Assert.True(surprises.Count == 0, string.Join(Environment.NewLine, surprises));
    }

    private async Task<string> TryAsync(string person, string table, string action, RightsAttempt attempt)
    {
        var filter = string.Join('&', attempt.Key.Select(column => $"{column.Key}=eq.{column.Value}"));
        var request = new HttpRequestMessage(
            action switch
            {
                PermissionActions.Select => HttpMethod.Get,
                PermissionActions.Insert => HttpMethod.Post,
                PermissionActions.Update => HttpMethod.Patch,
                _ => HttpMethod.Delete,
            },
            $"/rest/v1/{table}?{filter}");
        if (attempt.Values.Count > 0) request.Content = JsonContent.Create(attempt.Values);
        if (action != PermissionActions.Select) request.Headers.Add("Prefer", "return=representation");
        var answer = await api.As(person).SendAsync(request);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
        return body is JsonArray rows
            ? $"{(int)answer.StatusCode} {rows.Count}"
            : $"{(int)answer.StatusCode} {(string?)body?["code"]} {(answer.StatusCode == HttpStatusCode.Forbidden ? "" : body?.ToJsonString())}";
    }
}
