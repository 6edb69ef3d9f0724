using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Peppi.Testing;

namespace Peppi.Admin.Tests;

/// <summary>Speaks with the admin as a browser without scripts does.</summary>
public sealed class AdminClient : IDisposable
{
    private readonly HttpClientHandler handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
    private readonly HttpClient http;

    public AdminClient(string address, string language)
    {
        http = new HttpClient(handler) { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
    }

    public IEnumerable<Cookie> Cookies => handler.CookieContainer.GetAllCookies();

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(path);

    /// <summary>A page, parsed.</summary>
    public async Task<IDocument> PageAsync(string path) => await ParseAsync(await GetAsync(path));

    /// <summary>Sends the form of a page that posts to <paramref name="action"/>, or the first one, with some of its fields filled in.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string action = "", params (string Name, string Value)[] fields)
    {
        using var page = await PageAsync(path);
        var form = page.QuerySelectorAll("form[method=post]").First(candidate => (candidate.GetAttribute("action") ?? "").Contains(action, StringComparison.Ordinal)
            && !(action.Length == 0 && candidate.GetAttribute("action") is "/preferences" or "/sign-out"));
        var values = form.QuerySelectorAll("input[name], select[name], textarea[name]")
            .Where(input => input.GetAttribute("type") is not ("radio" or "checkbox") || input.HasAttribute("checked"))
            .Where(input => fields.All(field => field.Name != input.GetAttribute("name")))
            .Select(input => (Name: input.GetAttribute("name")!, Value: input.LocalName == "select"
                ? input.QuerySelector("option[selected]")?.GetAttribute("value") ?? input.QuerySelector("option")?.GetAttribute("value") ?? ""
                : input.GetAttribute("value") ?? input.TextContent))
            .Concat(fields).Select(field => KeyValuePair.Create(field.Name, field.Value));
        return await http.PostAsync(form.GetAttribute("action") is { Length: > 0 } target ? target : path, new FormUrlEncodedContent(values));
    }

    /// <summary>Sends fields as they are, without a form and its token.</summary>
    public Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] fields) =>
        http.PostAsync(path, new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value)));

    public Task<HttpResponseMessage> SignInAsync(string role = "admin") =>
        PostAsync("/sign-in", "", ("Email", TestDemo.EmailOf(role)), ("Password", TestDemo.Password));

    public static async Task<IDocument> ParseAsync(HttpResponseMessage response) =>
        await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());

    public void Dispose()
    {
        http.Dispose();
        handler.Dispose();
    }
}
