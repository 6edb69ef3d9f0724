namespace Peppi.Application.Changes;

/// <summary>Section <c>Changes</c> of the configuration.</summary>
public sealed class ChangesOptions
{
    /// <summary>How long one listener may take over a batch of changes before the others go on without it.</summary>
    public int ListenerSeconds { get; set; } = 30;
}
