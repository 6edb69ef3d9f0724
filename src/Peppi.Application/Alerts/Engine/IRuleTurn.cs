namespace Peppi.Application.Alerts.Engine;

/// <summary>Lets one transaction at a time evaluate a rule, on whichever node: two would else undo each other's work with what each had read before the other wrote.</summary>
public interface IRuleTurn
{
    /// <summary>Waits for its turn, and keeps it until the present transaction ends.</summary>
    Task TakeAsync(string code, CancellationToken cancellationToken);
}
