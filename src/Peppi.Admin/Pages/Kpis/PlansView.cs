using Peppi.Application.Projects;
using Peppi.Application.Strategie;

namespace Peppi.Admin.Pages.Kpis;

/// <summary>Action plans as <c>_Plans.cshtml</c> shows them.</summary>
/// <param name="Lines">The plans.</param>
/// <param name="People">Who may own one.</param>
/// <param name="MayChange">Whether to offer changes; whether one goes through the database decides.</param>
/// <param name="NamesSource">Whether each says which KPI it is about.</param>
internal sealed record PlansView(IReadOnlyList<ActionPlanLine> Lines, IReadOnlyList<KnownPersonLine> People, bool MayChange, bool NamesSource);
