using System.ComponentModel.DataAnnotations;

namespace Peppi.Application.Finance;

/// <summary>Settings of the group's money (section <c>Finance</c>).</summary>
public sealed class FinanceOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Finance";

    /// <summary>Currency that figures over several projects are told in (ISO 4217).</summary>
    [Required, RegularExpression("^[A-Z]{3}$")]
    public string GroupCurrency { get; set; } = "XAF";
}
