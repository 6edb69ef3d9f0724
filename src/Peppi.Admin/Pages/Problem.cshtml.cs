using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;

namespace Peppi.Admin.Pages;

/// <summary>What is shown in place of a page that cannot be: not there, not allowed, broken.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ProblemModel(Visitor visitor) : AdminPage
{
    public string Text { get; private set; } = "";

    /// <summary>Finds the failure in the logs.</summary>
    public string? Number { get; private set; }

    public bool Signed => visitor.Id != Guid.Empty;

    public void OnGet(int code) => Show(code);

    public void OnPost(int code) => Show(code);

    private void Show(int code)
    {
        Width = "narrow";
        Response.StatusCode = code is >= 400 and < 600 ? code : StatusCodes.Status404NotFound;
        (Title, Text) = code switch
        {
            400 => (ProblemWords.ExpiredTitle, ProblemWords.ExpiredText),
            401 or 403 => (ProblemWords.ForbiddenTitle, ProblemWords.ForbiddenText),
            503 => (ProblemWords.BusyTitle, ProblemWords.BusyText),
            >= 500 => (ProblemWords.BrokenTitle, ProblemWords.BrokenText),
            _ => ((string)ProblemWords.NotFoundTitle, (string)ProblemWords.NotFoundText),
        };
        if (code >= 500) Number = Activity.Current?.Id ?? HttpContext.TraceIdentifier;
    }
}
