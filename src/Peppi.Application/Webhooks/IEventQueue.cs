using Peppi.Application.Persistence;

namespace Peppi.Application.Webhooks;

/// <summary>Where events on their way are kept, within the present transaction.</summary>
public interface IEventQueue
{
    /// <summary>
    /// Keeps events; answers how many are new. What is told a second time (a listener's retry) has the id that it had, and is left out by
    /// the index over target and event: nothing is looked up before.
    /// </summary>
    Task<int> AddAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken);
}
