using Peppi.Admin.Words;

namespace Peppi.Admin.Shell;

/// <summary>A place in the rail.</summary>
/// <param name="Path">Where it leads.</param>
/// <param name="Icon">Its drawing.</param>
/// <param name="Word">Its name.</param>
/// <param name="ShortWord">Its name in the bar of a phone.</param>
internal sealed record Place(string Path, string Icon, Phrase Word, Phrase ShortWord)
{
    /// <summary>Whether it is for those alone who may change every role: for others it would be a door that is always shut.</summary>
    public bool ForAdministrators { get; init; }

    /// <summary>Whether it stands in the bar of a phone too, which has room for five.</summary>
    public bool InBar { get; init; } = true;

    /// <summary>The resource that one must be let to read, where the page refuses everybody else.</summary>
    public string? Needs { get; init; }

    public bool ShownTo(Visitor visitor) => (!ForAdministrators || visitor.MayForAll("update", "roles")) && (Needs is null || visitor.May("select", Needs));

    public bool Holds(string path) =>
        Path == "/" ? path == "/" : path.StartsWith(Path, StringComparison.Ordinal) && (path.Length == Path.Length || path[Path.Length] == '/');
}

/// <summary>The rail. What a role may not open is not hidden from the matrix but from the eye: the pages themselves refuse.</summary>
internal static class Navigation
{
    public static readonly IReadOnlyList<(Phrase Title, IReadOnlyList<Place> Places)> Groups =
    [
        (ShellWords.Steering,
        [
            new Place("/", "layout-dashboard", ShellWords.Home, ShellWords.HomeShort),
            new Place("/projects", "building-2", ShellWords.Projects, ShellWords.Projects),
            new Place("/alerts", "triangle-alert", AlertWords.Title, AlertWords.Title),
            new Place("/diary", "message-square", DiaryWords.Title, DiaryWords.Short) { InBar = false },
            new Place("/kpis", "target", KpiWords.Title, KpiWords.Title) { Needs = "strategie", InBar = false },
            new Place("/budgets", "wallet", BudgetWords.Title, BudgetWords.Title) { InBar = false },
            new Place("/stock", "package", StockWords.Title, StockWords.Title) { InBar = false },
            new Place("/units", "door-open", UnitWords.Title, UnitWords.Title) { InBar = false },
            new Place("/schedules", "calendar-clock", ShellWords.Schedules, ShellWords.SchedulesShort),
        ]),
        (ShellWords.Administration,
        [
            new Place("/users", "users", ShellWords.Users, ShellWords.UsersShort),
            new Place("/roles", "shield-check", ShellWords.Roles, ShellWords.Roles) { InBar = false },
            new Place("/inbox", "inbox", DiaryWords.Inbox, DiaryWords.Inbox) { ForAdministrators = true, InBar = false },
            new Place("/keys", "key-round", KeyWords.Title, KeyWords.Title) { ForAdministrators = true, InBar = false },
            new Place("/webhooks", "webhook", WebhookWords.Title, WebhookWords.Short) { ForAdministrators = true, InBar = false },
            new Place("/audit", "scroll-text", AuditWords.Title, AuditWords.Short) { ForAdministrators = true, InBar = false },
        ]),
    ];

    public static IEnumerable<Place> All => Groups.SelectMany(group => group.Places);
}
