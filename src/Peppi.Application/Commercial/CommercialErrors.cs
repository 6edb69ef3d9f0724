using Peppi.Domain.Shared;

namespace Peppi.Application.Commercial;

/// <summary>What selling refuses.</summary>
internal static class CommercialErrors
{
    /// <summary>The reservation stands where this step makes no sense.</summary>
    public static Error Closed(string status) =>
        new(ErrorKind.Conflict, "reservation_closed", $"The reservation is already {status}.", Hint: "Load it again; a unit that is free can be reserved anew.");

    /// <summary>The payment came already.</summary>
    public static Error AlreadyPaid { get; } = new(ErrorKind.Conflict, "payment_recorded", "This payment is recorded already.");
}
