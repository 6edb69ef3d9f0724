using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>Tells faults of the database that pass from those of the row: only the latter are poison.</summary>
internal static class PassingFaults
{
    /// <summary>Whether the same work may well succeed a moment later: a deadlock, a lock that was not given, a server that went away.</summary>
    public static bool Is(Exception exception) => Inner(exception) is { } fault
        && (fault.IsTransient || fault.SqlState is "40001" or "40P01" or "55P03" || IsOutage(fault));

    /// <summary>Whether nothing at all works at the moment: the connection broke, or the server is stopping or starting.</summary>
    public static bool IsOutage(Exception exception) => Inner(exception) is { } fault
        && (fault.SqlState is null ? fault.IsTransient : fault.SqlState.StartsWith("08", StringComparison.Ordinal) || fault.SqlState.StartsWith("57P0", StringComparison.Ordinal));

    // EF Core wraps what the driver says, once or twice.
    private static DbException? Inner(Exception? exception)
    {
        while (exception is DbUpdateException or InvalidOperationException) exception = exception.InnerException;
        return exception as DbException;
    }
}
