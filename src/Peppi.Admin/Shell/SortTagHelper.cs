using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Peppi.Admin.Words;

namespace Peppi.Admin.Shell;

/// <summary><c>&lt;th sort="name"&gt;Nom&lt;/th&gt;</c>: the head of a column that sorts by it, and turns the order round.</summary>
[HtmlTargetElement("th", Attributes = "sort")]
public sealed class SortTagHelper : TagHelper
{
    /// <summary>What the query string calls the column.</summary>
    public string Sort { get; set; } = "";

    /// <summary>The list is sorted by this column where the query string says nothing.</summary>
    public bool SortDefault { get; set; }

    /// <summary>The view.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var label = (await output.GetChildContentAsync()).GetContent();
        var request = View.HttpContext.Request;
        var present = request.Query["sort"].FirstOrDefault();
        var active = present == Sort || (present is null && SortDefault);
        var descending = active && request.Query["down"] == "1";
        var link = Links.With(request, ("sort", Sort), ("down", active && !descending ? "1" : null), ("page", null));

        output.Attributes.SetAttribute("scope", "col");
        if (active) output.Attributes.SetAttribute("aria-sort", descending ? "descending" : "ascending");
        output.Content.SetHtmlContent($"<a class=\"sort\" href=\"{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(link)}\" title=\"");
        output.Content.Append(FormWords.SortBy.With(System.Net.WebUtility.HtmlDecode(label)));
        output.Content.AppendHtml($"\">{label}{Icons.All[active ? descending ? "arrow-down" : "arrow-up" : "chevrons-up-down"]}</a>");
    }
}

/// <summary>Links to the present page with some of its query changed: filters and order live in the address, so that it can be sent on.</summary>
internal static class Links
{
    public static string With(HttpRequest request, params (string Name, string? Value)[] changes)
    {
        var query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        foreach (var (name, value) in changes)
        {
            if (string.IsNullOrEmpty(value)) query.Remove(name);
            else query[name] = value;
        }

        return request.Path + QueryString.Create(query.Where(pair => pair.Value.Length > 0).Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value)));
    }
}
