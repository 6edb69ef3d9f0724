using System.Globalization;
using System.Text.Json.Nodes;
using Peppi.Application.Accounts;
using Peppi.Application.Accounts.Administration;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.WebApi.Auth;

/// <summary>/auth/v1/admin: accounts in the hands of a server that holds the service key.</summary>
internal static class AuthAdminEndpoints
{
    private const int PageSize = 50;
    private const int LargestPage = 1000;

    /// <summary><c>GET /auth/v1/admin/users?page=&amp;per_page=</c></summary>
    public static async Task ListAsync(HttpContext http, UseCases useCases)
    {
        if (Number(http, "page", 1) is not { } page || Number(http, "per_page", PageSize) is not { } size)
        {
            await AuthAnswers.FailAsync(http, AccountErrors.Invalid("Bad Pagination Parameters: page and per_page are whole numbers from 1 on"));
            return;
        }

        size = Math.Min(size, LargestPage);
        var outcome = await useCases.SendAsync(new ListAccounts(page, size), http.RequestAborted);
        if (!outcome.Succeeded)
        {
            await AuthAnswers.FailAsync(http, outcome.Error);
            return;
        }

        var last = Math.Max(1, (outcome.Value.Total + size - 1) / size);
        http.Response.Headers["X-Total-Count"] = outcome.Value.Total.ToString(CultureInfo.InvariantCulture);

        // The client reads the first "=" of each address as that of the page.
        http.Response.Headers.Link = string.Join(", ", (string[])[.. page < last ? [Link(page + 1, size, "next")] : Array.Empty<string>(), Link(last, size, "last")]);
        await AuthAnswers.JsonAsync(http, new JsonObject
        {
            ["users"] = new JsonArray([.. outcome.Value.Accounts.Select(account => (JsonNode)AuthJson.User(account))]),
            ["aud"] = "authenticated",
        });
    }

    /// <summary><c>GET /auth/v1/admin/users/{id}</c></summary>
    public static Task GetAsync(HttpContext http, UseCases useCases, string id) =>
        WithIdAsync(http, id, async account => await AuthAnswers.UserAsync(http, await useCases.SendAsync(new GetAccount(account), http.RequestAborted)));

    /// <summary><c>POST /auth/v1/admin/users</c></summary>
    public static Task CreateAsync(HttpContext http, UseCases useCases) => WithBodyAsync(http, async body =>
    {
        if (body.Filled("email") is null) return body.Filled("phone") is null ? AccountErrors.Invalid("Cannot create a user without either an email or phone") : AuthDisabled.Phone;
        var command = new CreateAccount
        {
            Email = body.Filled("email")!,
            Password = body.Filled("password"),
            Confirmed = body.Flag("email_confirm") ?? false,
            UserMetadata = body.Object("user_metadata") ?? "{}",
            AppMetadata = body.Object("app_metadata") ?? "{}",
            BannedFor = body.Duration("ban_duration"),
        };
        if (body.Fault is { } fault) return fault;
        await AuthAnswers.UserAsync(http, await useCases.SendAsync(command, http.RequestAborted));
        return null;
    });

    /// <summary><c>PUT /auth/v1/admin/users/{id}</c></summary>
    public static Task ChangeAsync(HttpContext http, UseCases useCases, string id) => WithIdAsync(http, id, account => WithBodyAsync(http, async body =>
    {
        if (body.Filled("phone") is not null) return AuthDisabled.Phone;
        var command = new ChangeAccount
        {
            Id = account,
            Email = body.Filled("email"),
            Password = body.Filled("password"),
            Confirmed = body.Flag("email_confirm"),
            UserMetadata = body.Object("user_metadata"),
            AppMetadata = body.Object("app_metadata"),
            BannedFor = body.Duration("ban_duration"),
        };
        if (body.Fault is { } fault) return fault;
        await AuthAnswers.UserAsync(http, await useCases.SendAsync(command, http.RequestAborted));
        return null;
    }));

    /// <summary><c>DELETE /auth/v1/admin/users/{id}</c>, with a body or without.</summary>
    public static Task DeleteAsync(HttpContext http, UseCases useCases, string id) => WithIdAsync(http, id, async account =>
    {
        var body = await AuthBody.ReadAsync(http, optional: true);
        var soft = body.Value?.Flag("should_soft_delete") ?? false;
        if ((body.Error ?? body.Value!.Fault) is { } fault) await AuthAnswers.FailAsync(http, fault);
        else await AuthAnswers.DoneAsync(http, await useCases.SendAsync(new DeleteAccount(account, soft), http.RequestAborted));
    });

    /// <summary><c>POST /auth/v1/invite</c></summary>
    public static Task InviteAsync(HttpContext http, UseCases useCases) => WithBodyAsync(http, async body =>
    {
        var command = new InviteAccount(body.Filled("email") ?? "", body.Object("data") ?? "{}", AuthEndpoints.RedirectOf(http));
        if (body.Fault is { } fault) return fault;
        await AuthAnswers.UserAsync(http, await useCases.SendAsync(command, http.RequestAborted));
        return null;
    });

    /// <summary><c>POST /auth/v1/admin/generate_link</c></summary>
    public static Task GenerateLinkAsync(HttpContext http, UseCases useCases) => WithBodyAsync(http, async body =>
    {
        var command = new GenerateLink
        {
            Type = body.Text("type") ?? "",
            Email = body.Filled("email") ?? "",
            Password = body.Filled("password"),
            NewEmail = body.Filled("new_email"),
            UserMetadata = body.Object("data") ?? "{}",
            RedirectTo = body.Filled("redirect_to") ?? AuthEndpoints.RedirectOf(http),
        };
        if (body.Fault is { } fault) return fault;
        var outcome = await useCases.SendAsync(command, http.RequestAborted);
        if (!outcome.Succeeded) return outcome.Error;
        await AuthAnswers.JsonAsync(http, AuthJson.Link(outcome.Value));
        return null;
    });

    private static async Task WithBodyAsync(HttpContext http, Func<AuthBody, Task<Error?>> use)
    {
        var body = await AuthBody.ReadAsync(http);
        if ((body.Error ?? await use(body.Value!)) is { } fault) await AuthAnswers.FailAsync(http, fault);
    }

    private static Task WithIdAsync(HttpContext http, string id, Func<Guid, Task> use) =>
        Guid.TryParse(id, out var account) ? use(account) : AuthAnswers.FailAsync(http, AccountErrors.Invalid("user_id must be an UUID"));

    private static int? Number(HttpContext http, string name, int otherwise)
    {
        var text = (string?)http.Request.Query[name];
        if (string.IsNullOrEmpty(text)) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 1_000_000 ? number : null;
    }

    private static string Link(int page, int size, string rel) => $"</admin/users?page={page}&per_page={size}>; rel=\"{rel}\"";
}
