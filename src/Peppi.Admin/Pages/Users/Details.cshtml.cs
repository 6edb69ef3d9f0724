using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;
using Peppi.Application.Accounts.Factors;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Users;

/// <summary>One person: profile, role, access.</summary>
internal sealed class DetailsModel(Visitor visitor) : AdminPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public DateTimeOffset SeenAt { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? Locale { get; set; }

    [BindProperty]
    public int? RoleId { get; set; }

    public UserDetails Person { get; private set; } = null!;

    public IEnumerable<SelectListItem> Roles { get; private set; } = [];

    public IEnumerable<SelectListItem> Languages => [new(UserWords.LocaleOfSchedule, ""), new(UserWords.French, "fr"), new(UserWords.English, "en")];

    public bool MayChange => visitor.MayForAll("update", "users");

    public string Name => Person.DisplayName ?? Person.Email;

    public IReadOnlyList<SessionLine> Sessions { get; private set; } = [];

    public IReadOnlyList<FactorView> Factors { get; private set; } = [];

    private string Here => $"/users/{Id}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        (DisplayName, Phone, Locale, RoleId) = (Person.DisplayName, Person.Phone, Person.Locale, Person.RoleId);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var changed = await SendAsync(new ChangeUser { Id = Id, SeenAt = SeenAt, DisplayName = DisplayName, Phone = Phone, Locale = Locale, RoleId = RoleId });
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        if (changed.Succeeded) return Done(Here, UserWords.Changed.With(Name));

        Show(changed.Error);
        return Page();
    }

    public async Task<IActionResult> OnPostDeactivateAsync()
    {
        var done = await SendAsync(new DeactivateUser(Id));
        return done.Succeeded ? Done(Here, UserWords.Deactivated.With(done.Value), $"{Here}?handler=Reactivate") : NotDone(Here, done.Error);
    }

    public async Task<IActionResult> OnPostReactivateAsync()
    {
        var done = await SendAsync(new ReactivateUser(Id));
        return done.Succeeded ? Done(Here, UserWords.Reactivated.With(done.Value)) : NotDone(Here, done.Error);
    }

    public async Task<IActionResult> OnPostResendAsync()
    {
        var done = await SendAsync(new ResendInvitation(Id));
        return done.Succeeded ? Done(Here, UserWords.Resent) : NotDone(Here, done.Error);
    }

    public async Task<IActionResult> OnPostGivePasswordAsync()
    {
        var done = await SendAsync(new GivePassword(Id));
        if (!done.Succeeded) return NotDone(Here, done.Error);
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        return Done(Here, UserWords.PasswordIs.With(Name, done.Value));
    }

    public async Task<IActionResult> OnPostEndSessionsAsync(Guid? session)
    {
        var ended = await SendAsync(new EndSessions(Id, session));
        return ended.Succeeded ? Done(Here, SessionWords.Ended.For(ended.Value)) : NotDone(Here, ended.Error);
    }

    public async Task<IActionResult> OnPostResetFactorAsync()
    {
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        var reset = await SendAsync(new DeleteFactor(Id, FactorId: null));
        return reset.Succeeded ? Done(Here, SessionWords.ResetDone.With(Name)) : NotDone(Here, reset.Error);
    }

    private async Task<Error?> LoadAsync()
    {
        var person = await SendAsync(new ShowUser(Id));
        if (!person.Succeeded) return person.Error;
        var roles = await SendAsync(new ListRoles());
        if (!roles.Succeeded) return roles.Error;

        var sessions = await SendAsync(new ListSessions(Id));
        if (!sessions.Succeeded) return sessions.Error;
        var factors = await SendAsync(new ListFactors(Id));
        if (!factors.Succeeded) return factors.Error;

        Sessions = sessions.Value;
        Factors = [.. factors.Value.Where(factor => factor.Verified)];
        Person = person.Value;
        Roles = RoleChoices.Of(roles.Value);
        Title = Name;
        Crumbs = [(ShellWords.Users, "/users")];
        return null;
    }
}
