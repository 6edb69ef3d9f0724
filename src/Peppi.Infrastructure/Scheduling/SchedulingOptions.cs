namespace Peppi.Infrastructure.Scheduling;

/// <summary>Section <c>Scheduling</c> of the configuration.</summary>
internal sealed class SchedulingOptions
{
    /// <summary>Whether this node fires schedules, makes deliveries and sends mail. Any number of nodes may: they share the work.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How often to look for due work besides being woken by the database.</summary>
    public int PollSeconds { get; set; } = 15;

    /// <summary>How often nodes tell each other that they live; one that is silent for longer has its work taken over.</summary>
    public int CheckinSeconds { get; set; } = 5;
}
