using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;
using Peppi.Application.Shared;

namespace Peppi.Admin.Shell;

/// <summary>
/// Says who calls before anything touches the database: the cookie names person and session, and each page asks whether that session
/// still lives and what the person may do now.
/// </summary>
internal sealed class VisitorMiddleware(RequestDelegate next)
{
    public const string SessionClaim = "session";

    private static readonly string[] OpenWhilePasswordIsDue = ["/account/password", "/sign-out", "/preferences", "/problem"];

    private static readonly string[] OpenWhileSecondFactorIsDue = ["/account/second-step", "/sign-out", "/preferences", "/problem"];

    public async Task InvokeAsync(HttpContext http, CallerContext caller, Visitor visitor, UseCases useCases)
    {
        caller.Current = CallerOf(http);
        var failing = http.Features.Get<IExceptionHandlerFeature>() is not null;
        if (caller.Current.UserId is not null && visitor.Id == Guid.Empty && http.GetEndpoint() is not null && !failing)
        {
            var person = await useCases.SendAsync(new ResumeAdminSession(), http.RequestAborted);
            if (!person.Succeeded)
            {
                await EndAsync(http, caller);
            }
            else
            {
                Greet(visitor, person.Value);

                // The cookie says who, the session how surely.
                if (person.Value.Aal == "aal2") caller.Current = Proved(caller.Current);
                if (Due(person.Value, http.Request.Path) is { } step)
                {
                    http.Response.Redirect(HttpMethods.IsGet(http.Request.Method) ? step + QueryString.Create("back", http.Request.Path + http.Request.QueryString) : step);
                    return;
                }

                if (person.Value.MustChangePassword && !OpenWhilePasswordIsDue.Any(path => http.Request.Path.StartsWithSegments(path)))
                {
                    http.Response.Redirect("/account/password");
                    return;
                }
            }
        }

        await next(http);
    }

    /// <summary>What the cookie carries.</summary>
    public static ClaimsPrincipal PrincipalOf(AdminSession session) => new(new ClaimsIdentity(
    [
        new Claim(ClaimTypes.NameIdentifier, session.UserId.ToString()),
        new Claim(ClaimTypes.Email, session.Email),
        new Claim(SessionClaim, session.Id.ToString()),
    ], CookieAuthenticationDefaults.AuthenticationScheme));

    private static Caller CallerOf(HttpContext http)
    {
        var user = http.User;
        var known = Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var userId) & Guid.TryParse(user.FindFirstValue(SessionClaim), out var sessionId);
        return (known ? Caller.Of(userId, user.FindFirstValue(ClaimTypes.Email), "aal1") with { SessionId = sessionId } : Caller.Anonymous) with
        {
            IpAddress = http.Connection.RemoteIpAddress?.ToString(),
            UserAgent = http.Request.Headers.UserAgent,
            RequestId = http.TraceIdentifier,
        };
    }

    private static Caller Proved(Caller caller) =>
        Caller.Of(caller.UserId!.Value, caller.Email, "aal2") with { SessionId = caller.SessionId, IpAddress = caller.IpAddress, UserAgent = caller.UserAgent, RequestId = caller.RequestId };

    // A confirmed second factor is asked for before anything else; a role may demand one.
    private static string? Due(SignedInPerson person, PathString path)
    {
        if (person.Aal == "aal2" || OpenWhileSecondFactorIsDue.Any(open => path.StartsWithSegments(open))) return null;
        if (person.HasSecondFactor) return "/account/second-step";
        return person.NeedsSecondFactor && !person.MustChangePassword && !path.StartsWithSegments("/account") ? "/account/security" : null;
    }

    private static void Greet(Visitor visitor, SignedInPerson person)
    {
        visitor.Id = person.Id;
        visitor.Email = person.Email;
        visitor.DisplayName = person.DisplayName;
        visitor.RoleName = person.RoleName;
        visitor.NeedsSecondFactor = person.NeedsSecondFactor;
        visitor.MustChangePassword = person.MustChangePassword;
        visitor.Permissions = person.Permissions;
    }

    private static async Task EndAsync(HttpContext http, CallerContext caller)
    {
        await http.SignOutAsync();
        http.User = new ClaimsPrincipal(new ClaimsIdentity());
        caller.Current = CallerOf(http);
        var notes = http.RequestServices.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(http);
        new Flash("watch", SignInWords.SessionEnded).Keep(notes);
        notes.Save();
    }
}
