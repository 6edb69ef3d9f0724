using Peppi.Domain.Alerts;

namespace Peppi.Application.Alerts.Engine;

/// <summary>Finds the causes of one kind of alert. It reads sets of rows, never one row at a time, and changes nothing.</summary>
internal interface IAlertRule
{
    /// <summary>One of <see cref="AlertRuleKinds"/>.</summary>
    string Code { get; }

    /// <summary>The tables whose changes may make or end a cause. Time alone is looked after by the sweep.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Whether it reads the sums of money: such rules look together, and apart from the others, which need not wait for them.</summary>
    bool ReadsMoney => false;

    /// <summary>Every cause within the scope.</summary>
    Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken);
}

/// <summary>A cause of alarm. Its key begins with the rule's code and a colon.</summary>
/// <param name="Key">Names the cause.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Priority">How much it presses.</param>
/// <param name="French">What happened. Nothing in it changes from day to day by itself.</param>
/// <param name="English">The same in English.</param>
internal sealed record Finding(string Key, int? ProjectId, string Priority, string French, string English)
{
    /// <summary>Within the dead band: what is raised stays so, nothing new is raised.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The facts (JSON object).</summary>
    public string Details { get; init; } = "{}";

    /// <summary>Page of the admin site.</summary>
    public string? Link { get; init; }
}

/// <summary>What to look at, by which levels, and at what instant.</summary>
/// <param name="Projects">These projects only; null for all.</param>
/// <param name="WithoutProject">Also rows that belong to no project.</param>
/// <param name="Settings">The levels.</param>
/// <param name="Now">The instant.</param>
internal sealed record RuleScope(IReadOnlyList<int>? Projects, bool WithoutProject, RuleSettings Settings, DateTimeOffset Now)
{
    /// <summary>The day, in UTC: an alert of a day never depends on where it is looked at from.</summary>
    public DateOnly Today { get; } = DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>Whether everything is looked at.</summary>
    public bool IsWhole => Projects is null;

    /// <summary>The projects, for a query; empty where all are meant.</summary>
    public IReadOnlyList<int> Listed => Projects ?? [];
}
