using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Peppi.Admin.Words;

namespace Peppi.Admin.Shell;

/// <summary>
/// One field of a form in GOV.UK's order: label, hint, error, control, all tied together for screen readers.
/// <c>&lt;field for="Email" type="email" label="@…" hint="@…" autocomplete="email" /&gt;</c>
/// </summary>
[HtmlTargetElement("field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper : TagHelper
{
    /// <summary>The property of the page.</summary>
    public ModelExpression For { get; set; } = null!;

    /// <summary>The label.</summary>
    public string Label { get; set; } = "";

    /// <summary>What helps to fill it in, shown under the label.</summary>
    public string? Hint { get; set; }

    /// <summary>Type of the input, or <c>textarea</c>; ignored where there are choices.</summary>
    public string Type { get; set; } = "text";

    /// <summary>HTML's autocomplete token (WCAG 1.3.5).</summary>
    public string? Autocomplete { get; set; }

    /// <summary>Says so in the label.</summary>
    public bool Optional { get; set; }

    /// <summary>A narrow control, for what is short by nature.</summary>
    public bool Narrow { get; set; }

    /// <summary>HTML's inputmode.</summary>
    public string? Inputmode { get; set; }

    /// <summary>Choices: the field becomes a select.</summary>
    public IEnumerable<SelectListItem>? Choices { get; set; }

    /// <summary>The view.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = View.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var id = TagBuilder.CreateSanitizedId(name, "_");
        View.ViewData.ModelState.TryGetValue(name, out var state);
        var error = state?.Errors.FirstOrDefault()?.ErrorMessage;

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", error is null ? "field" : "field field--wrong");

        output.Content.AppendHtml($"<label for=\"{id}\">").Append(Label);
        if (Optional) output.Content.AppendHtml(" <span class=\"optional\">").Append(FormWords.Optional).AppendHtml("</span>");
        output.Content.AppendHtml("</label>");
        if (Hint is not null) output.Content.AppendHtml($"<span class=\"hint\" id=\"{id}-hint\">").Append(Hint).AppendHtml("</span>");
        if (error is not null)
        {
            output.Content.AppendHtml($"<span class=\"field-error\" id=\"{id}-error\">").AppendHtml(Icons.All["octagon-x"])
                .AppendHtml("<span><span class=\"visually-hidden\">").Append(FormWords.Error).AppendHtml("</span> ").Append(error).AppendHtml("</span></span>");
        }

        output.Content.AppendHtml(Control(name, id, error is not null, Value(state)));
    }

    private string? Value(ModelStateEntry? state) =>
        Type == "password" ? null : state?.AttemptedValue ?? For.Model switch
        {
            null => null,
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable value => value.ToString(null, CultureInfo.CurrentCulture),
            var other => other.ToString(),
        };

    private TagBuilder Control(string name, string id, bool wrong, string? value)
    {
        var tag = new TagBuilder(Choices is not null ? "select" : Type == "textarea" ? "textarea" : "input");
        tag.AddCssClass(Choices is not null ? "select" : Type == "textarea" ? "textarea" : "input");
        if (Narrow) tag.AddCssClass("input--short");
        tag.Attributes["id"] = id;
        tag.Attributes["name"] = name;
        if (Autocomplete is not null) tag.Attributes["autocomplete"] = Autocomplete;
        if (Inputmode is not null) tag.Attributes["inputmode"] = Inputmode;
        if (!Optional) tag.Attributes["aria-required"] = "true";
        if (wrong) tag.Attributes["aria-invalid"] = "true";
        var describedBy = string.Join(' ', new[] { Hint is null ? null : $"{id}-hint", wrong ? $"{id}-error" : null }.OfType<string>());
        if (describedBy.Length > 0) tag.Attributes["aria-describedby"] = describedBy;

        if (Choices is not null) tag.InnerHtml.AppendHtml(Options(value));
        else if (Type == "textarea") tag.InnerHtml.Append(value ?? "");
        else
        {
            tag.TagRenderMode = TagRenderMode.SelfClosing;
            tag.Attributes["type"] = Type;
            if (value is not null) tag.Attributes["value"] = value;
        }

        return tag;
    }

    private HtmlContentBuilder Options(string? value)
    {
        var options = new HtmlContentBuilder();
        foreach (var choice in Choices!)
        {
            var selected = value is null ? choice.Selected : choice.Value == value;
            options.AppendHtml($"<option value=\"{HtmlEncoder.Default.Encode(choice.Value ?? "")}\"{(selected ? " selected" : "")}>")
                .Append(choice.Text).AppendHtml("</option>");
        }

        return options;
    }
}

/// <summary><c>&lt;error-summary /&gt;</c>: what is wrong with a form, at its top, each line a link to its field.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    /// <summary>The view.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (View.ViewData.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error-summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("data-focus", "");
        output.Content.AppendHtml("<h2>").AppendHtml(Icons.All["octagon-x"]).Append(FormWords.ThereIsAProblem).AppendHtml("</h2><ul>");
        foreach (var (name, state) in View.ViewData.ModelState)
        {
            foreach (var error in state.Errors)
            {
                output.Content.AppendHtml("<li>");
                if (name.Length == 0) output.Content.Append(error.ErrorMessage);
                else output.Content.AppendHtml($"<a href=\"#{TagBuilder.CreateSanitizedId(name, "_")}\">").Append(error.ErrorMessage).AppendHtml("</a>");
                output.Content.AppendHtml("</li>");
            }
        }

        output.Content.AppendHtml("</ul>");
    }
}
