using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports;

/// <summary>Failures of this module.</summary>
public static class ReportErrors
{
    /// <summary>There is no report of that type.</summary>
    public static Error UnknownType(string? type) => new(ErrorKind.Invalid, "unknown_report_type",
        $"There is no report of type '{type}'.", Hint: $"report_type is one of {string.Join(", ", ReportTypes.All)}.");

    /// <summary>The reader's role is let at data only with a second factor, and this session proved none.</summary>
    public static Error SecondFactorNeeded { get; } = new(ErrorKind.Forbidden, "insufficient_aal", "Your role is let at data only with a second factor.",
        Hint: "Sign in with your second factor, or enrol one.");

    /// <summary>The reader may see no finances at all.</summary>
    public static Error NoFinances { get; } = new(ErrorKind.Forbidden, "42501", "Your role does not allow reading finances.",
        Hint: "Ask an administrator for the permission, or for report_type project_status.");
}
