using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Peppi.Admin.Words;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Shell;

/// <summary>What each page has: a title with its one-line answer, the way back, and one door to the use cases.</summary>
internal abstract class AdminPage : PageModel
{
    /// <summary>The title of the page and of the browser's tab.</summary>
    public string Title { get; protected set; } = "";

    /// <summary>The one line under the title that answers what one came to ask.</summary>
    public string? Answer { get; protected set; }

    /// <summary>The pages above this one.</summary>
    public IReadOnlyList<(string Word, string Path)> Crumbs { get; protected set; } = [];

    /// <summary><c>narrow</c> for pages that are a form or a text.</summary>
    public string Width { get; protected set; } = "";

    /// <summary>This page with some of its filters changed.</summary>
    public string Link(params (string Name, string? Value)[] changes) => Links.With(Request, changes);

    protected UseCases UseCases => HttpContext.RequestServices.GetRequiredService<UseCases>();

    protected Task<Result<T>> SendAsync<T>(IUseCase<T> request) => UseCases.SendAsync(request, HttpContext.RequestAborted);

    /// <summary>The page that stands for a refusal of what was to be shown.</summary>
    protected IActionResult Refusal(Error error) => error.Kind switch
    {
        ErrorKind.NotFound => NotFound(),
        ErrorKind.Forbidden => StatusCode(StatusCodes.Status403Forbidden),
        ErrorKind.Unauthenticated => Redirect("/sign-in"),
        ErrorKind.Unavailable => StatusCode(StatusCodes.Status503ServiceUnavailable),
        _ => BadRequest(),
    };

    /// <summary>Puts a refusal at the fields that it concerns, else at the top of the form.</summary>
    /// <param name="error">The refusal.</param>
    /// <param name="prefix">The page's property that holds the form, if its fields stand in one.</param>
    protected void Show(Error error, string? prefix = null)
    {
        if (error.Fields.Count == 0) ModelState.AddModelError("", ErrorWords.Of(error));
        foreach (var fault in error.Fields)
        {
            var name = prefix is null ? fault.Field : $"{prefix}.{fault.Field}";
            ModelState.AddModelError(ModelState.Keys.FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? "", ErrorWords.Of(fault));
        }

        Response.StatusCode = error.Kind switch
        {
            ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
            ErrorKind.Conflict => StatusCodes.Status409Conflict,
            ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
    }

    /// <summary>Goes to a page and says there what was done.</summary>
    protected IActionResult Done(string path, string text, string? undoPath = null)
    {
        new Flash("good", text, undoPath).Keep(TempData);
        return Redirect(path);
    }

    /// <summary>Goes back to a page and says there why nothing was done.</summary>
    protected IActionResult NotDone(string path, Error error)
    {
        new Flash("bad", ErrorWords.Of(error)).Keep(TempData);
        return Redirect(path);
    }
}
