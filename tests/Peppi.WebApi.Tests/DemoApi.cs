using Peppi.Testing;

namespace Peppi.WebApi.Tests;

/// <summary>The real application over the demo's data: the people are <c>&lt;role&gt;@demo.peppi.local</c>.</summary>
public sealed class DemoApi : PeppiApi
{
    protected override bool Demo => true;

    /// <summary>A client signed in as the demo's person of a role.</summary>
    public Task<HttpClient> AsAsync(string role) => SignedInAsync(TestDemo.EmailOf(role), TestDemo.Password);
}
