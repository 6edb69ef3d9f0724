using Peppi.Admin.Words;

namespace Peppi.Admin.Shell;

/// <summary>A place in the rail.</summary>
/// <param name="Path">Where it leads.</param>
/// <param name="Icon">Its drawing.</param>
/// <param name="Word">Its name.</param>
/// <param name="ShortWord">Its name in the bar of a phone.</param>
internal sealed record Place(string Path, string Icon, Phrase Word, Phrase ShortWord)
{
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
            new Place("/schedules", "calendar-clock", ShellWords.Schedules, ShellWords.SchedulesShort),
        ]),
        (ShellWords.Administration,
        [
            new Place("/users", "users", ShellWords.Users, ShellWords.UsersShort),
            new Place("/roles", "shield-check", ShellWords.Roles, ShellWords.Roles),
        ]),
    ];

    public static IEnumerable<Place> All => Groups.SelectMany(group => group.Places);
}
